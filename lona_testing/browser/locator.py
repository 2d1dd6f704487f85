"""Acting on elements and reading them, with Playwright's names.

A locator is a recipe that is looked up anew at each use. Actions are strict (exactly one element)
and wait for the server: what is not there on an idle server fails at once, with the tree.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.choices import (
    checkable,
    selected_values,
    value_of_control,
    wanted_options,
)
from lona_testing.browser.controls import is_disabled
from lona_testing.browser.dom import Element
from lona_testing.browser.errors import NotActionable, PageError, StrictModeError
from lona_testing.browser.inner_text import inner_text
from lona_testing.browser.matching import TextPattern, text_matches
from lona_testing.browser.queries import Queries
from lona_testing.browser.serialize import outer_html

if TYPE_CHECKING:
    from lona_testing.browser.page import Page

T = TypeVar("T")
Step = Callable[[list[Element]], list[Element]]


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
        """Return one locator for each element that is there now."""
        return [self.nth(index) for index in range(self.count())]

    # looking up

    def look_up(self) -> list[Element]:
        """Return the elements that match now, without waiting."""
        return self._look_up([self.page.document])

    def _look_up(self, found: list[Element]) -> list[Element]:
        for step in self._steps:
            found = step(found)
        return found

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
        return self.page.retry(lambda: read(self._one()), timeout)

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

        self.page.retry(attempt, timeout)
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
        self._act(lambda e: self.page.user.type_text(e, text), timeout, enabled=False, force=True)

    type = press_sequentially

    def press(self, key: str, *, timeout: float | None = None) -> None:
        """Focus the element and press a key: a character, or a name like `Enter` or `Tab`."""
        self._act(lambda e: self.page.user.press(e, key), timeout, enabled=False, force=True)

    def check(self, *, timeout: float | None = None) -> None:
        """Check a check box or radio button, if it is not checked."""
        self.set_checked(True, timeout=timeout)

    def uncheck(self, *, timeout: float | None = None) -> None:
        """Uncheck a check box, if it is checked."""
        self.set_checked(False, timeout=timeout)

    def set_checked(self, checked: bool, *, timeout: float | None = None) -> None:
        """Bring a check box into a state by clicking it, if that is needed."""

        def act(element: Element) -> None:
            target = checkable(element)
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
        """Choose options of a `<select>` by value (or label), index or label; return the values."""

        def act(element: Element) -> None:
            self.page.user.select(element, wanted_options(element, value, index, label))

        self._act(act, timeout)
        return self._read(selected_values, timeout)

    def focus(self, *, timeout: float | None = None) -> None:
        """Return the element the focus."""
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

        self.page.retry(attempt, timeout)

    # reading

    def count(self) -> int:
        """Return the number of matching elements."""
        self.page.settle()
        return len(self.look_up())

    def text_content(self, *, timeout: float | None = None) -> str:
        """Return all text inside, as it is."""
        return self._read(lambda e: e.text(), timeout)

    def inner_text(self, *, timeout: float | None = None) -> str:
        """Return about what can be read: hidden parts left out, white space collapsed."""
        return self._read(inner_text, timeout)

    def all_text_contents(self) -> list[str]:
        """Return the texts of all matching elements."""
        self.page.settle()
        return [e.text() for e in self.look_up()]

    def all_inner_texts(self) -> list[str]:
        """Return the readable texts of all matching elements."""
        self.page.settle()
        return [inner_text(e) for e in self.look_up()]

    def input_value(self, *, timeout: float | None = None) -> str:
        """Return the value of an input, text area or select."""
        return self._read(value_of_control, timeout)

    def get_attribute(self, name: str, *, timeout: float | None = None) -> str | None:
        """Return an attribute, None if it is absent."""
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
        return self._read(lambda e: is_checked(checkable(e)), timeout)

    def _settled(self) -> list[Element]:
        self.page.settle()
        return self.look_up()
