"""lona.html.forms.color_input."""

import pytest

from lona.html import ColorInput


def test_a_colour_is_black_by_default():
    node = ColorInput()

    assert node.attributes["type"] == "color"
    assert node.value == node.raw_value == "#000000"


def test_a_colour_is_lower_case(send):
    node = ColorInput("#1E90FF")
    assert node.value == node.raw_value == "#1e90ff"

    send(node, "#ABCDEF")
    assert node.value == "#abcdef"
    assert node.valid is True


@pytest.mark.parametrize("value", ["", "red", "#fff", "#12345g", "#1234567", None, 5])
def test_what_is_no_colour_is_refused(value):
    node = ColorInput("#102030")

    with pytest.raises(ValueError, match="colour"):
        node.value = value
    with pytest.raises(ValueError, match="colour"):
        ColorInput(value)

    assert node.value == "#102030"


def test_a_wrong_colour_from_outside_reads_as_black(send):
    node = ColorInput("#102030")

    send(node, "nonsense")

    assert node.valid is False
    assert node.raw_value == "nonsense"
    assert node.value == "#000000"
