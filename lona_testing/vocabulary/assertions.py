"""What can be expected of pages and locators; they wait until it is so."""

from collections.abc import Sequence
from typing import Protocol

from lona_testing.vocabulary.values import (
    Role,
    TextOrList,
    TextPattern,
    Timeout,
)


class PageAssertions(Protocol):
    """What can be expected of a page."""

    def to_have_title(self, title_or_reg_exp: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect a title."""

    def not_to_have_title(self, title_or_reg_exp: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect any other title."""

    def to_have_url(
        self,
        url_or_reg_exp: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect an address; a relative one counts from the site's root."""

    def not_to_have_url(
        self,
        url_or_reg_exp: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect any other address."""

    def to_match_aria_snapshot(self, expected: str, *, timeout: Timeout = None) -> None:
        """Expect a part of what assistive technology is told of the page, as YAML."""

    def not_to_match_aria_snapshot(self, expected: str, *, timeout: Timeout = None) -> None:
        """Expect that assistive technology is not told this of the page."""


class LocatorAssertions(Protocol):
    """What can be expected of a locator."""

    def to_be_enabled(self, *, enabled: bool | None = None, timeout: Timeout = None) -> None:
        """Expect a control that is not disabled."""

    def to_be_disabled(self, *, timeout: Timeout = None) -> None:
        """Expect a disabled control."""

    def to_be_editable(self, *, editable: bool | None = None, timeout: Timeout = None) -> None:
        """Expect a control that is neither disabled nor read-only."""

    def to_be_checked(
        self,
        *,
        checked: bool | None = None,
        indeterminate: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect a checked check box or radio button."""

    def not_to_be_checked(self, *, timeout: Timeout = None) -> None:
        """Expect a check box or radio button that is not checked."""

    def to_be_focused(self, *, timeout: Timeout = None) -> None:
        """Expect the element to have the focus."""

    def to_be_empty(self, *, timeout: Timeout = None) -> None:
        """Expect an input or text area without value, or another element without text."""

    def to_have_value(self, value: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect the value of an input, text area or select."""

    def to_have_values(self, values: Sequence[TextPattern], *, timeout: Timeout = None) -> None:
        """Expect the selected values of a multiple select, in order."""

    def to_have_attribute(
        self,
        name: str,
        value: TextPattern | None = None,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect an attribute, with a value if one is given."""

    def to_have_id(self, id: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect the attribute `id`."""

    def to_have_role(self, role: Role, *, timeout: Timeout = None) -> None:
        """Expect an ARIA role; `""` is that of elements without one."""

    def to_have_accessible_name(
        self, name: TextPattern, *, ignore_case: bool | None = None, timeout: Timeout = None
    ) -> None:
        """Expect an accessible name."""

    def to_have_accessible_description(
        self, description: TextPattern, *, ignore_case: bool | None = None, timeout: Timeout = None
    ) -> None:
        """Expect an accessible description."""

    def to_have_accessible_error_message(
        self,
        error_message: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect an error message of a control that is not valid."""

    def to_match_aria_snapshot(self, expected: str, *, timeout: Timeout = None) -> None:
        """Expect a part of what assistive technology is told, as a template in YAML."""

    def to_have_text(
        self,
        expected: TextOrList,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
        use_inner_text: bool | None = None,
    ) -> None:
        """Expect the whole text, or with a list the texts of all elements."""

    def to_contain_text(
        self,
        expected: TextOrList,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
        use_inner_text: bool | None = None,
    ) -> None:
        """Expect a part of the text, or with a list such parts of some elements, in order."""

    def to_have_class(self, expected: TextOrList, *, timeout: Timeout = None) -> None:
        """Expect exactly the attribute `class`, or one for each element of a list."""

    def to_contain_class(self, expected: str | Sequence[str], *, timeout: Timeout = None) -> None:
        """Expect all the given classes among the element's, or a list of such for each element."""

    def to_have_count(self, count: int, *, timeout: Timeout = None) -> None:
        """Expect a number of elements."""

    def to_be_attached(self, *, attached: bool | None = None, timeout: Timeout = None) -> None:
        """Expect an element in the document."""

    def to_be_visible(self, *, timeout: Timeout = None, visible: bool | None = None) -> None:
        """Expect an element that its markup does not hide."""

    def to_be_hidden(self, *, timeout: Timeout = None) -> None:
        """Expect no element, or one that is hidden."""

    def not_to_be_enabled(self, *, enabled: bool | None = None, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_be_enabled`."""

    def not_to_be_disabled(self, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_be_disabled`."""

    def not_to_be_editable(self, *, editable: bool | None = None, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_be_editable`."""

    def not_to_be_focused(self, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_be_focused`."""

    def not_to_be_empty(self, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_be_empty`."""

    def not_to_have_value(self, value: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_have_value`."""

    def not_to_have_values(self, values: Sequence[TextPattern], *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_have_values`."""

    def not_to_have_attribute(
        self,
        name: str,
        value: TextPattern | None = None,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect the opposite of `to_have_attribute`."""

    def not_to_have_id(self, id: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_have_id`."""

    def not_to_have_role(self, role: Role, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_have_role`."""

    def not_to_have_accessible_name(
        self, name: TextPattern, *, ignore_case: bool | None = None, timeout: Timeout = None
    ) -> None:
        """Expect the opposite of `to_have_accessible_name`."""

    def not_to_have_accessible_description(
        self, description: TextPattern, *, ignore_case: bool | None = None, timeout: Timeout = None
    ) -> None:
        """Expect the opposite of `to_have_accessible_description`."""

    def not_to_have_accessible_error_message(
        self,
        error_message: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect the opposite of `to_have_accessible_error_message`."""

    def not_to_match_aria_snapshot(self, expected: str, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_match_aria_snapshot`."""

    def not_to_have_text(
        self,
        expected: TextOrList,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
        use_inner_text: bool | None = None,
    ) -> None:
        """Expect the opposite of `to_have_text`."""

    def not_to_contain_text(
        self,
        expected: TextOrList,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
        use_inner_text: bool | None = None,
    ) -> None:
        """Expect the opposite of `to_contain_text`."""

    def not_to_have_class(self, expected: TextOrList, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_have_class`."""

    def not_to_contain_class(
        self, expected: str | Sequence[str], *, timeout: Timeout = None
    ) -> None:
        """Expect the opposite of `to_contain_class`."""

    def not_to_have_count(self, count: int, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_have_count`."""

    def not_to_be_attached(self, *, attached: bool | None = None, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_be_attached`."""

    def not_to_be_visible(self, *, timeout: Timeout = None, visible: bool | None = None) -> None:
        """Expect the opposite of `to_be_visible`."""

    def not_to_be_hidden(self, *, timeout: Timeout = None) -> None:
        """Expect the opposite of `to_be_hidden`."""
