"""Elements of a page: how they are found, acted on and read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from lona_testing.vocabulary.queries import Queries
from lona_testing.vocabulary.values import (
    ElementState,
    Files,
    Modifier,
    MouseButton,
    Position,
    Scroll,
    SnapshotMode,
    TextPattern,
    Timeout,
)

if TYPE_CHECKING:
    from lona_testing.vocabulary.page import Page


class Locator(Queries, Protocol):
    """How to find elements of a page, at any time.

    Actions and looks need exactly one element; they wait until there is one, and until the server
    has answered. Errors are those of `lona_testing.errors`.
    """

    @property
    def page(self) -> Page:
        """The page on which it finds."""

    def filter(
        self,
        *,
        has_text: TextPattern | None = None,
        has_not_text: TextPattern | None = None,
        has: Locator | None = None,
        has_not: Locator | None = None,
        visible: bool | None = None,
    ) -> Locator:
        """Narrow by text, by elements inside, or by visibility."""

    def locator(
        self,
        selector_or_locator: str | Locator,
        *,
        has: Locator | None = None,
        has_not: Locator | None = None,
        has_not_text: TextPattern | None = None,
        has_text: TextPattern | None = None,
    ) -> Locator:
        """Find inside by a selector, or what another locator of the page finds there."""

    @property
    def visible(self) -> Locator:
        """The elements that can be seen."""

    def within(self, locator: Locator) -> Locator:
        """Find the same in each element of another locator, all for itself."""

    def nth(self, index: int) -> Locator:
        """Take one of several elements, counted from 0; negative from the end."""

    @property
    def first(self) -> Locator:
        """The first of several elements."""

    @property
    def last(self) -> Locator:
        """The last of several elements."""

    def and_(self, locator: Locator) -> Locator:
        """Take the elements that both locators find."""

    def or_(self, locator: Locator) -> Locator:
        """Take the elements that one of both locators finds, in document order."""

    def describe(self, description: str) -> Locator:
        """Name the locator, for errors."""

    @property
    def description(self) -> str:
        """What errors call the locator."""

    def all(self) -> list[Locator]:
        """Return one locator for each element that is there now."""

    def click(
        self,
        *,
        button: MouseButton | None = None,
        click_count: int | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        steps: int | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Click the element; refused if it is hidden or disabled.

        `trial` only checks whether it could be clicked; `no_wait_after` returns before the server
        has answered. `delay`, `scroll` and `steps` change nothing here.
        """

    def dblclick(
        self,
        *,
        button: MouseButton | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        steps: int | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Click the element twice; see `click`."""

    def hover(
        self,
        *,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Put the pointer onto the element; refused if it is hidden or covered."""

    def dispatch_event(
        self, type: str, event_init: dict[str, Any] | None = None, *, timeout: Timeout = None
    ) -> None:
        """Dispatch an event of the DOM at the element; `event_init` is as in JavaScript."""

    def fill(
        self,
        value: str,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Replace the text of an input or text area. A delayed change is sent at once."""

    def clear(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Empty an input or text area."""

    def press_sequentially(
        self,
        text: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Type a text at the caret; that of an input without focus is put at the beginning."""

    def press(
        self,
        key: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Focus the element and press a key: a character, or a name like `Enter` or `Tab`."""

    def check(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Check a check box or radio button, if it is not checked."""

    def uncheck(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Uncheck a check box, if it is checked."""

    def set_checked(
        self,
        checked: bool,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
    ) -> None:
        """Bring a check box into a state by clicking it, if that is needed."""

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

    def set_input_files(
        self, files: Files, *, no_wait_after: bool | None = None, timeout: Timeout = None
    ) -> None:
        """Choose files in an `<input type="file">`; `[]` takes the choice back.

        Each is a path, or a dict with `name`, `mimeType` and `buffer` (bytes). The element need
        not be visible.
        """

    def focus(self, *, timeout: Timeout = None) -> None:
        """Give the element the focus."""

    def blur(self, *, timeout: Timeout = None) -> None:
        """Take the focus from the element."""

    def wait_for(self, *, state: ElementState | None = None, timeout: Timeout = None) -> None:
        """Wait until the element is `visible` (or None), `hidden`, `attached` or `detached`."""

    def count(self) -> int:
        """Return the number of matching elements."""

    def text_content(self, *, timeout: Timeout = None) -> str:
        """Return all text inside, as it is."""

    def inner_text(self, *, timeout: Timeout = None) -> str:
        """Return about what can be read: hidden parts left out, white space collapsed."""

    def all_text_contents(self) -> list[str]:
        """Return the texts of all matching elements."""

    def all_inner_texts(self) -> list[str]:
        """Return the readable texts of all matching elements."""

    def input_value(self, *, timeout: Timeout = None) -> str:
        """Return the value of an input, text area or select."""

    def aria_snapshot(
        self,
        *,
        boxes: bool | None = None,
        depth: int | None = None,
        mode: SnapshotMode | None = None,
        timeout: Timeout = None,
    ) -> str:
        """Return what assistive technology is told of the element and what is in it, as YAML.

        `depth` limits how many levels below the first are told (0: all).
        """

    def get_attribute(self, name: str, *, timeout: Timeout = None) -> str | None:
        """Return an attribute, None if it is absent."""

    def is_visible(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is there and shown; does not wait for it."""

    def is_hidden(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is absent or not shown."""

    def is_enabled(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is not disabled."""

    def is_disabled(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is disabled."""

    def is_editable(self, *, timeout: Timeout = None) -> bool:
        """Whether the element is neither disabled nor read-only."""

    def is_checked(self, *, timeout: Timeout = None) -> bool:
        """Whether a check box or radio button is checked."""

    def type(
        self,
        text: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Type a text at the caret; that of an input without focus is put at the beginning."""
