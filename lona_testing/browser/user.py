"""What a user does with the elements of a page: click, type, choose, press keys.

Everything here acts on one element that was looked up before, and leaves waiting to the caller.
What a browser makes of it is in `activation`, `submission` and `keyboard`; who listens is the
page's affair.
"""

import re
from typing import TYPE_CHECKING

from lona_testing.browser import activation, conditions, keyboard, text_editing
from lona_testing.browser.accessibility.states import readonly_state
from lona_testing.browser.accessibility.visibility import why_hidden, why_unseen
from lona_testing.browser.controls import control_of, input_type, type_of
from lona_testing.browser.details import has_own_summary
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotActionable, NotSupportedInProcess, WrongElement
from lona_testing.browser.focus import Focus, can_have_focus, is_focusable, is_inert
from lona_testing.browser.input_types import InputType
from lona_testing.browser.keys import CHARACTERS, EVENT_MODIFIERS, Stroke, read_key, strokes_of
from lona_testing.browser.labels import labelled_control
from lona_testing.browser.layout.rendering import why_not_rendered
from lona_testing.browser.middle import middle_of
from lona_testing.browser.options import options_of
from lona_testing.browser.pointer import why_not_hit
from lona_testing.browser.script import Event
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.targets import target_of
from lona_testing.browser.values import get_value, set_value

if TYPE_CHECKING:
    from lona_testing.browser.files import File
    from lona_testing.browser.page import Page

_JAVASCRIPT_NUMBER = re.compile(
    r"([+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|Infinity)|0x[\da-f]+|0b[01]+|0o[0-7]+)?\Z",
    re.ASCII | re.IGNORECASE,
)


