"""What a browser does when an element is clicked (activation behaviour, DOM standard §2.5).

The click event comes first; unless it is prevented, the nearest element that can be activated is:
links, buttons, check boxes, radio buttons, labels, summaries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yarl import URL

from lona_testing.browser import submission
from lona_testing.browser.checkedness import is_checked, radio_group, set_checked
from lona_testing.browser.controls import control_of, form_owner, input_type, is_disabled
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.focus import is_focusable
from lona_testing.browser.forms import is_submit_button
from lona_testing.browser.labels import labelled_control
from lona_testing.browser.script import Event

if TYPE_CHECKING:
    from lona_testing.browser.user import User

Modifiers = frozenset[str]


def click(user: "User", element: Element, modifiers: Modifiers = frozenset()) -> None:
    """Fire a click event at an element, and do what follows. The focus stays where it is."""
    if any(is_disabled(each) for each in element.ancestors() if not is_html(each, "fieldset")):
        return  # browsers keep clicks on and in a disabled control to themselves
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
    kind = input_type(element) if is_html(element, "input") else ""
    if kind not in ("checkbox", "radio"):
        return None
    group = list(radio_group(element)) if kind == "radio" else [element]
    toggle = _Toggle([(e, is_checked(e)) for e in group])
    set_checked(element, kind == "radio" or not is_checked(element))
    return toggle


def _activate(user: "User", target: Element, modifiers: Modifiers) -> None:
    for element in target.ancestors():
        for tags, action in _ACTIONS:
            if is_html(element, *tags) and action(user, element, modifiers):
                return


def _follow_link(user: "User", link: Element, modifiers: Modifiers) -> bool:
    href = link.get("href")
    if href is None:
        return False
    if modifiers or "download" in link.attributes or link.get("target") not in (None, "_self"):
        raise NotSupportedInProcess(f"opening {href!r} in another tab or as download")
    user.page.load(URL(user.page.current_url).join(URL(href)))
    return True


def _push_button(user: "User", button: Element, modifiers: Modifiers) -> bool:
    form = form_owner(button)
    if form is None or is_disabled(button):
        return True
    if is_submit_button(button):
        submission.submit(user, form, button)
    elif button.attributes.get("type", "").lower() == "reset":
        submission.reset(form)
    return True


def _click_control(user: "User", label: Element, modifiers: Modifiers) -> bool:
    control = labelled_control(label)
    if control is None or is_disabled(control):
        return True
    if is_focusable(control):
        user.focus(control)
    click(user, control, modifiers)
    return True


def _open_or_close(user: "User", summary: Element, modifiers: Modifiers) -> bool:
    details = summary.parent
    if details is None or not is_html(details, "details"):
        return False
    if details.attributes.pop("open", None) is None:
        details.attributes["open"] = ""
    return True


_ACTIONS: tuple[tuple[tuple[str, ...], Callable[["User", Element, Modifiers], bool]], ...] = (
    (("a",), _follow_link),
    (("button", "input"), _push_button),
    (("select", "textarea"), lambda user, element, modifiers: True),
    (("label",), _click_control),
    (("summary",), _open_or_close),
)
"""What the tags do; False hands the click on to the elements around."""
