"""lona.html.forms.number_inputs."""

import pytest

from lona.html import NumberInput, RangeInput


@pytest.mark.parametrize(
    ("value", "read", "raw"),
    [
        (None, None, ""),
        (5, 5.0, "5"),
        (1.5, 1.5, "1.5"),
        ("2.5", 2.5, "2.5"),
        ("", None, ""),
        ("abc", None, "abc"),
        ("nan", None, "nan"),
    ],
)
def test_a_value_reads_as_float_or_none(value, read, raw):
    node = NumberInput(value)
    assert node.value == read
    assert node.value is None or type(node.value) is float
    assert node.raw_value == raw

    node = NumberInput(1)
    node.value = value
    assert node.value == read


@pytest.mark.parametrize("name", ["value", "min", "max", "step"])
@pytest.mark.parametrize("value", [[], True, {}, object()])
def test_what_is_no_number_is_refused(name, value):
    node = NumberInput(1, min=2, max=3, step=4)
    before = dict(node.attributes)

    with pytest.raises(TypeError, match=f"{name} has to be a number"):
        setattr(node, name, value)
    with pytest.raises(TypeError, match=f"{name} has to be a number"):
        NumberInput(**{name: value})

    assert dict(node.attributes) == before


@pytest.mark.parametrize("name", ["min", "max", "step"])
def test_limits_read_as_float_or_none(name):
    node = NumberInput(**{name: 2})
    assert getattr(node, name) == 2.0
    assert node.attributes[name] == 2

    node.attributes[name] = "any"
    assert getattr(node, name) is None

    setattr(node, name, None)
    assert name not in node.attributes
    with pytest.raises(TypeError, match=name):
        setattr(node, name, "2")


@pytest.mark.parametrize(
    ("options", "valid"),
    [
        ({}, False),
        ({"value": "x"}, False),
        ({"value": 5}, True),
        ({"value": 5, "min": 5, "max": 5}, True),
        ({"value": 4.9, "min": 5}, False),
        ({"value": 5.1, "max": 5}, False),
        ({"value": 0, "min": 0.5}, False),
        ({"value": 0.3, "step": 0.1}, True),
        ({"value": 0.1 + 0.2, "step": 0.1}, True),
        ({"value": 0.35, "step": 0.1}, False),
        ({"value": 4, "min": 1, "step": 3}, True),
        ({"value": 3, "min": 1, "step": 3}, False),
        ({"value": -4, "step": 2}, True),
    ],
)
def test_valid_looks_at_limits_and_steps(options, valid):
    assert NumberInput(**options).valid is valid


def test_valid_follows_later_changes(send):
    seen = []
    node = NumberInput(1, max=5, handle_change=lambda event: seen.append(node.valid))

    send(node, "6")
    send(node, "5")
    node.attributes["max"] = "4"

    assert seen == [False, True]
    assert node.valid is False


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ({}, 50.0),
        ({"min": 10, "max": 20}, 15.0),
        ({"min": 10, "max": 0}, 10.0),
        ({"max": 1}, 0.5),
        ({"value": 7}, 7.0),
    ],
)
def test_a_range_always_has_a_value(options, value):
    node = RangeInput(**options)

    assert node.value == value
    assert node.attributes["type"] == "range"


@pytest.mark.parametrize(
    ("options", "valid"),
    [({}, True), ({"value": 101}, False), ({"value": -1}, False), ({"value": 3, "step": 2}, False)],
)
def test_a_range_is_valid_within_its_limits(options, valid):
    assert RangeInput(**options).valid is valid


def test_a_range_can_be_assigned():
    node = RangeInput()
    node.value = 3
    assert node.value == 3.0

    with pytest.raises(TypeError, match="value"):
        node.value = []
    assert node.value == 3.0
