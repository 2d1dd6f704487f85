"""A page (tab): its address, its keyboard, and what can be found on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from lona_testing.vocabulary.queries import Queries
from lona_testing.vocabulary.values import (
    Files,
    LoadState,
    Modifier,
    MouseButton,
    Position,
    Scroll,
    SnapshotMode,
    TextPattern,
    Timeout,
    WaitUntil,
)

if TYPE_CHECKING:
    from lona_testing.vocabulary.context import BrowserContext
    from lona_testing.vocabulary.keyboard import Keyboard
    from lona_testing.vocabulary.locator import Locator


class Shortcuts(Protocol):
    """Actions and looks by selector; tests had better use locators."""

    def check(
        self,
        selector: str,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.check`."""

    def click(
        self,
        selector: str,
        *,
        button: MouseButton | None = None,
        click_count: int | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.click`."""

    def dblclick(
        self,
        selector: str,
        *,
        button: MouseButton | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.dblclick`."""

    def hover(
        self,
        selector: str,
        *,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.hover`."""

    def dispatch_event(
        self,
        selector: str,
        type: str,
        event_init: dict[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.dispatch_event`."""

    def fill(
        self,
        selector: str,
        value: str,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.fill`."""

    def focus(self, selector: str, *, timeout: Timeout = None, strict: bool | None = None) -> None:
        """See `Locator.focus`."""

    def get_attribute(
        self, selector: str, name: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> str | None:
        """See `Locator.get_attribute`."""

    def inner_text(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> str:
        """See `Locator.inner_text`."""

    def input_value(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> str:
        """See `Locator.input_value`."""

    def is_checked(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> bool:
        """See `Locator.is_checked`."""

    def is_disabled(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> bool:
        """See `Locator.is_disabled`."""

    def is_editable(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> bool:
        """See `Locator.is_editable`."""

    def is_enabled(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> bool:
        """See `Locator.is_enabled`."""

    def is_hidden(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> bool:
        """See `Locator.is_hidden`."""

    def is_visible(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> bool:
        """See `Locator.is_visible`."""

    def press(
        self,
        selector: str,
        key: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.press`."""

    def select_option(
        self,
        selector: str,
        value: str | Sequence[str] | None = None,
        *,
        element: object = None,
        force: bool | None = None,
        index: int | Sequence[int] | None = None,
        label: str | Sequence[str] | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
        strict: bool | None = None,
    ) -> list[str]:
        """See `Locator.select_option`."""

    def set_checked(
        self,
        selector: str,
        checked: bool,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.set_checked`."""

    def set_input_files(
        self,
        selector: str,
        files: Files,
        *,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.set_input_files`."""

    def text_content(
        self, selector: str, *, timeout: Timeout = None, strict: bool | None = None
    ) -> str:
        """See `Locator.text_content`."""

    def type(
        self,
        selector: str,
        text: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: Timeout = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.type`."""

    def uncheck(
        self,
        selector: str,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: Timeout = None,
        trial: bool | None = None,
        strict: bool | None = None,
    ) -> None:
        """See `Locator.uncheck`."""


class Page(Queries, Shortcuts, Protocol):
    """A tab."""

    @property
    def context(self) -> BrowserContext:
        """What it shares with other pages of its user."""

    @property
    def keyboard(self) -> Keyboard:
        """The keys, for what has the focus."""

    @property
    def url(self) -> str:
        """The address in the address bar."""

    def title(self) -> str:
        """Return the title of the page."""

    def aria_snapshot(
        self,
        *,
        boxes: bool | None = None,
        depth: int | None = None,
        mode: SnapshotMode | None = None,
        timeout: Timeout = None,
    ) -> str:
        """Return what assistive technology is told of the page, as YAML; see the locator's."""

    def goto(
        self,
        url: str,
        *,
        referer: str | None = None,
        timeout: Timeout = None,
        wait_until: WaitUntil | None = None,
    ) -> None:
        """Load an address; relative ones count from the site's root.

        Every page is loaded to its end, whatever `wait_until` says.
        """

    def reload(self, *, timeout: Timeout = None, wait_until: WaitUntil | None = None) -> None:
        """Load the present address again."""

    def go_back(self, *, timeout: Timeout = None, wait_until: WaitUntil | None = None) -> None:
        """Go one step back in the history; nothing happens at its beginning."""

    def go_forward(self, *, timeout: Timeout = None, wait_until: WaitUntil | None = None) -> None:
        """Go one step forward in the history; nothing happens at its end."""

    def close(self, *, run_before_unload: bool | None = None, reason: str | None = None) -> None:
        """Close the tab; its script ends."""

    def is_closed(self) -> bool:
        """Whether the tab was closed."""

    def set_default_timeout(self, timeout: float | timedelta) -> None:
        """Set how long actions and `expect` wait for a server that is busy, in milliseconds."""

    def set_default_navigation_timeout(self, timeout: float | timedelta) -> None:
        """Set how long loading a page may take, in milliseconds."""

    def wait_for_load_state(
        self, state: LoadState | None = None, *, timeout: Timeout = None
    ) -> None:
        """Wait until the server is idle: a page here is loaded to its end at once."""

    def bring_to_front(self) -> None:
        """Do nothing: no page hides another."""

    def locator(
        self,
        selector: str,
        *,
        has: Locator | None = None,
        has_not: Locator | None = None,
        has_not_text: TextPattern | None = None,
        has_text: TextPattern | None = None,
    ) -> Locator:
        """Find by a selector: CSS, or what an engine of Playwright takes (`text=…`, `a >> b`)."""
