"""What keys do to the element that has the focus, as Chromium on Linux does it.

A key that needs layout, a menu or a picker raises `NotSupportedInProcess`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lona_testing.browser import activation, numeric, submission, text_editing
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import form_owner, input_type, is_disabled, is_disabled_option
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.focus import tab_stops
from lona_testing.browser.forms import form_controls, is_submit_button
from lona_testing.browser.options import is_selected, options_of
from lona_testing.browser.values import get_value

if TYPE_CHECKING:
    from lona_testing.browser.user import User

_PREVIOUS_KEYS = frozenset(("ArrowUp", "ArrowLeft"))
_NEXT_KEYS = frozenset(("ArrowDown", "ArrowRight"))
_NEVER_BLOCK_SUBMISSION = frozenset(
    "checkbox radio file submit image reset button hidden range color".split()
)
_WITHOUT_EFFECT = frozenset(("Escape", "Shift", "Control", "Alt", "Meta"))


def press(user: "User", element: Element, key: str) -> None:
    """Press a key while the element has the focus."""
    for handle in _HANDLERS:
        if handle(user, element, key):
            return
    if key not in _WITHOUT_EFFECT and not (len(key) == 1 and not _is_control(element)):
        raise NotSupportedInProcess(f"pressing the key {key!r} in <{element.tag}>")


def _press_tab(user: "User", element: Element, key: str) -> bool:
    if key not in ("Tab", "Shift+Tab"):
        return False
    target = next(tab_stops(user.page.document, element, 1 if key == "Tab" else -1), None)
    if target is None:
        user.blur()
    else:
        user.focus(target)
        if is_html(target, "input") and text_editing.takes_text(target):
            text_editing.select_text(target, 0, len(get_value(target)))
    return True


def _press_in_text(user: "User", element: Element, key: str) -> bool:
    if not text_editing.takes_text(element):
        return False
    if key in ("Control+a", "ControlOrMeta+a"):
        text_editing.select_text(element, 0, len(get_value(element)))
        return True
    place = text_editing.moved(element, key)
    if place is not None:
        text_editing.select_text(element, place, place)
        return True
    if "readonly" in element.attributes:
        return len(key) == 1 or key in ("Backspace", "Delete", "Space")
    if key in ("Backspace", "Delete"):
        user.edit(element, *text_editing.erased(element, -1 if key == "Backspace" else 1))
    elif key == "Enter" and is_html(element, "textarea"):
        user.type_text(element, "\n")
    elif key == "Escape" and element.get("type") == "search":
        user.edit(element, "", 0)
    elif len(key) == 1 or key == "Space":
        user.type_text(element, " " if key == "Space" else key)
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
    is_radio = is_html(element, "input") and input_type(element) == "radio"
    if not is_radio or key not in _NEXT_KEYS | _PREVIOUS_KEYS:
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
    here = next((i for i, o in enumerate(choices) if is_selected(o)), -1)
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
    if is_html(element, "button", "a", "summary") or is_submit_button(element):
        activation.click(user, element)
    elif is_html(element, "input"):
        if input_type(element) in ("button", "reset"):
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
    inputs = [e for e in fields if is_html(e, "input")]
    if sum(input_type(e) not in _NEVER_BLOCK_SUBMISSION for e in inputs) <= 1:
        submission.submit(user, form, None)


def _press_space(user: "User", element: Element, key: str) -> bool:
    kind = input_type(element) if is_html(element, "input") else ""
    is_pressed = is_html(element, "button", "summary") or kind in (
        "checkbox", "radio", "submit", "image", "reset", "button",
    )  # fmt: skip
    if key not in ("Space", " ") or not is_pressed:
        return False
    if kind != "radio" or not is_checked(element):
        activation.click(user, element)
    return True


def _is_control(element: Element) -> bool:
    return is_html(element, "select") or text_editing.takes_text(element)


_HANDLERS: tuple[Callable[["User", Element, str], bool], ...] = (
    _press_tab,
    _press_in_number,
    _press_in_text,
    _press_in_radio,
    _press_in_select,
    _press_enter,
    _press_space,
)
