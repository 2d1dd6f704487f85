"""Acting on elements and reading them, with Playwright's names.

A locator is a recipe that is looked up anew at each use. Actions are strict (exactly one element)
and wait for the server: what is not there on an idle server fails at once, with the tree.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from lona_testing import vocabulary
from lona_testing.browser import conditions
from lona_testing.browser.accessibility.snapshot import aria_snapshot
from lona_testing.browser.choices import selected_values, wanted_options
from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import HTML_NAMESPACE, Element, is_html
from lona_testing.browser.engines.texts import text_of
from lona_testing.browser.errors import (
    NotActionable,
    NotSupportedInProcess,
    PageError,
    StrictModeError,
    WrongElement,
)
from lona_testing.browser.files import files_of
from lona_testing.browser.inner_text import inner_text
from lona_testing.browser.matching import text_matches
from lona_testing.browser.queries import Queries
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.synthetic_events import read_event
from lona_testing.browser.targets import target_of
from lona_testing.vocabulary.values import Files, TextPattern, Timeout

if TYPE_CHECKING:
    from lona_testing.browser.page import Page

T = TypeVar("T")
Step = Callable[[list[Element], Element], list[Element]]
"""Makes of what was found what is found next; the second is where the whole search began."""


class Locator(Queries):
    """How to find elements of a page, at any time."""

    page: "Page"

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
        def step(scopes: list[Element], root: Element) -> list[Element]:
            if len(scopes) == 1:
                return find(scopes[0])
            return list(dict.fromkeys(e for scope in scopes for e in find(scope)))

        return self._then(step, description)

    def _filtered(self, test: Callable[[Element], bool], description: str) -> "Locator":
        return self._within(lambda scope: [e for e in scope.elements() if test(e)], description)

    def filter(
        self,
        *,
        has_text: TextPattern | None = None,
        has_not_text: TextPattern | None = None,
        has: vocabulary.Locator | None = None,
        has_not: vocabulary.Locator | None = None,
        visible: bool | None = None,
    ) -> "Locator":
        """Narrow by text, by elements inside, or by visibility."""
        inner = None if has is None else self._of_this_page(has)
        not_inner = None if has_not is None else self._of_this_page(has_not)

        def test(element: Element) -> bool:
            return (
                (has_text is None or text_matches(text_of(element), has_text))
                and (has_not_text is None or not text_matches(text_of(element), has_not_text))
                and (inner is None or bool(inner._look_up(element)))
                and (not_inner is None or not not_inner._look_up(element))
                and (visible is None or conditions.is_visible(element) == visible)
            )

        return self._then(lambda found, root: [e for e in found if test(e)], "filter(…)")

    def locator(
        self,
        selector_or_locator: str | vocabulary.Locator,
        *,
        has: vocabulary.Locator | None = None,
        has_not: vocabulary.Locator | None = None,
        has_not_text: TextPattern | None = None,
        has_text: TextPattern | None = None,
    ) -> "Locator":
        """Find inside by a selector, or what another locator of the page finds there."""
        return self._locate(selector_or_locator, has, has_not, has_not_text, has_text)

    def _find_inside(self, other: vocabulary.Locator) -> "Locator":
        return self._within(self._of_this_page(other)._look_up, f"locator({other})")

    def _of_this_page(self, other: vocabulary.Locator) -> "Locator":
        """Return another locator that is to be used with this one; both need to be of one page."""
        if not isinstance(other, Locator):
            raise TypeError(f"a locator is needed here, not {other!r}")
        if other.page is not self.page:
            raise ValueError(f"{other} belongs to another page than {self}")
        return other

    @property
    def visible(self) -> "Locator":
        """The elements that can be seen."""
        return self.filter(visible=True)

    def within(self, locator: vocabulary.Locator) -> "Locator":
        """Find the same in each element of another locator, all for itself."""
        return self._of_this_page(locator)._within(self._look_up, f"locator({self})")

    def nth(self, index: int) -> "Locator":
        """Take one of several elements, counted from 0; negative from the end."""

        def step(found: list[Element], root: Element) -> list[Element]:
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

    def and_(self, locator: vocabulary.Locator) -> "Locator":
        """Take the elements that both locators find."""
        other = self._of_this_page(locator)

        def step(found: list[Element], root: Element) -> list[Element]:
            ours = set(found)
            return [e for e in other._look_up(root) if e in ours]

        return self._then(step, f"and_({locator})")

    def or_(self, locator: vocabulary.Locator) -> "Locator":
        """Take the elements that one of both locators finds, in document order."""
        other = self._of_this_page(locator)

        def step(found: list[Element], root: Element) -> list[Element]:
            wanted = {*found, *other._look_up(root)}
            return [e for e in self.page.document.elements() if e in wanted]

        return self._then(step, f"or_({locator})")

    def describe(self, description: str) -> "Locator":
        """Name the locator, for errors."""
        return Locator(self.page, self._steps, description)

    @property
    def description(self) -> str:
        """What errors call the locator."""
        return self._description

    def all(self) -> list[vocabulary.Locator]:
        """Return one locator for each element that is there now."""
        return [self.nth(index) for index in range(self.count())]

    # looking up

    def look_up(self) -> list[Element]:
        """Return the elements that match now, without waiting."""
        return self._look_up(self.page.document)

    def _look_up(self, root: Element) -> list[Element]:
        found = [root]
        for step in self._steps:
            found = step(found, root)
        return found

    def _one(self) -> Element:
        found = self.look_up()
        if len(found) == 1:
            return found[0]
        tree = self.page.tree()
        if not found:
            raise PageError(f"{self} matches no element of {self.page.current_url}\n\n{tree}")
        listing = "\n".join(f"  {outer_html(e)[:120]}" for e in found[:10])
        raise StrictModeError(
            f"{self} matches {len(found)} elements where one is needed; narrow it, or use first, "
            f"last or nth()\n{listing}\n\n{tree}"
        )

    def _read(self, read: Callable[[Element], T], timeout: Timeout = None) -> T:
        return self.page.retry(lambda: read(self._one()), timeout)

    def _at_most_one(self) -> Element | None:
        return self._one() if self.look_up() else None

    # actions

    def _act(
        self,
        do: Callable[[Element], None],
        timeout: Timeout,
        no_wait_after: bool | None,
        check: Callable[[Element], object] = lambda element: None,
    ) -> None:
        """Do something with the one element, when it passes the check."""

        def find() -> Element:
            element = self._one()
            check(element)
            return element

        self.page.act(find, do, timeout, waits=not no_wait_after)

    def _checks(self, force: bool | None) -> Callable[[Element], None]:
        """Return what an element has to pass before it is clicked.

        Force spares it that, but what is not shown cannot be hit all the same.
        """
        user = self.page.user
        return user.require_box if force else partial(user.require, pointed=True)

    def click(
        self,
        *,
        button: Literal["left", "middle", "right"] | None = None,
        click_count: int | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[str] | None = None,
        no_wait_after: bool | None = None,
        position: object = None,
        scroll: str | None = None,
        steps: int | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Click the element; refused if it is hidden or disabled.

        `trial` only checks whether it could be clicked; `no_wait_after` returns before the server
        has answered. `delay`, `scroll` and `steps` change nothing here.
        """
        keys = _modifiers(modifiers)
        _refuse_layout(position)
        if button not in (None, "left", "middle", "right"):
            raise ValueError(f"button: {button!r} is none of left, middle and right")
        if button == "middle":
            raise NotSupportedInProcess("a click with the middle button", "it opens a tab")

        def do(element: Element) -> None:
            if button == "right":
                self.page.user.ask_for_menu(element, keys)
                return
            for number in range(1, 1 + (1 if click_count is None else click_count)):
                self.page.user.click(element, keys, number)

        self._act(_unless(trial, do), timeout, no_wait_after, self._checks(force))

    def dblclick(
        self,
        *,
        button: Literal["left", "middle", "right"] | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[str] | None = None,
        no_wait_after: bool | None = None,
        position: object = None,
        scroll: str | None = None,
        steps: int | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Click the element twice; see `click`."""
        self.click(
            button=button,
            click_count=2,
            force=force,
            modifiers=modifiers,
            no_wait_after=no_wait_after,
            position=position,
            timeout=timeout,
            trial=trial,
        )

    def hover(
        self,
        *,
        force: bool | None = None,
        modifiers: Sequence[str] | None = None,
        no_wait_after: bool | None = None,
        position: object = None,
        scroll: str | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Put the pointer onto the element; refused if it is hidden or covered."""
        _modifiers(modifiers)
        _refuse_layout(position)
        user = self.page.user
        check = user.require_box if force else partial(user.require, pointed=True, enabled=False)
        self._act(_unless(trial, user.hover), timeout, no_wait_after, check)

    def dispatch_event(
        self, type: str, event_init: dict[str, Any] | None = None, *, timeout: Timeout = None
    ) -> None:
        """Dispatch an event of the DOM at the element, whatever state it is in.

        `event_init` is as for the event's class in JavaScript. `NotSupportedInProcess` for types of
        which nobody here knows what follows.
        """
        event = read_event(type, event_init or {})

        def do(element: Element) -> None:
            self.page.user.dispatch(event(element))

        self._act(do, timeout, None, _no_check)

    def fill(
        self,
        value: str,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Replace the text of an input or text area. A delayed change is sent at once."""
        if not isinstance(value, str):
            raise TypeError(f"value: expected a string, not {value!r}")
        check = _no_check if force else partial(self.page.user.require, editable=True)

        def do(element: Element) -> None:
            if force and not (conditions.is_visible(element) and conditions.is_editable(element)):
                raise NotSupportedInProcess(
                    "filling by force", "the text goes to whatever has the focus"
                )
            self.page.user.fill(target_of(element), value)

        self._act(do, timeout, no_wait_after, check)

    def clear(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Empty an input or text area."""
        self.fill("", force=force, no_wait_after=no_wait_after, timeout=timeout)

    def press_sequentially(
        self,
        text: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Type a text at the caret; that of an input without focus is put at the beginning."""
        self._act(lambda e: self.page.user.type_text(e, text), timeout, no_wait_after, _no_check)

    type = press_sequentially

    def press(
        self,
        key: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Focus the element and press a key: a character, or a name like `Enter` or `Tab`."""
        self._act(lambda e: self.page.user.press(e, key), timeout, no_wait_after, _no_check)

    def check(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: object = None,
        scroll: str | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Check a check box or radio button, if it is not checked."""
        self.set_checked(
            True,
            force=force,
            no_wait_after=no_wait_after,
            position=position,
            timeout=timeout,
            trial=trial,
        )

    def uncheck(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: object = None,
        scroll: str | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Uncheck a check box, if it is checked."""
        self.set_checked(
            False,
            force=force,
            no_wait_after=no_wait_after,
            position=position,
            timeout=timeout,
            trial=trial,
        )

    def set_checked(
        self,
        checked: bool,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: object = None,
        scroll: str | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Bring a check box into a state by clicking it, if that is needed."""
        _refuse_layout(position)

        def check(element: Element) -> None:
            if conditions.is_checked(element) != checked:
                self._checks(force)(element)

        def do(element: Element) -> None:
            if conditions.is_checked(element) == checked:
                return
            self.page.user.click(element)
            if conditions.is_checked(element) != checked:
                raise NotActionable(
                    f"a click on {outer_html(element)[:200]} did not change its state"
                )

        self._act(_unless(trial, do), timeout, no_wait_after, check)

    def select_option(
        self,
        value: str | Sequence[str] | None = None,
        *,
        element: object = None,
        force: bool | None = None,
        index: int | Sequence[int] | None = None,
        label: str | Sequence[str] | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> list[str]:
        """Choose options of a `<select>` by value (or label), index or label; return the values."""
        if element is not None:
            raise NotSupportedInProcess("select_option(element=)", "there are no element handles")
        chosen: list[str] = []

        def check(element: Element) -> None:
            if not force:
                self.page.user.require(element)
            wanted_options(target_of(element), value, index, label)

        def do(element: Element) -> None:
            select = target_of(element)
            self.page.user.select(select, wanted_options(select, value, index, label))
            chosen.extend(selected_values(select))

        self._act(do, timeout, no_wait_after, check)
        return chosen

    def set_input_files(
        self, files: Files, *, no_wait_after: bool | None = None, timeout: Timeout = None
    ) -> None:
        """Choose files in an `<input type="file">`; `[]` takes the choice back.

        Each is a path, or a dict with `name`, `mimeType` and `buffer` (bytes). The element need
        not be visible.
        """
        chosen = files_of(files)

        def do(element: Element) -> None:
            control = target_of(element)
            if not is_html(control, "input") or input_type(control) != "file":
                raise WrongElement(f"{outer_html(control)[:200]} takes no files")
            if len(chosen) > 1 and "multiple" not in control.attributes:
                raise NotActionable(f"{outer_html(control)[:200]} takes one file only")
            self.page.user.choose_files(control, chosen)

        self._act(do, timeout, no_wait_after)

    def focus(self, *, timeout: Timeout = None) -> None:
        """Give the element the focus."""
        self._act(self.page.user.focus, timeout, False)

    def blur(self, *, timeout: Timeout = None) -> None:
        """Take the focus from the element."""

        def do(element: Element) -> None:
            if self.page.user.active is element:
                self.page.user.blur()

        self._act(do, timeout, False)

    def wait_for(
        self,
        *,
        state: Literal["attached", "detached", "hidden", "visible"] | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Wait until the element is `visible` (or None), `hidden`, `attached` or `detached`."""
        wanted = "visible" if state is None else state
        if wanted not in _STATES:
            raise ValueError(f"state: {wanted!r} is none of {', '.join(_STATES)}")

        def attempt() -> None:
            if not _STATES[wanted](self._at_most_one()):
                raise PageError(f"{self} is not {wanted}\n\n{self.page.tree()}")

        self.page.retry(attempt, timeout)

    # reading

    def count(self) -> int:
        """Return the number of matching elements."""
        return len(self._settled())

    def text_content(self, *, timeout: Timeout = None) -> str:
        """Return all text inside, as it is."""
        return self._read(lambda e: e.text(), timeout)

    def inner_text(self, *, timeout: Timeout = None) -> str:
        """Return about what can be read: hidden parts left out, white space collapsed."""
        return self._read(inner_text, timeout)

    def all_text_contents(self) -> list[str]:
        """Return the texts of all matching elements."""
        return [e.text() for e in self._settled()]

    def all_inner_texts(self) -> list[str]:
        """Return the readable texts of all matching elements."""
        return self.page.look(lambda: [_inner_text(e) for e in self.look_up()])

    def input_value(self, *, timeout: Timeout = None) -> str:
        """Return the value of an input, text area or select."""
        return self._read(conditions.value_of, timeout)

    def aria_snapshot(
        self,
        *,
        boxes: bool | None = None,
        depth: int | None = None,
        mode: Literal["ai", "default"] | None = None,
        timeout: Timeout = None,
    ) -> str:
        """Return what assistive technology is told of the element and what is in it, as YAML.

        `depth` limits how many levels below the first are told (0: all).
        """
        if boxes or mode == "ai":
            raise NotSupportedInProcess(
                "aria_snapshot(boxes=, mode='ai')", "there are no boxes, and no references to nodes"
            )
        return self._read(lambda e: aria_snapshot(e, depth), timeout)

    def get_attribute(self, name: str, *, timeout: Timeout = None) -> str | None:
        """Return an attribute, None if it is absent."""
        return self._read(lambda e: conditions.attribute_of(e, name), timeout)

    def is_visible(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is there and shown; does not wait for it."""
        return _STATES["visible"](self.page.look(self._at_most_one))

    def is_hidden(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is absent or not shown."""
        return not self.is_visible()

    def is_enabled(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is not disabled."""
        return self._read(conditions.is_enabled, timeout)

    def is_disabled(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is disabled."""
        return not self.is_enabled(timeout=timeout)

    def is_editable(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is neither disabled nor read-only."""
        return self._read(conditions.is_editable, timeout)

    def is_checked(self, *, timeout: Timeout = None) -> bool:
        """Whether a check box or radio button is checked."""
        return self._read(conditions.is_checked, timeout)

    def _settled(self) -> list[Element]:
        return self.page.look(self.look_up)


_STATES: dict[str, Callable[[Element | None], bool]] = {
    "attached": lambda element: element is not None,
    "detached": lambda element: element is None,
    "visible": lambda element: element is not None and conditions.is_visible(element),
    "hidden": lambda element: element is None or not conditions.is_visible(element),
}
"""What can be waited for, of the one element that is there, if any."""

_MODIFIERS = {name: name for name in ("Alt", "Control", "Meta", "Shift")}
_MODIFIERS["ControlOrMeta"] = "Control"


def _modifiers(names: Sequence[str] | None) -> frozenset[str]:
    unknown = [name for name in names or () if name not in _MODIFIERS]
    if unknown:
        raise ValueError(f"modifiers: {unknown[0]!r} is none of {', '.join(_MODIFIERS)}")
    return frozenset(_MODIFIERS[name] for name in names or ())


def _refuse_layout(position: object) -> None:
    if position is not None:
        raise NotSupportedInProcess("an action at a position", "it needs layout")


def _unless(trial: bool | None, do: Callable[[Element], None]) -> Callable[[Element], None]:
    return _no_check if trial else do


def _inner_text(element: Element) -> str:
    """Return the readable text; as with Playwright, None for what is no HTML."""
    return inner_text(element) if element.namespace == HTML_NAMESPACE else cast("str", None)


def _no_check(element: Element) -> None:
    """Do nothing."""
