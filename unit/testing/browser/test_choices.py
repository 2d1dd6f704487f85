"""Selects and radio buttons of parsed HTML, and what is chosen by whom."""

from collections.abc import Callable

import pytest

from lona_testing.browser.errors import NotActionable, PageError
from lona_testing.browser.page import Page

Show = Callable[[str], Page]
X_AND_Y = "<option value=x>X</option><option value=y>Y</option>"


@pytest.mark.parametrize(
    ("html", "value"),
    [
        (f"<select>{X_AND_Y}</select>", "x"),
        ("<select><option>x<option selected>y<option selected>z</select>", "z"),
        ("<select><option disabled>x<option>y</select>", "y"),
        ("<select><option disabled>x</select>", ""),
        ("<select><option disabled selected>x<option>y</select>", "x"),
        ("<select><optgroup disabled><option>x</optgroup><option>y</select>", "y"),
        (f"<select size=3>{X_AND_Y}</select>", ""),
        (f"<select size=0>{X_AND_Y}</select>", "x"),
        (f"<select size=x>{X_AND_Y}</select>", "x"),
        (f"<select multiple size=1>{X_AND_Y}</select>", ""),
        ("<select multiple><option selected>x<option selected>y</select>", "x"),
    ],
)
def test_the_markup_decides_what_is_chosen_at_first(show: Show, html: str, value: str) -> None:
    assert show(html).locator("select").input_value() == value


@pytest.mark.parametrize(
    ("wanted", "chosen"), [(["zz", "y"], ["y"]), (["y", "x"], ["x"]), ("Y", ["y"]), ([], [])]
)
def test_a_select_for_one_choice_takes_the_first_option_that_is_named(
    show: Show, wanted: str | list[str], chosen: list[str]
) -> None:
    select = show(f"<select>{X_AND_Y}</select>").locator("select")
    assert select.select_option(wanted) == chosen
    assert select.input_value() == "".join(chosen)


def test_a_select_for_several_choices_needs_all_that_is_named(show: Show) -> None:
    select = show(f"<select multiple>{X_AND_Y}<option>z</select>").locator("select")
    assert select.select_option(value="x", label="Y", index=2) == ["x", "y", "z"]
    with pytest.raises(PageError):
        select.select_option(["z", "nope"])


def test_labels_count_with_white_space_collapsed(show: Show) -> None:
    html = "<select><option value=a label=Why>Y<option value=b>two  words</select>"
    select = show(html).locator("select")
    assert select.select_option("two words") == ["b"]
    assert select.select_option("two  words") == ["b"]
    assert select.select_option("Why") == ["a"]
    with pytest.raises(PageError):
        select.select_option("Y")


def test_a_disabled_option_cannot_be_chosen(show: Show) -> None:
    select = show("<select><option>x<option disabled>y</select>").locator("select")
    with pytest.raises(NotActionable):
        select.select_option("y")


def test_the_last_checked_radio_button_of_a_group_counts(show: Show) -> None:
    page = show("<input type=radio name=g id=a checked><input type=radio name=g id=b checked>")
    assert not page.locator("#a").is_checked()
    assert page.locator("#b").is_checked()
    page.locator("#a").check()
    assert not page.locator("#b").is_checked()
