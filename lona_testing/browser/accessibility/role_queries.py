"""Whether an element has a role, name, description and state that are looked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from lona_testing.browser.accessibility.aria import has, roles_with
from lona_testing.browser.accessibility.descriptions import description_of
from lona_testing.browser.accessibility.exclusion import is_excluded
from lona_testing.browser.accessibility.names import name_of
from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.accessibility.states import (
    checked_state,
    disabled_state,
    expanded_state,
    level_of,
    pressed_state,
    selected_state,
)
from lona_testing.browser.dom import Element
from lona_testing.browser.matching import Wanted, text_matches

_READERS = {
    "checked": checked_state,
    "disabled": disabled_state,
    "expanded": expanded_state,
    "level": level_of,
    "pressed": pressed_state,
    "selected": selected_state,
}


@dataclass
class RoleQuery:
    """What `get_by_role` asks. States that are None do not matter.

    Raises `ValueError` for a state that the role does not support.
    """

    role: str
    name: Wanted | None
    description: Wanted | None
    exact: bool
    include_hidden: bool
    states: Mapping[str, object]

    def __post_init__(self) -> None:
        self.role = self.role.lower()
        self.states = {name: value for name, value in self.states.items() if value is not None}
        for state in self.states:
            if state != "disabled" and not has(self.role, state):
                raise ValueError(
                    f"{state}= is about {', '.join(roles_with(state))}; "
                    f"the role {self.role!r} has no such state"
                )

    def matches(self, element: Element) -> bool:
        """Whether an element is what is looked for."""
        return (
            role_of(element) == self.role
            and (self.include_hidden or not is_excluded(element))
            and all(_READERS[name](element) == value for name, value in self.states.items())
            and self._is_named(element)
            and self._is_described(element)
        )

    def _is_named(self, element: Element) -> bool:
        if self.name is None:
            return True
        name = name_of(element, include_hidden=self.include_hidden)
        return text_matches(name, self.name, self.exact)

    def _is_described(self, element: Element) -> bool:
        if self.description is None:
            return True
        description = description_of(element, include_hidden=self.include_hidden)
        return text_matches(description, self.description, self.exact)
