"""What a browser does when an element is clicked (activation behaviour, DOM standard §2.5).

The click event comes first; unless it is prevented, the nearest element that can be activated is:
links, buttons, check boxes, radio buttons, labels, summaries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lona_testing.browser import submission
from lona_testing.browser.checkedness import is_checked, radio_group, set_checked
from lona_testing.browser.controls import (
    control_of,
    form_owner,
    is_checkable,
    is_disabled,
    is_radio,
)
from lona_testing.browser.details import is_summary, open_or_close
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.focus import is_focusable
from lona_testing.browser.forms import is_submit_button
from lona_testing.browser.labels import labelled_control
from lona_testing.browser.script import Event

if TYPE_CHECKING:
    from lona_testing.browser.user import User

Modifiers = frozenset[str]

_CONTROLS = ("button", "input", "label", "select", "textarea")
_INVOKERS = ("popovertarget", "commandfor", "interestfor")


def click(user: "User", element: Element, modifiers: Modifiers = frozenset()) -> None:
    """Fire a click event at an element, and do what follows. The focus stays where it is."""
    if any(is_disabled(e) for e in element.ancestors() if not is_html(e, "fieldset", "optgroup")):
        return  # also what stands in a disabled button
    toggle = _toggle(element)
    if user.page.dispatch(Event("click", element, modifiers)):
        if toggle is not None:
            toggle.undo()
    elif toggle is None:
        _activate(user, element, modifiers)
    elif toggle.has_changed():
        user.report_change(element)


@dataclass(frozen=True)
class _Toggle:
    """Which of some check boxes or radio buttons were checked before a click."""

    before: list[tuple[Element, bool]]

    def has_changed(self) -> bool:
        return any(is_checked(element) != was_checked for element, was_checked in self.before)

    def undo(self) -> None:
        for element, was_checked in self.before:
            control_of(element).checked = was_checked


def _toggle(element: Element) -> _Toggle | None:
    """Change a check box or radio button, which browsers do before the click event."""
    if not is_checkable(element):
        return None
    group = list(radio_group(element)) if is_radio(element) else [element]
    toggle = _Toggle([(e, is_checked(e)) for e in group])
    set_checked(element, is_radio(element) or not is_checked(element))
    return toggle


def _activate(user: "User", target: Element, modifiers: Modifiers) -> None:
    is_in_control = False
    for element in target.ancestors():
        for tags, action in _ACTIONS:
            # A control in a label or summary keeps the click from it.
            if is_in_control and tags in (("label",), ("summary",)):
                continue
            if element.tag in tags and action(user, element, modifiers):
                return
        is_link = element.tag == "a" and element.has("href")
        is_in_control |= is_link or is_html(element, *_CONTROLS) or element.has("tabindex")


def _follow_link(user: "User", link: Element, modifiers: Modifiers) -> bool:
    href = link.get("href")
    if href is None:
        return False
    if modifiers or "download" in link.attributes or not is_own_target(link.get("target")):
        raise NotSupportedInProcess(
            f"opening {href!r} in another tab or as download",
            "pages here open no others and save no files",
        )
    user.page.follow(href)
    return True


def is_own_target(target: str | None) -> bool:
    """Whether a `target` names the page itself; there are no frames around it."""
    return not target or target.lower() in ("_self", "_top", "_parent")


def _push_button(user: "User", button: Element, modifiers: Modifiers) -> bool:
    if any(button.has(name) for name in _INVOKERS):
        raise NotSupportedInProcess(
            "opening or closing a popover or dialog with a button",
            "nothing is shown in front of the page",
        )
    if is_checkable(button):
        return True
    form = form_owner(button)
    is_reset = button.attributes.get("type", "").lower() == "reset"
    if form is None or not (is_submit_button(button) or is_reset):
        return False  # Chromium hands the click on, to a link around
    if is_reset:
        submission.reset(form)
    else:
        submission.submit(user, form, button)
    return True


def _click_control(user: "User", label: Element, modifiers: Modifiers) -> bool:
    control = labelled_control(label)
    if control is None or is_disabled(control):
        return control is not None
    if is_focusable(control):
        user.focus(control)
    click(user, control, modifiers)
    return True


def _open_or_close(user: "User", summary: Element, modifiers: Modifiers) -> bool:
    if summary.parent is None or not is_summary(summary):
        return False
    for details in open_or_close(summary.parent):
        user.page.dispatch(Event("toggle", details, bubbles=False))
    return True


_ACTIONS: tuple[tuple[tuple[str, ...], Callable[["User", Element, Modifiers], bool]], ...] = (
    (("a", "area"), _follow_link),
    (("button", "input"), _push_button),
    (("label",), _click_control),
    (("summary",), _open_or_close),
)
"""What the tags do; False hands the click on to the elements around."""
