"""lona_testing.browser.conditions and targets: what is told of a control, or for its label."""

from collections.abc import Callable

import pytest

from lona_testing.browser.errors import NotActionable, WrongElement
from lona_testing.browser.page import Page

Show = Callable[[str], Page]


@pytest.mark.parametrize(
    ("html", "enabled"),
    [
        ("<label id=x>L <input disabled></label>", False),
        ("<label><b id=x>L</b> <input disabled></label>", False),
        ("<label id=x for=y>L</label><button id=y disabled></button>", False),
        ("<label>L <a id=x href=y>a</a><input disabled></label>", True),
        ("<label>L <button id=x>b</button><input disabled></label>", True),
        ("<button disabled><span><b id=x>L</b></span></button>", False),
        ("<div role=button aria-disabled=true><b id=x>L</b></div>", False),
        ("<a href=y aria-disabled=true><b id=x>L</b></a>", True),
        ("<button disabled><input id=x></button>", True),
        ("<p id=x>p</p>", True),
    ],
)
def test_labels_and_what_stands_in_buttons_are_enabled_as_these_are(
    show: Show, html: str, enabled: bool
) -> None:
    locator = show(html).locator("#x")
    assert locator.is_enabled() is enabled
    assert locator.is_disabled() is not enabled


def test_actions_wait_for_what_is_enabled(show: Show) -> None:
    page = show("<button aria-disabled=true>a</button><button disabled><b>b</b></button>")
    for found in (page.locator("button").first, page.locator("b")):
        with pytest.raises(NotActionable, match="it is disabled"):
            found.click()


def test_the_label_of_a_control_is_filled_chosen_and_read_like_the_control(show: Show) -> None:
    page = show("<label>L <input></label><div><label><b>S</b><select><option>a<option>b</select>")
    page.locator("label").first.fill("Ada")
    assert page.locator("label").first.input_value() == "Ada"
    assert page.locator("b").select_option("b") == ["b"]
    assert page.locator("select").input_value() == "b"


def test_roles_have_states(show: Show) -> None:
    page = show("<i id=x role=checkbox aria-checked=true aria-readonly=true>x</i><p>p</p>")
    assert page.locator("#x").is_checked()
    assert not page.locator("#x").is_editable()


def test_what_has_no_such_state_is_the_wrong_element(show: Show) -> None:
    page = show("<p>p</p>")
    for read in ("is_checked", "is_editable", "input_value"):
        with pytest.raises(WrongElement):
            getattr(page.locator("p"), read)()
