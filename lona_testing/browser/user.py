"""What a user does with the elements of a page: click, type, choose, press keys.

Everything here acts on one element that was looked up before, and leaves waiting to the caller.
What a browser makes of it is in `activation`, `submission` and `keyboard`; who listens is the
page's affair.
"""

from typing import TYPE_CHECKING

from lona_testing.browser import activation, conditions, keyboard, text_editing
from lona_testing.browser.accessibility.states import readonly_state
from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.controls import control_of, input_type
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotActionable
from lona_testing.browser.focus import Focus, is_focusable
from lona_testing.browser.options import options_of
from lona_testing.browser.script import Event
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.targets import target_of
from lona_testing.browser.values import get_value, set_value

if TYPE_CHECKING:
    from lona_testing.browser.page import Page

_NO_TEXT_TYPES = frozenset(("checkbox", "radio", "file", "submit", "image", "reset", "button"))
_COMMITS_AT_ONCE = frozenset(("color", "date", "time", "datetime-local", "month", "week", "range"))


class User:
    """The hands of a test on one page. `refusal` says why the last action did not submit a form."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.focus_state = Focus()
        self.refusal = ""

    @property
    def active(self) -> Element | None:
        """The element that has the focus."""
        return self.focus_state.element

    # checks

    def require(self, element: Element, *, enabled: bool = False, editable: bool = False) -> None:
        """Refuse what a user could not do; raises `NotActionable` with the reason."""
        reason = why_hidden(element)
        if reason is None and enabled and not conditions.is_enabled(element):
            reason = "it is disabled"
        if reason is None and editable and readonly_state(target_of(element)):
            reason = "it is read-only"
        if reason is not None:
            raise NotActionable(
                f"cannot use {outer_html(element)[:200]}: {reason}\n\n{self.page.tree()}"
            )

    # mouse

    def click(self, element: Element, modifiers: frozenset[str] = frozenset()) -> None:
        """Click an element with the left button, while some modifier keys are held."""
        self.refusal = ""
        self._focus_by_mouse(element)
        activation.click(self, element, modifiers)

    def _focus_by_mouse(self, element: Element) -> None:
        label = next((e for e in element.ancestors() if is_html(e, "label")), None)
        focusable = next((e for e in element.ancestors() if is_focusable(e)), None)
        if focusable is not None:
            self.focus(focusable)
        elif label is None:
            self.blur()

    # focus

    def focus(self, element: Element) -> None:
        """Give an element the focus; the one that had it is blurred."""
        if self.active is element or not is_focusable(element):
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
            if top is not self.page.document or not is_focusable(self.active):
                self.focus_state.enter(None)

    def forget_focus(self) -> None:
        """Forget the focus without any event: the page is left."""
        self.focus_state.enter(None)

    # typing and choosing

    def fill(self, element: Element, text: str) -> None:
        """Replace the text of a text control, as if it was pasted."""
        self._require_text(element, text)
        self.focus(element)
        if input_type(element) in _COMMITS_AT_ONCE:
            self.change(element, text)
            return
        text_editing.select_text(element, 0, len(get_value(element)))
        self.edit(element, *text_editing.typed(element, text))

    def type_text(self, element: Element, text: str) -> None:
        """Type at the caret of a text control."""
        self.focus_for_keys(element)
        edit = text_editing.typed(element, text)
        self._require_text(element, edit[0])
        self.edit(element, *edit)

    def _require_text(self, element: Element, text: str) -> None:
        kind = input_type(element) if is_html(element, "input") else ""
        if not is_html(element, "input", "textarea") or kind in _NO_TEXT_TYPES:
            raise NotActionable(f"cannot type into {outer_html(element)[:200]}: it takes no text")
        if kind in {"number", *_COMMITS_AT_ONCE}:
            probe = Element("input")
            probe.attributes.update(element.attributes)
            set_value(probe, text)
            if text and get_value(probe) != text:
                raise NotActionable(f"an <input type={kind!r}> does not take {text!r}")

    def edit(self, element: Element, text: str, caret: int) -> None:
        """Give a control another text, as by typing."""
        if text != get_value(element):
            set_value(element, text)
            control_of(element).is_typed = True
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
        if self.active is element and text_editing.has_selection(element):
            text_editing.select_text(element, 0, 0)
