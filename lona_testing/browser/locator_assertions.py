"""Assertions on locators, with Playwright's names.

They wait as long as the server is busy, or asleep with something still to come; on an idle server
they fail at once and show the tree.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from lona_testing.browser import conditions
from lona_testing.browser.accessibility.descriptions import description_of, error_message_of
from lona_testing.browser.accessibility.names import name_of
from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.accessibility.snapshot import build
from lona_testing.browser.accessibility.snapshot_templates import parse_template
from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess, PageError, StrictModeError
from lona_testing.browser.inner_text import inner_text
from lona_testing.browser.locator import Locator
from lona_testing.browser.matching import TextPattern, contains, equals
from lona_testing.browser.options import is_selected, options_of
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.values import get_value

TextOrList = TextPattern | Sequence[TextPattern]


class LocatorAssertions:
    """What can be expected of the elements of a locator; `not_to_…` expects the opposite."""

    def __init__(self, locator: Locator) -> None:
        self._locator = locator

    # one element

    def to_be_visible(self, *, visible: bool = True, timeout: float | None = None) -> None:
        """Expect an element that its markup does not hide."""
        self._holds("to be visible", lambda e: _is_visible(e) == visible, timeout)

    def to_be_enabled(self, *, enabled: bool = True, timeout: float | None = None) -> None:
        """Expect a control that is not disabled."""
        self._holds("to be enabled", lambda e: conditions.is_enabled(e) == enabled, timeout)

    def to_be_disabled(self, *, timeout: float | None = None) -> None:
        """Expect a disabled control."""
        self._holds("to be disabled", lambda e: not conditions.is_enabled(e), timeout)

    def to_be_editable(self, *, timeout: float | None = None) -> None:
        """Expect a control that is neither disabled nor read-only."""
        self._holds("to be editable", conditions.is_editable, timeout)

    def to_be_checked(self, *, checked: bool = True, timeout: float | None = None) -> None:
        """Expect a checked check box or radio button."""
        self._holds(
            "to be checked" if checked else "to be unchecked",
            lambda e: conditions.is_checked(e) == checked,
            timeout,
        )

    def to_be_focused(self, *, timeout: float | None = None) -> None:
        """Expect the element to have the focus."""
        user = self._locator.page.user
        self._holds("to be focused", lambda e: user.active is e, timeout)

    def to_be_empty(self, *, timeout: float | None = None) -> None:
        """Expect an empty control, or an element without text."""
        self._holds(
            "to be empty",
            lambda e: not (get_value(e) if _has_value(e) else e.text().strip()),
            timeout,
        )

    def to_have_value(self, value: TextPattern, *, timeout: float | None = None) -> None:
        """Expect the value of an input, text area or select."""

        def test(actual: str) -> bool:
            return bool(value.search(actual)) if isinstance(value, re.Pattern) else actual == value

        self._is(f"to have the value {value!r}", conditions.value_of, test, timeout)

    def to_have_values(self, values: Sequence[str], *, timeout: float | None = None) -> None:
        """Expect the selected values of a multiple select."""

        def read(select: Element) -> list[str]:
            chosen = filter(is_selected, options_of(select))
            return [get_value(option) for option in chosen]

        self._is(f"to have the values {values!r}", read, lambda a: a == list(values), timeout)

    def to_have_attribute(
        self, name: str, value: TextPattern | None = None, *, timeout: float | None = None
    ) -> None:
        """Expect an attribute, with a value if one is given."""

        def test(actual: str | None) -> bool:
            if actual is None or value is None:
                return actual is not None
            return bool(value.search(actual)) if isinstance(value, re.Pattern) else actual == value

        what = f"to have the attribute {name}" + ("" if value is None else f"={value!r}")
        self._is(what, lambda e: e.get(name), test, timeout)

    def to_have_id(self, value: TextPattern, *, timeout: float | None = None) -> None:
        """Expect the attribute `id`."""
        self.to_have_attribute("id", value, timeout=timeout)

    def to_have_class(self, expected: TextOrList, *, timeout: float | None = None) -> None:
        """Expect exactly the attribute `class`, or one for each element of a list."""
        self._texts("to have the class", expected, lambda e: e.get("class") or "", equals, timeout)

    def to_contain_class(self, expected: str, *, timeout: float | None = None) -> None:
        """Expect all the given classes among the element's."""
        wanted = set(expected.split())
        self._is(
            f"to contain the class {expected!r}",
            lambda e: e.classes,
            lambda actual: wanted <= set(actual),
            timeout,
        )

    def to_have_role(self, role: str, *, timeout: float | None = None) -> None:
        """Expect an ARIA role; `""` is that of elements without one."""
        self._is(f"to have the role {role!r}", lambda e: role_of(e) or "", role.__eq__, timeout)

    def to_have_accessible_name(
        self,
        name: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """Expect an accessible name."""
        self._told("name", name, name_of, ignore_case, timeout)

    def to_have_accessible_description(
        self,
        description: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """Expect an accessible description."""
        self._told("description", description, description_of, ignore_case, timeout)

    def to_have_accessible_error_message(
        self,
        error_message: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """Expect an error message of a control that is not valid."""
        self._told("error message", error_message, error_message_of, ignore_case, timeout)

    def to_match_aria_snapshot(self, expected: str, *, timeout: float | None = None) -> None:
        """Expect a part of what assistive technology is told, as a template in YAML."""
        template = parse_template(expected)
        self._is(f"to match the ARIA snapshot\n{expected}\n", build, template.is_in, timeout)

    def _told(
        self,
        what: str,
        wanted: TextPattern,
        read: Callable[[Element], str],
        ignore_case: bool | None,
        timeout: float | None,
    ) -> None:
        self._is(
            f"to have the {what} {wanted!r}",
            read,
            lambda actual: equals(actual, wanted, ignore_case),
            timeout,
        )

    def to_have_css(self, name: str, value: TextPattern, *, timeout: float | None = None) -> None:
        """Not possible in-process: computed styles need style sheets."""
        raise NotSupportedInProcess("to_have_css()")

    # any number of elements

    def to_have_text(
        self,
        expected: TextOrList,
        *,
        use_inner_text: bool = False,
        timeout: float | None = None,
    ) -> None:
        """Expect the whole text, or with a list the texts of all elements."""
        self._texts("to have the text", expected, _reader(use_inner_text), equals, timeout)

    def to_contain_text(
        self,
        expected: TextOrList,
        *,
        use_inner_text: bool = False,
        timeout: float | None = None,
    ) -> None:
        """Expect a part of the text."""
        self._texts("to contain the text", expected, _reader(use_inner_text), contains, timeout)

    def to_have_count(self, count: int, *, timeout: float | None = None) -> None:
        """Expect a number of elements."""
        self._check(f"to match {count} elements", len, lambda actual: actual == count, timeout)

    def to_be_attached(self, *, attached: bool = True, timeout: float | None = None) -> None:
        """Expect an element in the document."""
        what = "to be attached" if attached else "to be detached"
        self._check(what, len, lambda actual: (actual > 0) == attached, timeout)

    def to_be_hidden(self, *, timeout: float | None = None) -> None:
        """Expect no element, or one that is hidden."""
        self._check(
            "to be hidden",
            lambda found: [e for e in found if _is_visible(e)],
            lambda shown: not shown,
            timeout,
        )

    # how

    def _holds(self, what: str, test: Callable[[Element], bool], timeout: float | None) -> None:
        self._is(what, outer_html, None, timeout, of_element=test)

    def _is(
        self,
        what: str,
        read: Callable[[Element], Any],
        test: Callable[[Any], bool] | None,
        timeout: float | None,
        of_element: Callable[[Element], bool] | None = None,
    ) -> None:
        def read_one(found: list[Element]) -> Any:
            if len(found) != 1:
                raise _wrong_number(self._locator, what, found)
            return found[0]

        def test_one(element: Element) -> bool:
            return of_element(element) if of_element is not None else test(read(element))  # type: ignore[misc]

        self._check(what, read_one, test_one, timeout, show=read)

    def _texts(
        self,
        what: str,
        expected: TextOrList,
        read: Callable[[Element], str],
        compare: Callable[[str, TextPattern], bool],
        timeout: float | None,
    ) -> None:
        if isinstance(expected, str | re.Pattern):
            self._is(f"{what} {expected!r}", read, lambda a: compare(a, expected), timeout)
            return
        wanted = list(expected)
        is_whole = compare is equals

        def test(actual: list[str]) -> bool:
            if is_whole:
                pairs = zip(actual, wanted, strict=False)
                return len(actual) == len(wanted) and all(compare(a, w) for a, w in pairs)
            rest = iter(actual)
            return all(any(compare(a, w) for a in rest) for w in wanted)

        self._check(f"{what} {wanted!r}", lambda found: [read(e) for e in found], test, timeout)

    def _check(
        self,
        what: str,
        read: Callable[[list[Element]], Any],
        test: Callable[[Any], bool],
        timeout: float | None,
        show: Callable[[Any], Any] = lambda actual: actual,
    ) -> None:
        locator = self._locator

        def attempt() -> None:
            actual = read(locator.look_up())
            if not test(actual):
                raise PageError(
                    f"expected {locator} {what}, but it is {show(actual)!r}\n\n"
                    f"{locator.page.tree()}"
                )

        locator.page.retry(attempt, timeout)

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("not_to_") and hasattr(type(self), name[4:]):
            return lambda *args, **kwargs: self._expect_not(name[4:], args, kwargs)
        raise AttributeError(f"there is no assertion {name!r}")

    def _expect_not(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        once = _Once(self._locator)
        timeout = kwargs.pop("timeout", None)

        def attempt() -> None:
            try:
                getattr(once, name)(*args, **kwargs)
            except StrictModeError:
                raise
            except PageError:
                return
            raise PageError(
                f"expected {self._locator} not {name.replace('_', ' ')} {args}, but it does\n\n"
                f"{self._locator.page.tree()}"
            )

        self._locator.page.retry(attempt, timeout)


class _Once(LocatorAssertions):
    """The same assertions without waiting."""

    def _check(
        self,
        what: str,
        read: Callable[[list[Element]], Any],
        test: Callable[[Any], bool],
        timeout: float | None,
        show: Callable[[Any], Any] = lambda actual: actual,
    ) -> None:
        found = self._locator.look_up()
        if not test(read(found)):
            raise PageError(what)


def _is_visible(element: Element) -> bool:
    return why_hidden(element) is None


def _has_value(element: Element) -> bool:
    return is_html(element, "input", "textarea", "select")


def _reader(use_inner_text: bool) -> Callable[[Element], str]:
    return inner_text if use_inner_text else Element.text


def _wrong_number(locator: Locator, what: str, found: list[Element]) -> PageError:
    tree = locator.page.tree()
    if not found:
        return PageError(f"expected {locator} {what}, but it matches no element\n\n{tree}")
    return StrictModeError(
        f"expected {locator} {what}, but it matches {len(found)} elements\n\n{tree}"
    )
