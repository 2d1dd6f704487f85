"""How elements are found; pages and locators have this in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lona_testing.vocabulary.values import Role, TextPattern

if TYPE_CHECKING:
    from lona_testing.vocabulary.locator import Locator


class Queries(Protocol):
    """The ways to find elements."""

    def get_by_text(self, text: TextPattern, *, exact: bool | None = None) -> Locator:
        """Find the innermost elements with a text: part of it in any case, or exactly it."""

    def get_by_label(self, text: TextPattern, *, exact: bool | None = None) -> Locator:
        """Find controls by the text of their label or by `aria-label`."""

    def get_by_placeholder(self, text: TextPattern, *, exact: bool | None = None) -> Locator:
        """Find by the attribute `placeholder`."""

    def get_by_title(self, text: TextPattern, *, exact: bool | None = None) -> Locator:
        """Find by the attribute `title`."""

    def get_by_alt_text(self, text: TextPattern, *, exact: bool | None = None) -> Locator:
        """Find by the attribute `alt`."""

    def get_by_test_id(self, test_id: TextPattern) -> Locator:
        """Find by the attribute `data-testid`, exactly."""

    def get_by_role(
        self,
        role: Role,
        *,
        name: TextPattern | None = None,
        description: TextPattern | None = None,
        exact: bool | None = None,
        checked: bool | None = None,
        disabled: bool | None = None,
        expanded: bool | None = None,
        include_hidden: bool | None = None,
        level: int | None = None,
        pressed: bool | None = None,
        selected: bool | None = None,
    ) -> Locator:
        """Find by ARIA role, accessible name and description, and state.

        Raises `ValueError` for a state that the role does not have.
        """
