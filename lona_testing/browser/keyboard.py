"""What keys do to the element that has the focus, as Chromium on Linux does it.

A key that needs layout, a menu or a picker raises `NotSupportedInProcess`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lona_testing.browser import activation, numeric, submission, text_editing
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import (
    form_owner,
    input_type,
    is_disabled,
    is_disabled_option,
    is_radio,
    type_of,
)
from lona_testing.browser.details import has_own_summary
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.focus import tab_stops
from lona_testing.browser.forms import form_controls, is_submit_button
from lona_testing.browser.keys import is_without_effect, read_key
from lona_testing.browser.options import options_of, selected_options
from lona_testing.browser.values import get_value

if TYPE_CHECKING:
    from lona_testing.browser.user import User

_ERASING = {"Backspace": -1, "Delete": 1, "Control+Backspace": -1, "Control+Delete": 1}
_SCROLLING = frozenset(
    "ArrowUp ArrowDown ArrowLeft ArrowRight Home End PageUp PageDown Space Enter Backspace"
    " Delete Escape".split()
)
_PREVIOUS_KEYS = frozenset(("ArrowUp", "ArrowLeft"))
_NEXT_KEYS = frozenset(("ArrowDown", "ArrowRight"))
_LINE_KEYS = frozenset("ArrowUp ArrowDown Home End PageUp PageDown".split())

OWN_SUMMARY = "it has none of its own, and that of the browser is no part of the document"
UNKNOWN_EDITING = "what a browser makes of it is not known"
_UNKNOWN_PARTS = "its parts are those of the browser's language"
_OF_THE_BROWSER = "the browser itself may listen to it"


def press(user: "User", element: Element | None, key: str, is_heard: bool = False) -> None:
    """Press a key while the element has the focus (None: no element has it).

    A key that the script has heard is for that, and for no browser. Raises `ValueError` for keys
    that there are not.
    """
    key = read_key(key)
    if is_without_effect(key) and key != "Escape":
        return
    if key in ("Tab", "Shift+Tab"):
        _press_tab(user, element, 1 if key == "Tab" else -1)
    elif element is not None:
        _press_in(user, element, key, is_heard)
    elif len(key) > 1 and key not in _SCROLLING:
        raise NotSupportedInProcess(
            f"pressing the key {key!r} where nothing has the focus", _OF_THE_BROWSER
        )


def _press_in(user: "User", element: Element, key: str, is_heard: bool) -> None:
    if element.get("contenteditable") not in (None, "false"):
        raise NotSupportedInProcess("editing an element with contenteditable", UNKNOWN_EDITING)
    if type_of(element).is_segmented and key not in ("Enter", "Escape"):
        raise NotSupportedInProcess(
            f"pressing the key {key!r} in the parts of a date or time", _UNKNOWN_PARTS
        )
    for handle in _HANDLERS:
        if handle(user, element, key):
            return
    if key != "Escape" and not (len(key) == 1 and not _is_control(element)):
        reason = _why_not(key, element)
        if not (is_heard and reason is _OF_THE_BROWSER):
            raise NotSupportedInProcess(f"pressing the key {key!r} in <{element.tag}>", reason)


def _why_not(key: str, element: Element) -> str:
    if is_html(element, "select"):
        return "it opens the menu of the control, or chooses from it"
    if is_html(element, "textarea") and key.rpartition("+")[2] in _LINE_KEYS:
        return "it needs layout, which knows the lines"
    return _OF_THE_BROWSER


def _press_tab(user: "User", element: Element | None, step: int) -> None:
    if element is not None and type_of(element).is_segmented:
        raise NotSupportedInProcess(
            "going on from a part of a date or time with Tab", _UNKNOWN_PARTS
        )
    target = next(tab_stops(user.page.document, user.focus_state.start, step), None)
    if target is None:
        if user.focus_state.has_left:
            raise NotSupportedInProcess(
                "coming back into the page with Tab", "the bars of the browser come before it"
            )
        user.focus_state.has_left = True
        user.blur()
        user.focus_state.start = None
        return
    if is_html(target, "audio", "video", "iframe", "object", "embed"):
        raise NotSupportedInProcess(
            f"going into <{target.tag}> with Tab", "it is not known what it has loaded"
        )
    if has_own_summary(target):
        raise NotSupportedInProcess("going to the summary of <details> with Tab", OWN_SUMMARY)
    user.focus(target)
    if is_html(target, "input") and text_editing.takes_text(target):
        text_editing.select_text(target, 0, len(text_editing.shown_text(target)))


def _press_in_text(user: "User", element: Element, key: str) -> bool:
    if not text_editing.takes_text(element):
        return False
    if key == "Control+a":
        text_editing.select_text(element, 0, len(text_editing.shown_text(element)))
        return True
    selected = text_editing.moved(element, key)
    if selected is not None:
        text_editing.select_text(element, *selected)
        return True
    step = _ERASING.get(key)
    is_newline = key == "Enter" and is_html(element, "textarea")
    if "readonly" in element.attributes:
        return len(key) == 1 or step is not None or key == "Space" or is_newline
    if step is not None:
        erased = text_editing.erased(element, step, word=key.startswith("Control+"))
        user.edit(element, *erased)
    elif is_newline:
        user.insert_text(element, "\n")
    elif key == "Escape" and element.get("type") == "search":
        user.edit(element, "", 0)
    elif len(key) == 1 or key == "Space":
        user.insert_text(element, " " if key == "Space" else key)
    else:
        return False
    return True


def _press_in_number(user: "User", element: Element, key: str) -> bool:
    kind = input_type(element) if is_html(element, "input") else ""
    steps = _steps(element, key) if kind in ("number", "range") else None
    if steps is None:
        return False
    if "readonly" not in element.attributes or kind == "range":
        value = numeric.stepped(element, steps)
        if value != get_value(element):
            user.change(element, value)
    return True


def _steps(element: Element, key: str) -> int | None:
    """Return how many steps a key goes; None if it is not for this control."""
    if input_type(element) == "number":
        return {"ArrowUp": 1, "ArrowDown": -1}.get(key)
    low, high = numeric.limits(element)
    assert low is not None
    assert high is not None
    step = numeric.step_of(element) or (high - low) / 100
    whole = int((high - low) / step) + 1
    page = max(1, int((high - low) / 10 / step))
    return {
        "ArrowUp": 1, "ArrowRight": 1, "ArrowDown": -1, "ArrowLeft": -1,
        "Home": -whole, "End": whole, "PageUp": page, "PageDown": -page,
    }.get(key)  # fmt: skip


def _press_in_radio(user: "User", element: Element, key: str) -> bool:
    if not is_radio(element) or key not in _NEXT_KEYS | _PREVIOUS_KEYS:
        return False
    group = [e for e in radio_group(element) if e is element or not is_disabled(e)]
    here = next(i for i, e in enumerate(group) if e is element)
    target = group[(here + (1 if key in _NEXT_KEYS else -1)) % len(group)]
    if target is not element:
        user.focus(target)
        activation.click(user, target)
    return True


def _press_in_select(user: "User", element: Element, key: str) -> bool:
    if not is_html(element, "select") or "multiple" in element.attributes:
        return False
    choices = options_of(element)
    chosen = selected_options(element)
    here = next((i for i, o in enumerate(choices) if chosen and o is chosen[0]), -1)
    ways = {
        "Home": range(len(choices)),
        "End": range(len(choices) - 1, -1, -1),
        **dict.fromkeys(_NEXT_KEYS, range(here + 1, len(choices))),
        **dict.fromkeys(_PREVIOUS_KEYS, range(here - 1, -1, -1)),
    }
    if key not in ways:
        return False
    target = next((i for i in ways[key] if not is_disabled_option(choices[i])), here)
    if target != here:
        user.select(element, [choices[target]])
    return True


def _press_enter(user: "User", element: Element, key: str) -> bool:
    if key != "Enter":
        return False
    if is_html(element, "button", "a", "area", "summary") or is_submit_button(element):
        activation.click(user, element)
    elif is_html(element, "input"):
        if type_of(element).is_button:
            activation.click(user, element)
        else:
            user.commit()
            _submit_implicitly(user, element)
    elif is_html(element, "select"):
        return False
    return True


def _submit_implicitly(user: "User", element: Element) -> None:
    """Submit the form of a control in which Enter was pressed, as with its first button."""
    form = form_owner(element)
    if form is None:
        return
    fields = list(form_controls(form))
    button = next((e for e in fields if is_submit_button(e)), None)
    if button is not None:
        activation.click(user, button)
        return
    fields = [e for e in fields if type_of(e).keeps_implicit]
    if len(fields) == 1 and type_of(element).keeps_implicit:
        submission.submit(user, form, None)


def _press_space(user: "User", element: Element, key: str) -> bool:
    kind = type_of(element)
    is_pressed = is_html(element, "button", "summary") or kind.is_button or kind.is_checkable
    if key != "Space" or not is_pressed:
        return key == "Space" and not _is_control(element)  # it scrolls
    if not is_radio(element) or not is_checked(element):
        activation.click(user, element)
    return True


def _is_control(element: Element) -> bool:
    return is_html(element, "select") or text_editing.takes_text(element)


_HANDLERS: tuple[Callable[["User", Element, str], bool], ...] = (
    _press_in_number,
    _press_in_text,
    _press_in_radio,
    _press_in_select,
    _press_enter,
    _press_space,
)
