"""Finding elements of the in-process page and acting on them, with Playwright's names.

A locator is a recipe that is looked up anew at each use. Actions are strict (exactly one element)
and wait for the server: what is not there on an idle server fails at once, with the tree.
"""

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from lona_testing.browser.accessibility.names import name_of
from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.accessibility.states import (
    aria_state,
    checked_state,
    level_of,
    selected_state,
)
from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.controls import input_type, is_disabled, is_disabled_option
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import (
    NotActionable,
    NotSupportedInProcess,
    PageError,
    StrictModeError,
)
from lona_testing.browser.inner_text import inner_text
from lona_testing.browser.labels import labelled_control, labels_of
from lona_testing.browser.matching import TextPattern, text_matches
from lona_testing.browser.options import is_selected, options_of
from lona_testing.browser.selectors import select
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.values import get_value

if TYPE_CHECKING:
    from lona_testing.browser.page import Page

T = TypeVar("T")
Step = Callable[[list[Element]], list[Element]]

_ONLY_IN_BROWSERS = frozenset(
    "aria_snapshot bounding_box drag_to evaluate evaluate_all evaluate_handle element_handle"
    " element_handles frame_locator highlight hover screenshot scroll_into_view_if_needed"
    " select_text set_input_files tap dispatch_event content_frame mouse keyboard touchscreen"
    " add_script_tag add_style_tag emulate_media expose_function pdf route video viewport_size"
    " set_viewport_size wait_for_function wait_for_timeout on once".split()
)


class Queries:
    """The ways to find elements; pages and locators have them all."""

    def _base(self) -> "Locator":
        raise NotImplementedError

    def locator(
        self,
        selector: str,
        *,
        has_text: TextPattern | None = None,
        has: "Locator | None" = None,
    ) -> "Locator":
        """Find by CSS selector."""
        found = self._base()._within(lambda e: select(e, selector), f"locator({selector!r})")
        return found.filter(has_text=has_text, has=has) if has_text or has else found

    def get_by_text(self, text: TextPattern, *, exact: bool = False) -> "Locator":
        """Find the innermost elements with a text: part of it in any case, or exactly it."""

        def find(scope: Element) -> list[Element]:
            hits = [e for e in scope.elements() if _shows_text(e, text, exact)]
            outer = {id(a) for e in hits for a in e.ancestors() if a is not e}
            return [e for e in hits if id(e) not in outer]

        return self._base()._within(find, f"get_by_text({_show(text)})")

    def get_by_label(self, text: TextPattern, *, exact: bool = False) -> "Locator":
        """Find controls by the text of their label or by `aria-label`."""

        def is_labelled(element: Element) -> bool:
            texts = [label.text() for label in labels_of(element)]
            if element.has("aria-label") or element.has("aria-labelledby"):
                texts.append(name_of(element))
            return any(text_matches(found, text, exact) for found in texts)

        return self._base()._filtered(is_labelled, f"get_by_label({_show(text)})")

    def get_by_placeholder(self, text: TextPattern, *, exact: bool = False) -> "Locator":
        """Find by the attribute `placeholder`."""
        return self._by_attribute("placeholder", text, exact)

    def get_by_title(self, text: TextPattern, *, exact: bool = False) -> "Locator":
        """Find by the attribute `title`."""
        return self._by_attribute("title", text, exact)

    def get_by_alt_text(self, text: TextPattern, *, exact: bool = False) -> "Locator":
        """Find by the attribute `alt`."""
        return self._by_attribute("alt", text, exact)

    def get_by_test_id(self, test_id: TextPattern) -> "Locator":
        """Find by the attribute `data-testid`, exactly."""

        def test(element: Element) -> bool:
            value = element.get("data-testid")
            if value is None:
                return False
            return value == test_id if isinstance(test_id, str) else bool(test_id.search(value))

        return self._base()._filtered(test, f"get_by_test_id({_show(test_id)})")

    def get_by_role(
        self,
        role: str,
        *,
        name: TextPattern | None = None,
        exact: bool = False,
        checked: bool | None = None,
        disabled: bool | None = None,
        expanded: bool | None = None,
        include_hidden: bool = False,
        level: int | None = None,
        pressed: bool | None = None,
        selected: bool | None = None,
    ) -> "Locator":
        """Find by ARIA role, accessible name and state."""

        def test(element: Element) -> bool:
            return (
                role_of(element) == role
                and (include_hidden or why_hidden(element) is None)
                and (name is None or text_matches(name_of(element), name, exact))
                and (checked is None or checked_state(element) == checked)
                and (disabled is None or is_disabled(element) == disabled)
                and (expanded is None or aria_state(element, "expanded") == expanded)
                and (pressed is None or aria_state(element, "pressed") == pressed)
                and (level is None or level_of(element) == level)
                and (selected is None or selected_state(element) == selected)
            )

        shown = f"get_by_role({role!r}" + (f", name={_show(name)})" if name is not None else ")")
        return self._base()._filtered(test, shown)

    def _by_attribute(self, attribute: str, text: TextPattern, exact: bool) -> "Locator":
        def test(element: Element) -> bool:
            value = element.get(attribute)
            return value is not None and text_matches(value, text, exact)

        return self._base()._filtered(test, f"get_by_{attribute}({_show(text)})")

    def __getattr__(self, name: str) -> Any:
        if name in _ONLY_IN_BROWSERS:
            raise NotSupportedInProcess(f"{name}()")
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")


