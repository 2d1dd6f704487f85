"""What the pages of one user share: cookies, and how long things may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from lona_testing.vocabulary.values import TextPattern

if TYPE_CHECKING:
    from lona_testing.vocabulary.page import Page


class BrowserContext(Protocol):
    """What `page.context` gives."""

    @property
    def pages(self) -> Sequence[Page]:
        """The open pages."""

    def new_page(self) -> Page:
        """Open an empty page (a tab)."""

    def close(self, *, reason: str | None = None) -> None:
        """Close all pages."""

    def is_closed(self) -> bool:
        """Whether it was closed."""

    def set_default_timeout(self, timeout: float | timedelta) -> None:
        """Set how long actions and `expect` of its pages wait, in milliseconds."""

    def set_default_navigation_timeout(self, timeout: float | timedelta) -> None:
        """Set how long its pages may take to load, in milliseconds."""

    def cookies(self, urls: str | Sequence[str] | None = None) -> list[Any]:
        """Return the cookies, or those that some addresses get, as dicts.

        They have `name`, `value`, `domain` and `path`, as `add_cookies` takes them.
        """

    def add_cookies(self, cookies: Sequence[Mapping[str, Any]]) -> None:
        """Set cookies: dicts with `name`, `value`, and either `url` or `domain` and `path`."""

    def clear_cookies(
        self,
        *,
        domain: TextPattern | None = None,
        name: TextPattern | None = None,
        path: TextPattern | None = None,
    ) -> None:
        """Forget all cookies, or those of a domain, name and path."""
