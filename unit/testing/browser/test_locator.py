"""lona_testing.browser.locator: narrowing, arguments of actions, looks, and what is strict."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lona_testing.browser.errors import (
    NotActionable,
    NotSettled,
    NotSupportedInProcess,
    PageError,
    StrictModeError,
    WrongElement,
)

PAGE = """
<ul><li>one <b>bold</b></li><li>two</li><li hidden>three <b>x</b></li></ul><ul id="last"></ul>
<button id="go">Go</button><button id="off" disabled>Off</button><button id="hid" hidden>H</button>
<input id="text" value="v"><input id="fixed" readonly value="v"><input id="no" disabled value="v">
<input type="checkbox" id="box"><input type="checkbox" id="on" disabled checked>
<select id="one"><option>a</option><option>b</option></select>
<select id="locked" disabled><option>a</option><option>b</option></select>
"""


@pytest.fixture
def page(show: Callable[[str], Any]) -> Any:
    return show(PAGE)


@pytest.mark.parametrize(
    ("kwargs", "count"),
    [
        ({"has_text": "ONE"}, 1),
        ({"has_text": re.compile("^t")}, 2),
        ({"has_not_text": "one"}, 2),
        ({"has_not_text": re.compile("o")}, 1),
        ({"has_text": "o", "has_not_text": "one"}, 1),
    ],
)
def test_texts_narrow(page: Any, kwargs: Any, count: int) -> None:
    assert page.locator("li", **kwargs).count() == count
    assert page.locator("li").filter(**kwargs).count() == count
    assert page.locator("ul").locator("li", **kwargs).count() == count


def test_elements_inside_narrow(page: Any) -> None:
    items = page.locator("li")
    assert page.locator("li", has=page.locator("b")).count() == 2
    assert page.locator("li", has_not=page.locator("b")).all_text_contents() == ["two"]
    assert items.filter(visible=True).count() == items.visible.count() == 2
    assert items.filter(visible=False).all_text_contents() == ["three x"]


def test_a_locator_is_found_inside_another(page: Any) -> None:
    assert page.locator("li").locator(page.locator("b")).count() == 2
    assert page.locator("b").nth(0).within(page.locator("li")).count() == 2
    assert page.locator("li").and_(page.get_by_text("two")).count() == 1
    assert page.locator("#last").or_(page.locator("#go")).count() == 2


def test_locators_of_another_page_or_type_are_refused(page: Any, show: Any) -> None:
    other = show("<b></b>").locator("b")
    for wrong, error in ((other, ValueError), ("b", TypeError)):
        for narrow in (
            lambda wrong=wrong: page.locator("li", has=wrong),
            lambda wrong=wrong: page.locator("li").and_(wrong),
            lambda wrong=wrong: page.locator("li").or_(wrong),
        ):
            with pytest.raises(error):
                narrow()
    with pytest.raises(TypeError):
        page.locator("li").locator(5)


def test_a_locator_can_be_named(page: Any) -> None:
    locator = page.locator("#gone").describe("the total")
    assert locator.description == repr(locator) == "the total"
    with pytest.raises(PageError, match=r"^the total matches no element"):
        locator.click()


def test_looks_that_do_not_wait_are_strict_all_the_same(page: Any) -> None:
    assert page.locator("#go").is_visible()
    assert page.locator("#hid").is_hidden()
    assert page.locator("#gone").is_hidden()
    assert not page.locator("#gone").is_visible()
    for look in (page.locator("li").is_visible, page.locator("li").is_hidden):
        with pytest.raises(StrictModeError):
            look()


@pytest.mark.parametrize(
    ("selector", "states"),
    [
        ("#go", {"attached", "visible", None}),
        ("#hid", {"attached", "hidden"}),
        ("#gone", {"detached", "hidden"}),
    ],
)
def test_states_are_waited_for(page: Any, selector: str, states: set[str | None]) -> None:
    for state in ("attached", "detached", "visible", "hidden", None):
        if state in states:
            page.locator(selector).wait_for(state=state)
        else:
            with pytest.raises(PageError, match=f"is not {state or 'visible'}"):
                page.locator(selector).wait_for(state=state)
        with pytest.raises(StrictModeError):
            page.locator("li").wait_for(state=state)
    with pytest.raises(ValueError, match="'gone' is none of attached"):
        page.locator(selector).wait_for(state="gone")


def test_a_trial_checks_and_does_nothing(page: Any) -> None:
    page.locator("#go").click(trial=True)
    page.locator("#box").check(trial=True)
    with pytest.raises(NotActionable, match="disabled"):
        page.locator("#off").click(trial=True)
    assert page.script.events == []
    assert not page.locator("#box").is_checked()


def test_force_spares_the_checks_but_not_that_there_is_something_to_hit(page: Any) -> None:
    page.locator("#off").click(force=True)
    assert page.script.events == []
    with pytest.raises(NotActionable, match="hidden"):
        page.locator("#hid").click(force=True)
    assert page.locator("#locked").select_option("b", force=True) == ["b"]
    page.locator("#text").fill("w", force=True)
    assert page.locator("#text").input_value() == "w"
    with pytest.raises(NotSupportedInProcess, match="filling by force"):
        page.locator("#no").fill("w", force=True)
    with pytest.raises(NotActionable, match="did not change its state"):
        page.locator("#on").uncheck(force=True)


def test_what_has_the_wanted_state_needs_nothing(page: Any) -> None:
    page.locator("#on").check()
    page.locator("#box").uncheck()
    page.locator("#box").set_checked(False)
    assert page.script.events == []


def test_clicks_are_repeated_and_have_modifiers(page: Any) -> None:
    page.locator("#go").click(click_count=3, delay=60_000, modifiers=["ControlOrMeta", "Shift"])
    clicks = ["click go", "click go", "dblclick go", "click go"]
    assert page.script.events == ["focus go", *clicks]
    page.locator("#go").dblclick(modifiers=["Alt"], no_wait_after=True)
    assert page.script.events.count("click go") == 5
    page.locator("#go").click(click_count=0)
    assert page.script.events.count("click go") == 5


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda page: page.locator("#go").click(position={"x": 1, "y": 1}), NotSupportedInProcess),
        (lambda page: page.locator("#box").check(position={"x": 1, "y": 1}), NotSupportedInProcess),
        (lambda page: page.locator("#go").click(button="middle"), NotSupportedInProcess),
        (lambda page: page.locator("#go").dblclick(button="middle"), NotSupportedInProcess),
        (lambda page: page.locator("#one").select_option(element=[]), NotSupportedInProcess),
        (lambda page: page.goto("/", referer="/x"), NotSupportedInProcess),
        (lambda page: page.locator("#go").click(button="first"), ValueError),
        (lambda page: page.locator("#go").click(modifiers=["Hyper"]), ValueError),
        (lambda page: page.locator("#text").fill(5), TypeError),
        (lambda page: page.locator("li").nth(0).is_checked(), WrongElement),
        (lambda page: page.locator("li").nth(0).is_editable(), WrongElement),
        (lambda page: page.locator("li").nth(0).input_value(), WrongElement),
    ],
)
def test_what_is_refused(page: Any, call: Callable[[Any], object], error: type) -> None:
    with pytest.raises(error):
        call(page)


def test_options_are_chosen_by_lists_of_any_kind(page: Any) -> None:
    assert page.locator("#one").select_option(("b",)) == ["b"]
    assert page.locator("#one").select_option(index=[0]) == ["a"]
    assert page.locator("#one").select_option(label="b") == ["b"]


def test_an_attribute_of_html_has_no_case(page: Any) -> None:
    assert page.locator("#text").get_attribute("VALUE") == "v"
    assert page.locator("#text").get_attribute("lang") is None


def test_an_action_on_a_busy_server_says_what_that_is_doing(page: Any) -> None:
    page.script.is_idle = False
    for call in (
        lambda: page.locator("#go").click(timeout=1),
        lambda: page.locator("#go").text_content(timeout=timedelta(milliseconds=1)),
    ):
        with pytest.raises(NotSettled, match=r"busy after 0\.001 seconds\n\nit turns in circles"):
            call()
    page.set_default_timeout(1)
    for look in (page.title, page.locator("li").count, page.locator("li").all_text_contents):
        with pytest.raises(NotSettled, match="it turns in circles"):
            look()


def test_an_action_that_changes_something_is_not_done_twice(page: Any) -> None:
    page.script.prevents = {"click"}
    page.script.news = [lambda: None] * 3
    with pytest.raises(NotActionable, match="did not change its state"):
        page.locator("#box").check()
    assert page.script.events.count("click box") == 1


def test_an_action_that_does_not_wait_leaves_the_server_at_work(page: Any) -> None:
    def be_busy(event: Any) -> bool:
        page.script.is_idle = False
        return False

    page.script.handle = be_busy
    page.locator("#go").click(no_wait_after=True)
    with pytest.raises(NotSettled):
        page.locator("li").count() if page.set_default_timeout(1) is None else None


def test_shortcuts_of_the_page_act_on_the_first_unless_they_are_strict(page: Any) -> None:
    assert page.text_content("li") == "one bold"
    page.fill("#text", "w")
    assert page.input_value("input") == "w"
    page.click("button", click_count=2)
    assert page.script.events.count("click go") == 2
    assert page.is_visible("#gone") is False
    with pytest.raises(StrictModeError):
        page.click("button", strict=True)


@pytest.mark.parametrize(
    ("name", "reason", "way_out"),
    [
        ("screenshot", "no pixels are drawn", "--lona-driver=chromium"),
        ("drag_to", "there is no pointer", "--lona-driver=chromium"),
        ("bounding_box", "it needs layout", "--lona-driver=chromium"),
        ("evaluate", "no scripts run but Lona's own", "--lona-driver=chromium"),
        ("route", "the network is the server in this process", "--lona-driver=chromium"),
        ("element_handle", "there are no handles of elements", r"locator\(…\) finds"),
        ("wait_for_timeout", "nothing sleeps", r"expect\(…\) what is to come"),
        ("wait_for_url", "nothing sleeps", "to_have_url"),
        ("expect_file_chooser", "no dialog opens", "set_input_files"),
        ("content", "documents are not written", r"page\.tree\(\)"),
    ],
)
def test_what_only_a_browser_can_do_is_refused_with_the_reason_and_a_way_out(
    page: Any, name: str, reason: str, way_out: str
) -> None:
    text = rf"^{name} is not possible in-process: {reason}.*\. .*{way_out}.*\.$"
    for owner in (page, page.locator("li")):
        with pytest.raises(NotSupportedInProcess, match=text):
            getattr(owner, name)()


@pytest.mark.parametrize(("name", "near"), [("clik", "click"), ("get_by_roll", "get_by_role")])
def test_an_unknown_name_names_those_that_are_near(page: Any, name: str, near: str) -> None:
    for owner in (page, page.locator("li")):
        with pytest.raises(AttributeError, match=rf"no attribute '{name}'; did you mean .*{near}"):
            getattr(owner, name)