class Locator(Queries):
    """How to find elements of a page, at any time."""

    def __init__(self, page: "Page", steps: tuple[Step, ...], description: str) -> None:
        self.page = page
        self._steps = steps
        self._description = description

    def __repr__(self) -> str:
        return self._description

    # composing

    def _base(self) -> "Locator":
        return self

    def _then(self, step: Step, description: str) -> "Locator":
        return Locator(self.page, (*self._steps, step), f"{self._description}.{description}")

    def _within(self, find: Callable[[Element], list[Element]], description: str) -> "Locator":
        def step(scopes: list[Element]) -> list[Element]:
            if len(scopes) == 1:
                return find(scopes[0])
            seen = {id(e): e for scope in scopes for e in find(scope)}
            return list(seen.values())

        return self._then(step, description)

    def _filtered(self, test: Callable[[Element], bool], description: str) -> "Locator":
        return self._within(lambda scope: [e for e in scope.elements() if test(e)], description)

    def filter(
        self,
        *,
        has_text: TextPattern | None = None,
        has_not_text: TextPattern | None = None,
        has: "Locator | None" = None,
        has_not: "Locator | None" = None,
        visible: bool | None = None,
    ) -> "Locator":
        """Narrow by text, by elements inside, or by visibility."""

        def holds(element: Element, inner: Locator) -> bool:
            return bool(inner._look_up([element]))

        def test(element: Element) -> bool:
            return (
                (has_text is None or text_matches(element.text(), has_text))
                and (has_not_text is None or not text_matches(element.text(), has_not_text))
                and (has is None or holds(element, has))
                and (has_not is None or not holds(element, has_not))
                and (visible is None or (why_hidden(element) is None) == visible)
            )

        return self._then(lambda found: [e for e in found if test(e)], "filter(…)")

    def nth(self, index: int) -> "Locator":
        """Take one of several elements, counted from 0; negative from the end."""

        def step(found: list[Element]) -> list[Element]:
            return [found[index]] if -len(found) <= index < len(found) else []

        return self._then(step, f"nth({index})")

    @property
    def first(self) -> "Locator":
        """The first of several elements."""
        return self.nth(0)

    @property
    def last(self) -> "Locator":
        """The last of several elements."""
        return self.nth(-1)

    def and_(self, other: "Locator") -> "Locator":
        """Take the elements that both locators find."""

        def step(found: list[Element]) -> list[Element]:
            theirs = {id(e) for e in other.look_up()}
            return [e for e in found if id(e) in theirs]

        return self._then(step, f"and_({other})")

    def or_(self, other: "Locator") -> "Locator":
        """Take the elements that one of both locators finds, in document order."""

        def step(found: list[Element]) -> list[Element]:
            wanted = {id(e) for e in (*found, *other.look_up())}
            return [e for e in self.page.document.elements() if id(e) in wanted]

        return self._then(step, f"or_({other})")

    def all(self) -> list["Locator"]:
        """Give one locator for each element that is there now."""
        return [self.nth(index) for index in range(self.count())]

    # looking up

    def look_up(self) -> list[Element]:
        """Give the elements that match now, without waiting."""
        return self._look_up([self.page.document])

    def _look_up(self, found: list[Element]) -> list[Element]:
        for step in self._steps:
            found = step(found)
        return found

    def _retry(self, attempt: Callable[[], T], timeout: float | None) -> T:
        """Try on a settled page, and again whenever a server that sleeps has sent something."""
        page = self.page
        seconds = page.default_timeout if timeout is None else timeout / 1000
        end = time.monotonic() + seconds
        page.settle(seconds)
        while True:
            try:
                return attempt()
            except PageError:
                if not page.wait_for_change(end - time.monotonic()):
                    raise

    def _one(self) -> Element:
        found = self.look_up()
        if len(found) == 1:
            return found[0]
        tree = self.page.tree()
        if not found:
            raise PageError(f"{self} matches no element of {self.page.url}\n\n{tree}")
        listing = "\n".join(f"  {outer_html(e)[:120]}" for e in found[:10])
        raise StrictModeError(
            f"{self} matches {len(found)} elements where one is needed; narrow it, or use first, "
            f"last or nth()\n{listing}\n\n{tree}"
        )

    def _read(self, read: Callable[[Element], T], timeout: float | None = None) -> T:
        return self._retry(lambda: read(self._one()), timeout)

    def _act(
        self,
        act: Callable[[Element], None],
        timeout: float | None,
        *,
        enabled: bool = True,
        editable: bool = False,
        force: bool = False,
    ) -> None:
        def attempt() -> None:
            element = self._one()
            if not force:
                self.page.user.require(element, enabled=enabled, editable=editable)
            act(element)

        self._retry(attempt, timeout)
        self.page.settle()

    # actions

    def click(
        self,
        *,
        modifiers: list[str] | None = None,
        click_count: int = 1,
        force: bool = False,
        timeout: float | None = None,
    ) -> None:
        """Click the element; refused if it is hidden or disabled."""
        keys = frozenset("Control" if name == "ControlOrMeta" else name for name in modifiers or ())

        def act(element: Element) -> None:
            for _ in range(click_count):
                self.page.user.click(element, keys)

        self._act(act, timeout, force=force)

    def dblclick(self, *, timeout: float | None = None) -> None:
        """Click the element twice."""
        self.click(click_count=2, timeout=timeout)

    def fill(self, value: str, *, timeout: float | None = None) -> None:
        """Replace the text of an input or text area. A delayed change is sent at once."""
        self._act(lambda e: self.page.user.fill(e, value), timeout, editable=True)

    def clear(self, *, timeout: float | None = None) -> None:
        """Empty an input or text area."""
        self.fill("", timeout=timeout)

    def press_sequentially(self, text: str, *, timeout: float | None = None) -> None:
        """Type a text at the caret; that of an input without focus is put at the beginning."""
        self._act(lambda e: self.page.user.type_text(e, text), timeout, editable=True)

    type = press_sequentially

    def press(self, key: str, *, timeout: float | None = None) -> None:
        """Focus the element and press a key: a character, or a name like `Enter` or `Tab`."""
        self._act(lambda e: self.page.user.press(e, key), timeout, enabled=False)

    def check(self, *, timeout: float | None = None) -> None:
        """Check a check box or radio button, if it is not checked."""
        self.set_checked(True, timeout=timeout)

    def uncheck(self, *, timeout: float | None = None) -> None:
        """Uncheck a check box, if it is checked."""
        self.set_checked(False, timeout=timeout)

    def set_checked(self, checked: bool, *, timeout: float | None = None) -> None:
        """Bring a check box into a state by clicking it, if that is needed."""

        def act(element: Element) -> None:
            target = _checkable(element)
            if is_checked(target) == checked:
                return
            self.page.user.click(element)
            if is_checked(target) != checked:
                raise NotActionable(
                    f"a click on {outer_html(element)[:200]} did not change its state"
                )

        self._act(act, timeout)

    def select_option(
        self,
        value: str | list[str] | None = None,
        *,
        index: int | list[int] | None = None,
        label: str | list[str] | None = None,
        timeout: float | None = None,
    ) -> list[str]:
        """Choose options of a `<select>` by value (or label), index or label; gives the values."""

        def act(element: Element) -> None:
            self.page.user.select(element, _wanted_options(element, value, index, label))

        self._act(act, timeout)
        return self._read(lambda e: _selected_values(e), timeout)

    def focus(self, *, timeout: float | None = None) -> None:
        """Give the element the focus."""
        self._act(self.page.user.focus, timeout, enabled=False, force=True)

    def blur(self, *, timeout: float | None = None) -> None:
        """Take the focus from the element."""

        def act(element: Element) -> None:
            if self.page.user.active is element:
                self.page.user.blur()

        self._act(act, timeout, enabled=False, force=True)

    def wait_for(self, *, state: str = "visible", timeout: float | None = None) -> None:
        """Wait until the element is `visible`, `hidden`, `attached` or `detached`."""

        def attempt() -> None:
            found = self.look_up()
            shown = [e for e in found if why_hidden(e) is None]
            reached = {
                "attached": bool(found),
                "detached": not found,
                "visible": bool(shown),
                "hidden": not shown,
            }
            if not reached[state]:
                raise PageError(f"{self} is not {state}\n\n{self.page.tree()}")

        self._retry(attempt, timeout)

    # reading

    def count(self) -> int:
        """Give the number of matching elements."""
        self.page.settle()
        return len(self.look_up())

    def text_content(self, *, timeout: float | None = None) -> str:
        """Give all text inside, as it is."""
        return self._read(lambda e: e.text(), timeout)

    def inner_text(self, *, timeout: float | None = None) -> str:
        """Give about what can be read: hidden parts left out, white space collapsed."""
        return self._read(inner_text, timeout)

    def all_text_contents(self) -> list[str]:
        """Give the texts of all matching elements."""
        self.page.settle()
        return [e.text() for e in self.look_up()]

    def all_inner_texts(self) -> list[str]:
        """Give the readable texts of all matching elements."""
        self.page.settle()
        return [inner_text(e) for e in self.look_up()]

    def input_value(self, *, timeout: float | None = None) -> str:
        """Give the value of an input, text area or select."""
        return self._read(_value_of_control, timeout)

    def get_attribute(self, name: str, *, timeout: float | None = None) -> str | None:
        """Give an attribute, None if it is absent."""
        return self._read(lambda e: e.get(name), timeout)

    def is_visible(self) -> bool:
        """Whether the element is there and not hidden by its markup."""
        return any(why_hidden(e) is None for e in self._settled())

    def is_hidden(self) -> bool:
        """Whether the element is absent or hidden by its markup."""
        return not self.is_visible()

    def is_enabled(self, *, timeout: float | None = None) -> bool:
        """Whether the element is not disabled."""
        return not self._read(is_disabled, timeout)

    def is_disabled(self, *, timeout: float | None = None) -> bool:
        """Whether the element is disabled."""
        return self._read(is_disabled, timeout)

    def is_editable(self, *, timeout: float | None = None) -> bool:
        """Whether the element is neither disabled nor read-only."""
        return self._read(lambda e: not is_disabled(e) and "readonly" not in e.attributes, timeout)

    def is_checked(self, *, timeout: float | None = None) -> bool:
        """Whether a check box or radio button is checked."""
        return self._read(lambda e: is_checked(_checkable(e)), timeout)

    def _settled(self) -> list[Element]:
        self.page.settle()
        return self.look_up()


