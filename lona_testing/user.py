"""What a user does with the elements of a page, and what a browser makes of it.

Events bubble to the nearest element that listens; then come the browser's own actions: links,
labels, check boxes, radio groups, forms. A server value never overwrites what is being typed.
Everything here acts on one element that was looked up before, and leaves waiting to the caller.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from yarl import URL

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing import controls, keyboard, text_entry
from lona_testing.accessibility import control_of as labelled_control
from lona_testing.accessibility import why_hidden
from lona_testing.dom import Element
from lona_testing.editing import Focus, find_event
from lona_testing.errors import NotActionable, NotSupportedInProcess
from lona_testing.form_data import (
    form_controls,
    is_submit_button,
    values_of,
)
from lona_testing.selectors import is_disabled
from lona_testing.serialize import outer_html
from lona_testing.validation import first_invalid
from lona_testing.window import is_ignored

if TYPE_CHECKING:
    from lona_testing.page import Page

EventType = INPUT_EVENT_TYPE
Modifiers = frozenset[str]

_NO_TEXT_TYPES = frozenset(("checkbox", "radio", "file", "submit", "image", "reset", "button"))
_COMMITS_AT_ONCE = frozenset(("color", "date", "time", "datetime-local", "month", "week", "range"))
_MODIFIERS = {"Alt": "alt_key", "Control": "ctrl_key", "Shift": "shift_key", "Meta": "meta_key"}


class User:
    """The hands of a test on one page."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self.focus_state = Focus()
        self.refusal = ""

    @property
    def page(self) -> "Page":
        """The page that is used."""
        return self._page

    @property
    def active(self) -> Element | None:
        """The element that has the focus."""
        return self.focus_state.element

    # checks

    def require(self, element: Element, *, enabled: bool = False, editable: bool = False) -> None:
        """Refuse what a user could not do; raises `NotActionable` with the reason."""
        reason = why_hidden(element)
        if reason is None and enabled and is_disabled(element):
            reason = "it is disabled"
        if reason is None and editable and "readonly" in element.attributes:
            reason = "it is read-only"
        if reason is not None:
            raise NotActionable(
                f"can not use {outer_html(element)[:200]}: {reason}\n\n{self._page.tree()}"
            )

    # mouse

    def click(self, element: Element, modifiers: Modifiers = frozenset()) -> None:
        """Click an element with the left button."""
        self.refusal = ""
        self._focus_by_mouse(element)
        self._click(element, modifiers)

    def _focus_by_mouse(self, element: Element) -> None:
        label = next((e for e in element.ancestors() if controls.is_html(e, "label")), None)
        focusable = next((e for e in element.ancestors() if is_focusable(e)), None)
        if focusable is not None:
            self.focus(focusable)
        elif label is None:
            self.blur()

    def _click(self, element: Element, modifiers: Modifiers = frozenset()) -> None:
        if any(is_disabled(e) for e in element.ancestors() if not controls.is_html(e, "fieldset")):
            return  # browsers keep the clicks on and in a disabled control to themselves
        undo = self._toggle(element)
        if self._dispatch_click(element, modifiers):
            undo()
            return
        self._activate(element, modifiers)

    def _toggle(self, element: Element) -> Callable[[], None]:
        """Change a check box or radio button before its click event, as browsers do."""
        kind = controls.input_type(element) if controls.is_html(element, "input") else ""
        if kind not in ("checkbox", "radio"):
            return lambda: None
        group = list(controls.radio_group(element)) if kind == "radio" else [element]
        before = [(e, controls.is_checked(e)) for e in group]
        controls.set_checked(element, kind == "radio" or not controls.is_checked(element))

        def undo() -> None:
            for other, was_checked in before:
                controls.control_of(other).checked = was_checked

        self._changed_by_click = any(controls.is_checked(e) != was for e, was in before)
        return undo

    def _dispatch_click(self, target: Element, modifiers: Modifiers) -> bool:
        """Run the client's click listener; tell whether it prevented the browser's own action."""
        window = self._page.window
        if window is None:
            return False
        for element in window.path(target):
            href = link_target(element)
            if is_ignored(element):
                if href is not None:
                    return False
            elif find_event(element, EventType.CLICK) is not None:
                data = {key: name in modifiers for name, key in _MODIFIERS.items()}
                size = {"node_width": 0, "node_height": 0, "x": 0, "y": 0}
                window.send_event(element, EventType.CLICK, {**data, **size}, target)
                return True
            elif href is not None:
                if modifiers or "download" in element.attributes:
                    return False
                if not self._is_here(element.get("target"), href):
                    return False
                self._page.run_view(href)
                return True
        return False

    def _is_here(self, target: str | None, href: str) -> bool:
        if target and target.lower() != "_self":
            return False
        try:
            url = URL(self._page.url).join(URL(href))
        except ValueError:
            return False
        return url.scheme in ("http", "https") and url.origin() == URL(self._page.url).origin()

    def _activate(self, target: Element, modifiers: Modifiers) -> None:
        for element in target.ancestors():
            for tags, action in _ACTIVATIONS:
                if controls.is_html(element, *tags) and action(self, element, modifiers):
                    return

    def _activate_link(self, link: Element, modifiers: Modifiers) -> bool:
        href = link_target(link)
        if href is None:
            return False
        if modifiers or "download" in link.attributes or link.get("target") not in (None, "_self"):
            raise NotSupportedInProcess(f"opening {href!r} in another tab or as download")
        self._page.load(URL(self._page.url).join(URL(href)))
        return True

    def _activate_button(self, button: Element, modifiers: Modifiers) -> bool:
        if is_disabled(button):
            return True
        form = controls.form_owner(button)
        if form is not None and is_submit_button(button):
            self.submit(form, button)
        elif form is not None and button.attributes.get("type", "").lower() == "reset":
            _reset(form)
        return True

    def _activate_input(self, element: Element, modifiers: Modifiers) -> bool:
        kind = controls.input_type(element)
        if kind in ("checkbox", "radio"):
            if self._changed_by_click:
                self._committed(element)
            return True
        return self._activate_button(element, modifiers)

    def _activate_label(self, label: Element, modifiers: Modifiers) -> bool:
        control = labelled_control(label)
        if control is None or is_disabled(control):
            return True
        if is_focusable(control):
            self.focus(control)
        self._click(control, modifiers)
        return True

    def _activate_summary(self, summary: Element, modifiers: Modifiers) -> bool:
        details = summary.parent
        if details is not None and controls.is_html(details, "details"):
            if details.attributes.pop("open", None) is None:
                details.attributes["open"] = ""
            return True
        return False

    _changed_by_click = False

    # focus

    def focus(self, element: Element) -> None:
        """Give an element the focus; the one that had it is blurred."""
        if self.active is element or not is_focusable(element):
            return
        self.blur()
        self.focus_state.enter(element)
        self._send_focus(element, EventType.FOCUS)

    def blur(self) -> None:
        """Take the focus away; a change that was not sent yet is sent before."""
        element = self.active
        if element is None:
            return
        self.commit(element)
        self.focus_state.enter(None)
        self._send_focus(element, EventType.BLUR)

    def check_focus(self) -> None:
        """Forget the focus of an element that left the document or can not have it any more."""
        if self.active is not None:
            *_, top = self.active.ancestors()
            if top is not self._page.document or not is_focusable(self.active):
                self.focus_state.enter(None)

    def forget_focus(self) -> None:
        """Forget the focus without any event: the page is left."""
        self.focus_state.enter(None)

    def _send_focus(self, element: Element, event_type: EventType) -> None:
        window = self._page.window
        if window is None or is_ignored(element) or element not in window.path(element)[:1]:
            return
        if find_event(element, event_type) is not None:
            window.send_event(element, event_type, [], element)

    # typing

    def fill(self, element: Element, text: str) -> None:
        """Replace the text of a text control, as if it was pasted."""
        self._require_text(element, text)
        self.focus(element)
        if controls.input_type(element) in _COMMITS_AT_ONCE:
            self.change(element, text)
            return
        text_entry.select_text(element, 0, len(controls.get_value(element)))
        self.edit(element, *text_entry.typed(element, text))

    def type_text(self, element: Element, text: str) -> None:
        """Type at the caret of a text control."""
        self.focus_for_keys(element)
        edit = text_entry.typed(element, text)
        self._require_text(element, edit[0])
        self.edit(element, *edit)

    def _require_text(self, element: Element, text: str) -> None:
        kind = controls.input_type(element) if controls.is_html(element, "input") else ""
        if not controls.is_html(element, "input", "textarea") or kind in _NO_TEXT_TYPES:
            raise NotActionable(f"can not type into {outer_html(element)[:200]}: it takes no text")
        if kind in {"number", *_COMMITS_AT_ONCE}:
            probe = Element("input")
            probe.attributes.update(element.attributes)
            controls.set_value(probe, text)
            if text and controls.get_value(probe) != text:
                raise NotActionable(f"an <input type={kind!r}> does not take {text!r}")

    def edit(self, element: Element, text: str, caret: int) -> None:
        """Give a control another text, as by typing."""
        if text != controls.get_value(element):
            controls.set_value(element, text)
            controls.control_of(element).is_typed = True
            if self._page.window is not None:
                self._page.window.edited(element)
        text_entry.select_text(element, caret, caret)

    def change(self, element: Element, value: str) -> None:
        """Give a control another value, which the browser commits at once."""
        controls.set_value(element, value)
        controls.control_of(element).is_typed = True
        self._committed(element)

    def commit(self, element: Element) -> None:
        """Send a change that waits for the control to be left."""
        if self._page.window is not None:
            self._page.window.left(element)

    def select(self, select: Element, chosen: list[Element]) -> None:
        """Choose options of a select, all others are not chosen any more."""
        for option in controls.options(select):
            controls.control_of(option).selected = any(option is c for c in chosen)
        self._committed(select)

    def _committed(self, target: Element) -> None:
        if self._page.window is not None:
            self._page.window.committed(target)

    # keyboard

    def press(self, element: Element, key: str) -> None:
        """Press a key while the element has the focus."""
        self.refusal = ""
        self.focus_for_keys(element)
        keyboard.press(self, self.active or element, key)

    def focus_for_keys(self, element: Element) -> None:
        """Give the focus before keys are pressed: the caret of an input that gets it is at 0."""
        if self.active is element:
            return
        self.focus(element)
        if self.active is element and text_entry.has_selection(element):
            text_entry.select_text(element, 0, 0)

    def click_by_key(self, element: Element) -> None:
        """Click an element as a key does; the focus stays where it is."""
        self._click(element)

    # forms

    def submit_implicitly(self, element: Element) -> None:
        """Submit the form of a control in which Enter was pressed, as with its first button."""
        form = controls.form_owner(element)
        if form is None:
            return
        fields = list(form_controls(form))
        button = next((e for e in fields if is_submit_button(e)), None)
        if button is not None:
            self._click(button)
            return
        blocking = [
            e
            for e in fields
            if controls.is_html(e, "input")
            and controls.input_type(e) not in _NO_TEXT_TYPES | {"hidden", "range", "color"}
        ]
        if len(blocking) <= 1:
            self.submit(form, None)

    def submit(self, form: Element, submitter: Element | None) -> None:
        """Submit a form, unless one of its controls is not valid: that gets the focus."""
        self.refusal = ""
        skips_checks = submitter is not None and "formnovalidate" in submitter.attributes
        invalid = None if skips_checks else first_invalid(form)
        if invalid is not None:
            control, reason = invalid
            self.refusal = f"the form was not submitted: {outer_html(control)[:200]}: {reason}"
            self.focus(control)
            return

        def setting(name: str) -> str | None:
            own = submitter.get(f"form{name}") if submitter is not None else None
            return form.get(name) if own is None else own

        method = (setting("method") or "get").lower()
        if method == "dialog":
            dialog = next((e for e in form.ancestors() if controls.is_html(e, "dialog")), None)
            if dialog is not None:
                dialog.attributes.pop("open", None)
            return
        action = URL(self._page.url).join(URL(setting("action") or self._page.url))
        values = values_of(form, submitter)
        post = values if method == "post" else None
        if method != "post":
            pairs = [
                (name, item)
                for name, value in values.items()
                for item in ([value] if isinstance(value, str) else value)
            ]
            action = action.with_query(pairs)
        window = self._page.window
        is_ours = window is not None and form in window.path(form)[:1] and not is_ignored(form)
        if is_ours and self._is_here(setting("target"), str(action)):
            self._page.run_view(str(action), post)
        else:
            self._page.load(action, post)


def link_target(element: Element) -> str | None:
    """Give the `href` of a link, None for other elements."""
    return element.get("href") if element.tag == "a" else None


def is_focusable(element: Element) -> bool:
    """Whether an element can have the focus."""
    if element.has("tabindex") or element.get("contenteditable") in ("", "true"):
        return True
    if controls.is_html(element, "button", "input", "select", "textarea"):
        return not is_disabled(element) and element.get("type") != "hidden"
    return (element.tag == "a" and element.has("href")) or controls.is_html(element, "summary")


def _reset(form: Element) -> None:
    for element in form_controls(form):
        for part in (element, *controls.options(element)):
            control = controls.control_of(part)
            control.value = control.checked = control.selected = None
        if controls.is_html(element, "select"):
            controls.settle_select(element)


_ACTIVATIONS: tuple[tuple[tuple[str, ...], Callable[[User, Element, Modifiers], bool]], ...] = (
    (("a",), User._activate_link),
    (("button",), User._activate_button),
    (("input",), User._activate_input),
    (("select", "textarea"), lambda user, element, modifiers: True),
    (("label",), User._activate_label),
    (("summary",), User._activate_summary),
)
