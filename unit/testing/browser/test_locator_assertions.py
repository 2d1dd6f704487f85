"""lona_testing.browser.locator_assertions: what holds, what does not, and what makes no sense."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lona_testing.browser.errors import (
    NotSupportedInProcess,
    PageError,
    StrictModeError,
    WrongElement,
)
from lona_testing.expect import expect

PAGE = """
<p class="a  b" id="p" title="T">Hello <b>big</b> world</p><p>two</p><p hidden>three</p>
<input id="text" value="v"><input id="off" disabled><input id="fixed" readonly>
<input type="checkbox" id="on" checked><input type="checkbox" id="box">
<select id="one"><option selected>x</option><option>y</option></select>
<select id="many" multiple><option selected>x</option><option selected>y</option></select>
<i id="empty"> </i><button id="button">Go</button>
"""


@pytest.fixture
def find(show: Callable[[str], Any]) -> Callable[[str], Any]:
    return show(PAGE).locator


def outcome(assertions: Any, name: str, *args: Any, **kwargs: Any) -> str:
    try:
        getattr(assertions, name)(*args, **kwargs)
    except StrictModeError:
        return "strict"
    except WrongElement:
        return "wrong"
    except PageError as error:
        return "missing" if "matches no element" in str(error) else "fails"
    return "passes"


OPPOSITE = {"passes": "fails", "fails": "passes"}

CASES: list[tuple[str, str, tuple[Any, ...], dict[str, Any], str]] = [
    ("#button", "to_be_enabled", (), {}, "passes"),
    ("#button", "to_be_enabled", (), {"enabled": False}, "fails"),
    ("#off", "to_be_enabled", (), {}, "fails"),
    ("#off", "to_be_enabled", (), {"enabled": False}, "passes"),
    ("#off", "to_be_disabled", (), {}, "passes"),
    ("#p", "to_be_disabled", (), {}, "fails"),
    ("#text", "to_be_editable", (), {}, "passes"),
    ("#fixed", "to_be_editable", (), {}, "fails"),
    ("#fixed", "to_be_editable", (), {"editable": False}, "passes"),
    ("#p", "to_be_editable", (), {}, "wrong"),
    ("#on", "to_be_checked", (), {}, "passes"),
    ("#on", "to_be_checked", (), {"checked": False}, "fails"),
    ("#box", "to_be_checked", (), {"checked": False}, "passes"),
    ("#box", "to_be_checked", (), {"indeterminate": True}, "fails"),
    ("#p", "to_be_checked", (), {}, "wrong"),
    ("#p", "to_be_focused", (), {}, "fails"),
    ("#empty", "to_be_empty", (), {}, "passes"),
    ("#off", "to_be_empty", (), {}, "passes"),
    ("#p", "to_be_empty", (), {}, "fails"),
    ("#text", "to_have_value", ("v",), {}, "passes"),
    ("#text", "to_have_value", (re.compile("V"),), {}, "fails"),
    ("#text", "to_have_value", (re.compile("V", re.I),), {}, "passes"),
    ("#p", "to_have_value", ("",), {}, "wrong"),
    ("#many", "to_have_values", (["x", "y"],), {}, "passes"),
    ("#many", "to_have_values", ([re.compile("X", re.I), "y"],), {}, "passes"),
    ("#many", "to_have_values", (["y", "x"],), {}, "fails"),
    ("#many", "to_have_values", (["x"],), {}, "fails"),
    ("#one", "to_have_values", (["x"],), {}, "wrong"),
    ("#p", "to_have_attribute", ("title",), {}, "passes"),
    ("#p", "to_have_attribute", ("title", "T"), {}, "passes"),
    ("#p", "to_have_attribute", ("title", "t"), {}, "fails"),
    ("#p", "to_have_attribute", ("title", "t"), {"ignore_case": True}, "passes"),
    ("#p", "to_have_attribute", ("lang", ""), {}, "fails"),
    ("#p", "to_have_attribute", ("TITLE", "T"), {}, "passes"),
    ("#p", "to_have_id", ("p",), {}, "passes"),
    ("#p", "to_have_id", ("p ",), {}, "fails"),
    ("#p", "to_have_role", ("paragraph",), {}, "passes"),
    ("#p", "to_have_role", ("button",), {}, "fails"),
    ("#button", "to_have_accessible_name", ("Go",), {}, "passes"),
    ("#button", "to_have_accessible_name", ("GO",), {}, "fails"),
    ("#button", "to_have_accessible_name", ("GO",), {"ignore_case": True}, "passes"),
    ("#p", "to_have_text", ("Hello  big world",), {}, "passes"),
    ("#p", "to_have_text", ("hello big world",), {}, "fails"),
    ("#p", "to_have_text", ("hello BIG world",), {"ignore_case": True}, "passes"),
    ("#p", "to_have_text", (re.compile("hello"),), {"ignore_case": True}, "passes"),
    ("#p", "to_have_text", (re.compile("hello", re.I),), {"ignore_case": False}, "fails"),
    ("#p", "to_contain_text", ("big",), {}, "passes"),
    ("#p", "to_contain_text", ("BIG",), {"ignore_case": True}, "passes"),
    ("#p", "to_contain_text", ("small",), {}, "fails"),
    ("#p", "to_have_class", ("a  b",), {}, "passes"),
    ("#p", "to_have_class", ("a b",), {}, "fails"),
    ("#p", "to_contain_class", ("b a",), {}, "passes"),
    ("#p", "to_contain_class", ("c",), {}, "fails"),
    ("#p", "to_be_visible", (), {}, "passes"),
    ("#p", "to_be_visible", (), {"visible": False}, "fails"),
    ("#p", "to_be_hidden", (), {}, "fails"),
    ("#p", "to_be_attached", (), {}, "passes"),
    ("#p", "to_be_attached", (), {"attached": False}, "fails"),
    # several elements
    ("p", "to_be_visible", (), {}, "strict"),
    ("p", "to_be_hidden", (), {}, "strict"),
    ("p", "to_be_attached", (), {}, "strict"),
    ("p", "to_have_text", ("two",), {}, "strict"),
    ("p", "to_have_class", ("a  b",), {}, "strict"),
    ("p", "to_have_count", (3,), {}, "passes"),
    ("p", "to_have_count", (2,), {}, "fails"),
    ("p", "to_have_text", (["Hello big world", "two", "three"],), {}, "passes"),
    ("p", "to_have_text", (("Hello big world", re.compile("^T", re.I), "three"),), {}, "passes"),
    ("p", "to_have_text", (["two", "Hello big world", "three"],), {}, "fails"),
    ("p", "to_have_text", (["two"],), {}, "fails"),
    ("p", "to_have_text", ([],), {}, "fails"),
    ("p", "to_contain_text", (["big", "three"],), {}, "passes"),
    ("p", "to_contain_text", (["three", "big"],), {}, "fails"),
    ("p", "to_contain_text", ([],), {}, "passes"),
    ("p", "to_have_class", (["a  b", "", ""],), {}, "passes"),
    ("p", "to_contain_class", (["b", "", ""],), {}, "passes"),
    ("p", "to_contain_class", (["b"],), {}, "fails"),
    # nothing
    ("#gone", "to_be_visible", (), {}, "fails"),
    ("#gone", "to_be_visible", (), {"visible": False}, "passes"),
    ("#gone", "to_be_hidden", (), {}, "passes"),
    ("#gone", "to_be_attached", (), {}, "fails"),
    ("#gone", "to_be_attached", (), {"attached": False}, "passes"),
    ("#gone", "to_have_count", (0,), {}, "passes"),
    ("#gone", "to_have_text", ([],), {}, "passes"),
    ("#gone", "to_have_text", (["a"],), {}, "fails"),
    ("#gone", "to_contain_text", (["a"],), {}, "fails"),
    ("#gone", "to_have_class", (["a"],), {}, "fails"),
    ("#gone", "to_be_enabled", (), {}, "missing"),
    ("#gone", "to_be_disabled", (), {}, "missing"),
    ("#gone", "to_be_editable", (), {}, "missing"),
    ("#gone", "to_be_checked", (), {}, "missing"),
    ("#gone", "to_be_focused", (), {}, "missing"),
    ("#gone", "to_be_empty", (), {}, "missing"),
    ("#gone", "to_have_value", ("v",), {}, "missing"),
    ("#gone", "to_have_values", (["v"],), {}, "missing"),
    ("#gone", "to_have_attribute", ("id",), {}, "missing"),
    ("#gone", "to_have_id", ("x",), {}, "missing"),
    ("#gone", "to_have_class", ("x",), {}, "missing"),
    ("#gone", "to_contain_class", ("x",), {}, "missing"),
    ("#gone", "to_have_role", ("x",), {}, "missing"),
    ("#gone", "to_have_accessible_name", ("x",), {}, "missing"),
    ("#gone", "to_have_text", ("x",), {}, "missing"),
    ("#gone", "to_contain_text", ("x",), {}, "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("selector", "name", "args", "kwargs", "expected"), CASES)
def test_an_assertion_and_its_opposite(
    find: Any, selector: str, name: str, args: Any, kwargs: Any, expected: str
) -> None:
    assertions = expect(find(selector))
    assert outcome(assertions, name, *args, **kwargs) == expected
    opposite = OPPOSITE.get(expected, expected)
    if name == "to_be_checked" and kwargs:
        with pytest.raises(TypeError):  # as with Playwright
            assertions.not_to_be_checked(**kwargs)
    else:
        assert outcome(assertions, f"not_{name}", *args, **kwargs) == opposite


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("to_have_text", 5),
        ("to_have_text", None),
        ("to_have_text", [5]),
        ("to_have_value", None),
        ("to_have_values", "x"),
        ("to_have_class", 5),
        ("to_contain_class", re.compile("a")),
        ("to_contain_class", [5]),
        ("to_have_count", "1"),
        ("to_have_role", re.compile("a")),
    ],
)
def test_arguments_of_another_type_are_refused(find: Any, name: str, argument: object) -> None:
    for prefix in ("", "not_"):
        with pytest.raises(TypeError):
            getattr(expect(find("#p")), prefix + name)(argument)


@pytest.mark.parametrize(
    "name", ["to_have_css", "not_to_have_js_property", "to_be_in_viewport", "to_have_screenshot"]
)
def test_what_only_a_browser_knows_is_refused_with_its_name(find: Any, name: str) -> None:
    with pytest.raises(NotSupportedInProcess, match=rf"{name} is not possible in-process: "):
        getattr(expect(find("#p")), name)("display", "block")


def test_an_unknown_assertion_names_those_that_are_near(find: Any) -> None:
    with pytest.raises(AttributeError, match=r"did you mean .*to_have_text"):
        expect(find("#p")).to_have_txt("x")


@pytest.mark.parametrize(
    ("name", "kwargs", "message"),
    [
        ("to_be_enabled", {"enabled": False}, "to be disabled, but it is enabled: <button"),
        ("to_be_visible", {"visible": False}, "to be hidden, but it is visible: <button"),
        ("not_to_be_visible", {}, "not to be visible, but it is visible: <button"),
        ("to_be_attached", {"attached": False}, "to be detached, but it is attached: <button"),
        ("not_to_have_text", {"expected": "Go"}, "not to have the text 'Go', but it is 'Go'"),
        ("to_have_text", {"expected": ["a", re.compile("b")]}, r"\['a', /b/\], but it is \['Go'\]"),
    ],
)
def test_errors_say_what_was_expected_and_what_there_is(
    find: Any, name: str, kwargs: Any, message: str
) -> None:
    with pytest.raises(PageError, match=message):
        getattr(expect(find("#button")), name)(**kwargs)


def test_a_message_stands_at_the_beginning(find: Any) -> None:
    with pytest.raises(PageError, match=r"^the total is shown: expected page\.locator"):
        expect(find("#p"), "the total is shown").to_have_text("5")


def test_what_no_change_can_mend_fails_at_once_on_a_page_that_may_change(show: Any) -> None:
    page = show(PAGE)
    page.script.news = [lambda: None]
    with pytest.raises(StrictModeError):
        expect(page.locator("p")).to_be_visible()
    with pytest.raises(WrongElement):
        expect(page.locator("#p")).not_to_be_checked()
    assert len(page.script.news) == 1


@pytest.mark.parametrize("timeout", [1, timedelta(milliseconds=1)])
def test_the_timeout_ends_waiting_for_a_page_that_changes_for_ever(show: Any, timeout: Any) -> None:
    page = show(PAGE)
    page.script.news = [lambda: None] * 1_000_000
    with pytest.raises(PageError, match="but it is 'two'"):
        expect(page.locator("p").nth(1)).to_have_text("three", timeout=timeout)


def test_an_assertion_on_a_busy_server_says_what_that_is_doing(show: Any) -> None:
    page = show(PAGE)
    page.script.is_idle = False
    expect(page.locator("#p")).to_contain_text("big", timeout=1)
    with pytest.raises(PageError, match="it turns in circles"):
        expect(page.locator("#p")).to_contain_text("small", timeout=1)
