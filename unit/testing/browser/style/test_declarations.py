import pytest

from lona_testing.browser.style.declarations import Pending, expand, is_known, is_valid


@pytest.mark.parametrize(
    ("name", "value", "longhands"),
    [
        ("display", "NONE", {"display": "none"}),
        ("display", "inline flex", {"display": "inline-flex"}),
        ("padding-block", "1px", {"padding-top": "1px", "padding-bottom": "1px"}),
        ("inline-size", "5px", {"width": "5px"}),
        ("padding-inline-start", "2px", {"padding-left": "2px"}),
        ("white-space", "pre-line", {"white-space-collapse": "preserve-breaks"}),
        ("flex", "1", {"flex-grow": "1", "flex-basis": "0px"}),
        ("flex", "none", {"flex-grow": "0", "flex-basis": "auto"}),
        ("overflow", "hidden", {"overflow-x": "hidden", "overflow-y": "hidden"}),
        ("font", "12px/0 serif", {"font-size": "12px", "line-height": "0"}),
        ("border-top", "thin dotted", {"border-top-width": "thin", "border-top-style": "dotted"}),
        ("--any", "Thing", {"--any": "Thing"}),
        ("color", "red", {}),
    ],
)
def test_a_declaration_is_taken_apart(name: str, value: str, longhands: dict[str, str]) -> None:
    assert dict(expand(name, value)) == longhands


@pytest.mark.parametrize(
    ("value", "sides"),
    [
        ("1px", "1px 1px 1px 1px"),
        ("1px 2px", "1px 2px 1px 2px"),
        ("1px 2px 3px", "1px 2px 3px 2px"),
        ("1px 2px 3px 4px", "1px 2px 3px 4px"),
    ],
)
def test_one_to_four_values_are_for_four_sides(value: str, sides: str) -> None:
    assert " ".join(str(side) for _, side in expand("padding", value)) == sides


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("display", "nonsense"),
        ("display", '"none"'),
        ("width", "5"),
        ("height", "-5px"),
        ("padding", "1px 2px 3px 4px 5px"),
        ("padding", "auto"),
        ("border-top-width", "5%"),
        ("visibility", "hiden"),
        ("flex", "1 1 1 1"),
        ("list-style", "disc circle"),
        ("white-space", "pre nowrap normal"),
    ],
)
def test_what_is_not_valid_says_nothing(name: str, value: str) -> None:
    assert expand(name, value) == ()
    assert not is_valid(name, value)


def test_a_value_with_a_variable_waits_for_it() -> None:
    assert dict(expand("padding-block", "var(--x)")) == {
        "padding-top": Pending("padding-block", "var(--x)"),
        "padding-bottom": Pending("padding-block", "var(--x)"),
    }


def test_all_says_something_of_every_property() -> None:
    assert dict(expand("all", "unset"))["display"] == "unset"
    assert expand("all", "none") == ()


def test_nothing_is_said_of_properties_without_interest() -> None:
    assert not is_known("color")
    assert is_valid("color", "whatever")
    assert is_known("margin")