def _show(text: TextPattern | None) -> str:
    return f"/{text.pattern}/" if isinstance(text, re.Pattern) else repr(text)


def _shows_text(element: Element, text: TextPattern, exact: bool) -> bool:
    if is_html(element, "script", "style", "head", "title", "noscript", "template"):
        return False
    if is_html(element, "input") and input_type(element) in ("submit", "button"):
        return text_matches(element.get("value") or "", text, exact)
    return text_matches(element.text(), text, exact)


def _checkable(element: Element) -> Element:
    target: Element | None = element
    if is_html(element, "label"):
        target = labelled_control(element)
    if target is None or not (
        is_html(target, "input") and input_type(target) in ("checkbox", "radio")
    ):
        raise PageError(f"{outer_html(element)[:200]} is neither check box nor radio button")
    return target


def _value_of_control(element: Element) -> str:
    if not is_html(element, "input", "textarea", "select"):
        raise PageError(f"{outer_html(element)[:200]} is no <input>, <textarea> or <select>")
    return get_value(element)


def _selected_values(select: Element) -> list[str]:
    return [get_value(o) for o in options_of(select) if is_selected(o)]


def _wanted_options(
    select: Element,
    value: str | list[str] | None,
    index: int | list[int] | None,
    label: str | list[str] | None,
) -> list[Element]:
    if not is_html(select, "select"):
        raise PageError(f"{outer_html(select)[:200]} is no <select>")
    choices = options_of(select)
    chosen: list[Element] = []

    def add(wanted: object, found: Element | None) -> None:
        if found is None:
            raise PageError(f"no option {wanted!r} in {outer_html(select)[:500]}")
        if is_disabled_option(found):
            raise NotActionable(f"option {wanted!r} is disabled")
        chosen.append(found)

    def label_of(option: Element) -> str:
        return option.get("label") or " ".join(option.text().split())

    for number in _as_list(index):
        add(number, choices[number] if 0 <= number < len(choices) else None)
    for text in _as_list(value):
        found = next((o for o in choices if get_value(o) == text), None)
        add(text, found or next((o for o in choices if label_of(o) == text), None))
    for text in _as_list(label):
        add(text, next((o for o in choices if label_of(o) == text), None))
    if len(chosen) > 1 and "multiple" not in select.attributes:
        raise PageError(f"only one option can be chosen in {outer_html(select)[:200]}")
    return chosen


def _as_list(value: T | list[T] | None) -> list[T]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