class User:
    """The hands of a test on one page. `refusal` says why the last action did not submit a form."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.focus_state = Focus()
        self.refusal = ""
        self._pointed: Element | None = None  # where the pointer is
        self._is_heard = False  # whether the script listens to the key that was pressed last

    @property
    def active(self) -> Element | None:
        """The element that has the focus."""
        return self.focus_state.element

    def is_focused(self, element: Element) -> bool:
        """Whether an element has the focus; the body has it if nothing else does."""
        return element is self.active or (self.active is None and is_html(element, "body"))

    # checks

    def require(
        self,
        element: Element,
        *,
        editable: bool = False,
        pointed: bool = False,
        enabled: bool = True,
    ) -> None:
        """Refuse what a user could not do; raises `NotActionable` with the reason.

        `editable`: a text is to be changed, `pointed`: the element is to be hit by a pointer,
        `enabled`: it is to be used.
        """
        reason = why_unseen(element)
        if reason is None and is_inert(element):
            reason = "it is inert"
        if reason is None and enabled and not conditions.is_enabled(element):
            reason = "it is disabled"
        if reason is None and editable and readonly_state(target_of(element)):
            reason = "it is read-only"
        if reason is None and pointed:
            reason = why_not_hit(element)
        if reason is not None:
            raise self._refusal_of(element, reason)

    def require_box(self, element: Element) -> None:
        """Refuse what has no place on the page, where nobody could click even by force."""
        reason = why_unseen(element)
        if reason is None and (is_inert(element) or why_not_hit(element) is None):
            return
        if reason is None or (why_hidden(element) and not why_not_rendered(element)):
            raise NotSupportedInProcess(
                "clicking by force what cannot be hit", "another element at its place is hit"
            )
        raise self._refusal_of(element, reason)

    def _refusal_of(self, element: Element, reason: str) -> NotActionable:
        return NotActionable(
            f"cannot use {outer_html(element)[:200]}: {reason}\n\n{self.page.tree()}"
        )

    # mouse

    def click(
        self, element: Element, modifiers: frozenset[str] = frozenset(), number: int = 1
    ) -> None:
        """Click an element with the left button, while some modifier keys are held.

        `number` counts the clicks that follow one another at once.
        """
        self.refusal = ""
        if is_inert(element):
            self.blur()
            return  # what lies behind is hit
        hit = middle_of(element, self._is_listened_to)
        if has_own_summary(hit):
            raise NotSupportedInProcess("a click on a <details>", keyboard.OWN_SUMMARY)
        self.move_pointer(hit)
        self._focus_by_mouse(hit, number)
        activation.click(self, hit, modifiers)
        if number == 2:
            self.page.dispatch(Event("dblclick", hit, modifiers))

    def ask_for_menu(self, element: Element, modifiers: frozenset[str] = frozenset()) -> None:
        """Click an element with the right button: its menu is what the script makes of that."""
        self.refusal = ""
        if is_inert(element):
            return
        hit = middle_of(element, self._is_listened_to)
        self.move_pointer(hit)
        self._focus_by_mouse(hit, 1)
        self.page.dispatch(Event("contextmenu", hit, modifiers))

    def hover(self, element: Element) -> None:
        """Put the pointer onto an element."""
        self.refusal = ""
        if not is_inert(element):
            self.move_pointer(middle_of(element, self._is_listened_to))

    def dispatch(self, event: Event) -> None:
        """Let an event happen that a test has made."""
        self.refusal = ""
        if event.type == "click":
            activation.click(self, event.target, event.modifiers)
        else:
            self.page.dispatch(event)

    def move_pointer(self, element: Element) -> None:
        """Note where the pointer is: it leaves what it was in, and comes into what it is in now."""
        *now, document = element.ancestors()
        *before, last = (self._pointed or element).ancestors()
        if self._pointed is None or last is not document:  # another one, or out of it
            before = []
        self._pointed = element
        for each in before:
            if each not in now:
                self.page.dispatch(Event("pointerleave", each, bubbles=False))
        for each in reversed(now):
            if each not in before:
                self.page.dispatch(Event("pointerenter", each, bubbles=False))

    def _is_listened_to(self, element: Element) -> bool:
        script = self.page.script
        return script is not None and script.listens(element)

    def _focus_by_mouse(self, element: Element, clicks: int) -> None:
        label = next((e for e in element.ancestors() if is_html(e, "label")), None)
        focusable = next((e for e in element.ancestors() if is_focusable(e)), None)
        self.focus_state.start = element
        if focusable is not None:
            self.focus(focusable)
            if text_editing.takes_text(focusable):
                text_editing.select_by_mouse(focusable, clicks)
        elif label is None:
            self.blur()

    # focus

    def focus(self, element: Element) -> None:
        """Give the focus to an element, or to what a label labels; what had it is blurred."""
        if is_html(element, "label"):
            element = labelled_control(element) or element
        if self.active is element or not can_have_focus(element):
            return
        self.blur()
        self.focus_state.enter(element)
        self.page.dispatch(Event("focus", element))

    def blur(self) -> None:
        """Take the focus away; what was typed is committed before."""
        element = self.active
        if element is None:
            return
        self.commit()
        self.focus_state.enter(None)
        self.page.dispatch(Event("blur", element))

    def check_focus(self) -> None:
        """Forget the focus of an element that left the document or cannot have it any more."""
        if self.active is not None:
            *_, top = self.active.ancestors()
            if top is not self.page.document or not can_have_focus(self.active):
                self.focus_state.enter(None)

    def leave_hidden(self) -> None:
        """Blur an element that is not shown any more."""
        if self.active is not None and not can_have_focus(self.active):
            self.blur()

    def forget_focus(self) -> None:
        """Forget the focus without any event: the page is left."""
        self.focus_state.enter(None)
        self.focus_state.start = None

    # typing and choosing

    def fill(self, element: Element, text: str) -> None:
        """Replace the text of a text control, as if it was pasted."""
        kind = self._fillable(element, text)
        self.focus(element)
        if kind.commits_at_once:
            text = text.strip()
            self.change(element, text.lower() if input_type(element) == "color" else text)
            return
        text_editing.select_text(element, 0, len(text_editing.shown_text(element)))
        self.insert_text(element, text)

    def _fillable(self, element: Element, text: str) -> InputType:
        """Return the type of a control that can be filled with a text, else refuse it."""
        if element.get("contenteditable") not in (None, "false"):
            raise NotSupportedInProcess(
                "editing an element with contenteditable", keyboard.UNKNOWN_EDITING
            )
        kind = type_of(element)
        if not kind.can_be_filled and not is_html(element, "textarea"):
            refusal = NotActionable if is_html(element, "input") else WrongElement
            raise refusal(f"cannot type into {outer_html(element)[:200]}: it takes no text")
        is_number = kind.scale is not None and kind.takes_keys
        if is_number and not _JAVASCRIPT_NUMBER.match(text.strip()):
            raise NotActionable(f"an <input type='number'> does not take {text!r}")
        return kind

    def type_text(self, element: Element | None, text: str) -> None:
        """Focus an element, if that is possible, and press the keys of a text one by one.

        None: what has the focus keeps it.
        """
        for character in text:
            if character in CHARACTERS or character in "\r\n":
                self.press(element, character)
            else:
                self._focus_for_keys(element)
                self.insert_unkeyed(character)

    def insert_unkeyed(self, text: str) -> None:
        """Type what no key has: it comes as a text, where one can be edited."""
        element = self.active
        if element is None or "readonly" in element.attributes:
            return
        if element.get("contenteditable") not in (None, "false"):
            raise NotSupportedInProcess(
                "editing an element with contenteditable", keyboard.UNKNOWN_EDITING
            )
        if text_editing.takes_text(element):
            self.insert_text(element, text)

    def insert_text(self, element: Element, text: str) -> None:
        """Put a text in the place of what is selected in the control."""
        self.edit(element, *text_editing.typed(element, text))

    def edit(self, element: Element, text: str, caret: int) -> None:
        """Give a control another text, as by typing."""
        if text != text_editing.shown_text(element):
            set_value(element, text_editing.value_of_text(element, text))
            control = control_of(element)
            if type_of(element).is_text:
                control.value = text  # nothing is trimmed while the user types
            control.is_typed = True
            control.raw = text if text != get_value(element) else None
            self.page.dispatch(Event("input", element))
        text_editing.select_text(element, caret, caret)

    def change(self, element: Element, value: str) -> None:
        """Give a control another value, which the browser commits at once."""
        set_value(element, value)
        control_of(element).is_typed = True
        self.report_change(element)

    def select(self, select: Element, chosen: list[Element]) -> None:
        """Choose options of a select, all others are not chosen any more."""
        for option in options_of(select):
            control_of(option).selected = any(option is c for c in chosen)
        self.report_change(select)

    def choose_files(self, control: Element, files: "list[File]") -> None:
        """Choose files in an `<input type="file">`, in place of those that are chosen."""
        control_of(control).files = files
        self.report_change(control)

    def commit(self) -> None:
        """Commit what was typed into the focused control: it is left, or Enter is pressed."""
        if self.active is not None and self.focus_state.is_changed():
            self.page.dispatch(Event("change", self.active))
            self.focus_state.commit()

    def report_change(self, element: Element) -> None:
        """Tell that the user has changed and committed the state of a control."""
        self.page.dispatch(Event("input", element))
        self.page.dispatch(Event("change", element))
        if self.active is element:
            self.focus_state.commit()

    # keyboard

    def press(self, element: Element | None, key: str) -> None:
        """Press a key while the element has the focus, or what has it if it cannot have it.

        Raises `ValueError` for keys that there are not.
        """
        self.refusal = ""
        read_key(key)
        self._focus_for_keys(element)
        held: list[str] = []
        strokes = strokes_of(key)
        is_prevented = False
        for stroke in strokes:
            if stroke.key in EVENT_MODIFIERS:
                held.append(stroke.key)
            is_prevented = self._dispatch_key("keydown", stroke, held)
        if not is_prevented:
            keyboard.press(self, self.active, key, self._is_heard)
        for stroke in reversed(strokes):
            if stroke.key in EVENT_MODIFIERS:
                held.remove(stroke.key)
            self._dispatch_key("keyup", stroke, held)

    def _dispatch_key(self, event_type: str, stroke: Stroke, held: list[str]) -> bool:
        self._is_heard = False
        if self.active is None:  # the body has the focus, to which no script listens
            return False
        modifiers = frozenset(held)
        event = Event(event_type, self.active, modifiers, key=stroke.key, code=stroke.code)
        script = self.page.script
        self._is_heard = script is not None and script.hears(event)
        return self.page.dispatch(event)

    def _focus_for_keys(self, element: Element | None) -> None:
        """Give the focus before keys are pressed: the caret of an input that gets it is at 0."""
        if element is None or self.active is element:
            return
        self.focus(element)
        if self.active is not element or not text_editing.takes_text(element):
            return
        if text_editing.has_selection(element) or control_of(element).selection is None:
            text_editing.select_text(element, 0, 0)
