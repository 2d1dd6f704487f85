"""Finding elements, with Playwright's names: what pages and locators have in common."""

import re
from typing import TYPE_CHECKING, Any

from lona_testing import vocabulary
from lona_testing.browser.accessibility.role_queries import RoleQuery
from lona_testing.browser.accessibility.states import Tristate
from lona_testing.browser.dom import Element
from lona_testing.browser.engines import find
from lona_testing.browser.engines.texts import find_text, label_texts
from lona_testing.browser.matching import attribute_matches, text_matches
from lona_testing.browser.only_in_browsers import refuse
from lona_testing.vocabulary.values import TextPattern

if TYPE_CHECKING:
    from lona_testing.browser.locator import Locator


class Queries:
    """The ways to find elements; pages and locators have them all."""

    def _base(self) -> "Locator":
        raise NotImplementedError

    def _locate(
        self,
        selector_or_locator: str | vocabulary.Locator,
        has: vocabulary.Locator | None = None,
        has_not: vocabulary.Locator | None = None,
        has_not_text: TextPattern | None = None,
        has_text: TextPattern | None = None,
    ) -> "Locator":
        """Find by a selector, or what another locator of the page finds inside."""
        base = self._base()
        if isinstance(selector_or_locator, str):
            selector = selector_or_locator
            found = base._then(lambda found, _: find(found, selector), f"locator({selector!r})")
        else:
            found = base._find_inside(selector_or_locator)
        if (has, has_not, has_not_text, has_text) == (None, None, None, None):
            return found
        return found.filter(has=has, has_not=has_not, has_not_text=has_not_text, has_text=has_text)

    def get_by_text(self, text: TextPattern, *, exact: bool | None = None) -> "Locator":
        """Find the innermost elements with a text: part of it in any case, or exactly it."""

        return self._base()._within(
            lambda scope: find_text(scope, text, bool(exact)), f"get_by_text({_show(text)})"
        )

    def get_by_label(self, text: TextPattern, *, exact: bool | None = None) -> "Locator":
        """Find controls by the text of their label or by `aria-label`."""

        def is_labelled(element: Element) -> bool:
            return any(text_matches(found, text, bool(exact)) for found in label_texts(element))

        return self._base()._filtered(is_labelled, f"get_by_label({_show(text)})")

    def get_by_placeholder(self, text: TextPattern, *, exact: bool | None = None) -> "Locator":
        """Find by the attribute `placeholder`."""
        return self._by_attribute("placeholder", text, bool(exact))

    def get_by_title(self, text: TextPattern, *, exact: bool | None = None) -> "Locator":
        """Find by the attribute `title`."""
        return self._by_attribute("title", text, bool(exact))

    def get_by_alt_text(self, text: TextPattern, *, exact: bool | None = None) -> "Locator":
        """Find by the attribute `alt`."""
        return self._by_attribute("alt", text, bool(exact))

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
        description: TextPattern | None = None,
        exact: bool | None = None,
        checked: Tristate | None = None,
        disabled: bool | None = None,
        expanded: bool | None = None,
        include_hidden: bool | None = None,
        level: int | None = None,
        pressed: Tristate | None = None,
        selected: bool | None = None,
    ) -> "Locator":
        """Find by ARIA role, accessible name and description, and state.

        Raises `ValueError` for a state that the role does not have.
        """
        states = {
            "checked": checked,
            "disabled": disabled,
            "expanded": expanded,
            "level": level,
            "pressed": pressed,
            "selected": selected,
        }
        query = RoleQuery(role, name, description, bool(exact), bool(include_hidden), states)
        shown = f"get_by_role({role!r}" + (f", name={_show(name)})" if name is not None else ")")
        return self._base()._filtered(query.matches, shown)

    def _by_attribute(self, attribute: str, text: TextPattern, exact: bool) -> "Locator":
        def test(element: Element) -> bool:
            value = element.get(attribute)
            return value is not None and attribute_matches(value, text, exact)

        return self._base()._filtered(test, f"get_by_{attribute}({_show(text)})")

    def __getattr__(self, name: str) -> Any:
        refuse(self, name)


def _show(text: TextPattern | None) -> str:
    return f"/{text.pattern}/" if isinstance(text, re.Pattern) else repr(text)
