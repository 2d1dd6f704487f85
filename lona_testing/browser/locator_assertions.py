"""Assertions on locators, with Playwright's names.

They wait as long as the server is busy, or asleep with something still to come; on an idle server
they fail at once and show the tree.

Each is a look at the elements that match now, which tells whether it holds and what there is
instead; `not_to_…` turns the answer round, and nothing else: no element, several of them, or one of
the wrong kind make both fail.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from lona_testing.browser import conditions
from lona_testing.browser.accessibility.descriptions import description_of, error_message_of
from lona_testing.browser.accessibility.names import name_of
from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.accessibility.snapshot import build
from lona_testing.browser.accessibility.snapshot_templates import parse_template
from lona_testing.browser.dom import Element
from lona_testing.browser.engines.texts import text_of
from lona_testing.browser.errors import PageError, StrictModeError
from lona_testing.browser.inner_text import inner_text
from lona_testing.browser.locator import Locator
from lona_testing.browser.matching import contains, equals, is_same
from lona_testing.browser.only_in_browsers import refuse
from lona_testing.browser.serialize import outer_html
from lona_testing.vocabulary.values import TextOrList, TextPattern, Timeout

T = TypeVar("T")
Compare = Callable[[str, TextPattern, bool | None], bool]


class Outcome(NamedTuple):
    """Whether something holds, and what there is, for the error."""

    holds: bool
    actual: object


class LocatorAssertions:
    """What can be expected of the elements of a locator; `not_to_…` expects the opposite.

    `message` stands at the beginning of errors.
    """

    def __init__(self, locator: Locator, message: str | None = None, is_not: bool = False) -> None:
        self._locator = locator
        self._message = message
        self._is_not = is_not

    # one element

    def to_be_enabled(self, *, enabled: bool | None = None, timeout: Timeout = None) -> None:
        """Expect a control that is not disabled."""
        self._holds(("enabled", "disabled"), enabled, conditions.is_enabled, timeout)

    def to_be_disabled(self, *, timeout: Timeout = None) -> None:
        """Expect a disabled control."""
        self._holds(("enabled", "disabled"), False, conditions.is_enabled, timeout)

    def to_be_editable(self, *, editable: bool | None = None, timeout: Timeout = None) -> None:
        """Expect a control that is neither disabled nor read-only."""
        self._holds(("editable", "read-only"), editable, conditions.is_editable, timeout)

    def to_be_checked(
        self,
        *,
        checked: bool | None = None,
        indeterminate: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect a checked check box or radio button."""
        if indeterminate:
            if checked is not None:
                raise PageError("nothing is checked and indeterminate at the same time")
            self._holds(("indeterminate", ""), True, conditions.is_indeterminate, timeout)
        else:
            self._holds(("checked", "unchecked"), checked, conditions.is_checked, timeout)

    def not_to_be_checked(self, *, timeout: Timeout = None) -> None:
        """Expect a check box or radio button that is not checked."""
        self._opposite().to_be_checked(timeout=timeout)

    def to_be_focused(self, *, timeout: Timeout = None) -> None:
        """Expect the element to have the focus."""
        is_focused = self._locator.page.user.is_focused
        self._holds(("focused", "inactive"), True, is_focused, timeout)

    def to_be_empty(self, *, timeout: Timeout = None) -> None:
        """Expect an input or text area without value, or another element without text."""
        self._holds(("empty", "not empty"), True, conditions.is_empty, timeout)

    def to_have_value(self, value: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect the value of an input, text area or select."""
        self._text(
            f"to have the value {_show(value)}", value, conditions.value_of, is_same, timeout
        )

    def to_have_values(self, values: Sequence[TextPattern], *, timeout: Timeout = None) -> None:
        """Expect the selected values of a multiple select, in order."""
        wanted = _patterns(values)

        def test(actual: list[str]) -> bool:
            return _are_all(actual, wanted, lambda a, w: is_same(a, w, None))

        self._of_one(f"to have the values {_show(wanted)}", conditions.values_of, test, timeout)

    def to_have_attribute(
        self,
        name: str,
        value: TextPattern | None = None,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect an attribute, with a value if one is given."""
        what = f"to have the attribute {name}" + ("" if value is None else f"={_show(value)}")
        wanted = None if value is None else _pattern(value)

        def test(actual: str | None) -> bool:
            if actual is None or wanted is None:
                return actual is not None
            return is_same(actual, wanted, ignore_case)

        self._of_one(what, lambda e: conditions.attribute_of(e, name), test, timeout)

    def to_have_id(self, id: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect the attribute `id`."""
        self._text(f"to have the id {_show(id)}", id, lambda e: e.get("id") or "", is_same, timeout)

    def to_have_role(self, role: str, *, timeout: Timeout = None) -> None:
        """Expect an ARIA role; `""` is that of elements without one."""
        if not isinstance(role, str):
            raise TypeError(f"role: expected a string, not {role!r}")
        self._of_one(f"to have the role {role!r}", role_of, lambda a: (a or "") == role, timeout)

    def to_have_accessible_name(
        self, name: TextPattern, *, ignore_case: bool | None = None, timeout: Timeout = None
    ) -> None:
        """Expect an accessible name."""
        self._text(f"to have the name {_show(name)}", name, name_of, equals, timeout, ignore_case)

    def to_have_accessible_description(
        self, description: TextPattern, *, ignore_case: bool | None = None, timeout: Timeout = None
    ) -> None:
        """Expect an accessible description."""
        what = f"to have the description {_show(description)}"
        self._text(what, description, description_of, equals, timeout, ignore_case)

    def to_have_accessible_error_message(
        self,
        error_message: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect an error message of a control that is not valid."""
        what = f"to have the error message {_show(error_message)}"
        self._text(what, error_message, error_message_of, equals, timeout, ignore_case)

    def to_match_aria_snapshot(self, expected: str, *, timeout: Timeout = None) -> None:
        """Expect a part of what assistive technology is told, as a template in YAML."""
        template = parse_template(expected)
        self._of_one(f"to match the ARIA snapshot\n{expected}\n", build, template.is_in, timeout)

    # one element, or a list with one entry for each of any number

    def to_have_text(
        self,
        expected: TextOrList,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
        use_inner_text: bool | None = None,
    ) -> None:
        """Expect the whole text, or with a list the texts of all elements."""
        read = _reader(use_inner_text)
        self._texts("to have the text", expected, read, equals, _are_all, timeout, ignore_case)

    def to_contain_text(
        self,
        expected: TextOrList,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
        use_inner_text: bool | None = None,
    ) -> None:
        """Expect a part of the text, or with a list such parts of some elements, in order."""
        read = _reader(use_inner_text)
        self._texts(
            "to contain the text", expected, read, contains, _are_some, timeout, ignore_case
        )

    def to_have_class(self, expected: TextOrList, *, timeout: Timeout = None) -> None:
        """Expect exactly the attribute `class`, or one for each element of a list."""
        self._texts("to have the class", expected, _class_of, is_same, _are_all, timeout)

    def to_contain_class(self, expected: str | Sequence[str], *, timeout: Timeout = None) -> None:
        """Expect all the given classes among the element's, or a list of such for each element."""
        entries = [expected] if isinstance(expected, str) else expected
        if isinstance(entries, re.Pattern) or not all(isinstance(e, str) for e in entries):
            raise TypeError(f"expected: a string or a list of strings is needed, not {expected!r}")

        def has(actual: str, classes: TextPattern, ignore_case: bool | None) -> bool:
            return set(str(classes).split()) <= set(actual.split())

        self._texts("to contain the class", expected, _class_of, has, _are_all, timeout)

    # any number of elements, or none

    def to_have_count(self, count: int, *, timeout: Timeout = None) -> None:
        """Expect a number of elements."""
        if isinstance(count, bool) or not isinstance(count, int | float):
            raise TypeError(f"count: expected a number, not {count!r}")
        self._check(
            f"to match {count} elements", lambda f: Outcome(len(f) == count, len(f)), timeout
        )

    def to_be_attached(self, *, attached: bool | None = None, timeout: Timeout = None) -> None:
        """Expect an element in the document."""
        self._is_there(("attached", "detached"), attached, lambda element: True, timeout)

    def to_be_visible(self, *, timeout: Timeout = None, visible: bool | None = None) -> None:
        """Expect an element that its markup does not hide."""
        self._is_there(("visible", "hidden"), visible, conditions.is_visible, timeout)

    def to_be_hidden(self, *, timeout: Timeout = None) -> None:
        """Expect no element, or one that is hidden."""
        self._is_there(("visible", "hidden"), False, conditions.is_visible, timeout)

    # how

    def _holds(
        self,
        states: tuple[str, str],
        wanted: bool | None,
        test: Callable[[Element], bool],
        timeout: Timeout,
    ) -> None:
        """Check a state of the one element; `wanted` is which of the two, by default the first."""
        is_first = wanted is not False

        def look(found: list[Element]) -> Outcome:
            is_so = test(self._one(found))
            return Outcome(is_so == is_first, f"{states[not is_so]}: {outer_html(found[0])[:200]}")

        self._check(f"to be {states[not is_first]}", look, timeout)

    def _is_there(
        self,
        states: tuple[str, str],
        wanted: bool | None,
        test: Callable[[Element], bool],
        timeout: Timeout,
    ) -> None:
        """Check a state that no element has, too: then the second holds."""
        is_first = wanted is not False

        def look(found: list[Element]) -> Outcome:
            if not found:
                return Outcome(not is_first, "not there")
            is_so = test(self._one(found))
            return Outcome(is_so == is_first, f"{states[not is_so]}: {outer_html(found[0])[:200]}")

        self._check(f"to be {states[not is_first]}", look, timeout)

    def _of_one(
        self,
        what: str,
        read: Callable[[Element], T],
        test: Callable[[T], bool],
        timeout: Timeout,
    ) -> None:
        """Check something that is read of the one element."""

        def look(found: list[Element]) -> Outcome:
            actual = read(self._one(found))
            return Outcome(test(actual), repr(actual))

        self._check(what, look, timeout)

    def _text(
        self,
        what: str,
        wanted: TextPattern,
        read: Callable[[Element], str],
        compare: Compare,
        timeout: Timeout,
        ignore_case: bool | None = None,
    ) -> None:
        pattern = _pattern(wanted)
        self._of_one(what, read, lambda actual: compare(actual, pattern, ignore_case), timeout)

    def _texts(
        self,
        what: str,
        expected: TextOrList,
        read: Callable[[Element], str],
        compare: Compare,
        match: Callable[[list[str], list[TextPattern], Callable[[str, TextPattern], bool]], bool],
        timeout: Timeout,
        ignore_case: bool | None = None,
    ) -> None:
        what = f"{what} {_show(expected)}"
        if not isinstance(expected, list | tuple):
            self._text(what, _pattern(expected), read, compare, timeout, ignore_case)
            return
        wanted = _patterns(expected)

        def look(found: list[Element]) -> Outcome:
            actual = [read(element) for element in found]
            holds = match(actual, wanted, lambda a, w: compare(a, w, ignore_case))
            return Outcome(holds, repr(actual))

        self._check(what, look, timeout)

    def _opposite(self) -> "LocatorAssertions":
        return type(self)(self._locator, self._message, not self._is_not)

    def _one(self, found: list[Element]) -> Element:
        if len(found) == 1:
            return found[0]
        if not found:
            raise PageError("it matches no element")
        raise StrictModeError(f"it matches {len(found)} elements")

    def _check(self, what: str, look: Callable[[list[Element]], Outcome], timeout: Timeout) -> None:
        locator = self._locator
        negation = "not " if self._is_not else ""

        def attempt() -> None:
            try:
                holds, actual = look(locator.look_up())
                if holds != self._is_not:
                    return
                raise PageError(f"it is {actual}")
            except PageError as error:
                raise type(error)(
                    f"{self._message or ''}{': ' if self._message else ''}"
                    f"expected {locator} {negation}{what}, but {error}\n\n{locator.page.tree()}"
                ) from None

        locator.page.expect(attempt, timeout)

    def __getattr__(self, name: str) -> Callable[..., None]:
        refuse(self, name)


def _with_negations(assertions: type[LocatorAssertions]) -> None:
    """Give a class of assertions a `not_to_…` for each `to_…`, with the same arguments."""
    for name, method in list(vars(assertions).items()):
        if name.startswith("to_") and not hasattr(assertions, f"not_{name}"):
            setattr(assertions, f"not_{name}", _negated(method))


def _negated(method: Callable[..., None]) -> Callable[..., None]:
    @wraps(method)
    def expect_not(self: LocatorAssertions, *args: Any, **kwargs: Any) -> None:
        method(self._opposite(), *args, **kwargs)

    expect_not.__doc__ = f"Expect the opposite of `{method.__name__}`."
    return expect_not


_with_negations(LocatorAssertions)


def _are_all(
    actual: list[str], wanted: list[TextPattern], is_one: Callable[[str, TextPattern], bool]
) -> bool:
    """Whether there are as many as wanted, and each is as wanted."""
    return len(actual) == len(wanted) and all(map(is_one, actual, wanted))


def _are_some(
    actual: list[str], wanted: list[TextPattern], is_one: Callable[[str, TextPattern], bool]
) -> bool:
    """Whether what is wanted is there in this order, with others in between."""
    rest = iter(actual)
    return all(any(is_one(found, one) for found in rest) for one in wanted)


def _pattern(value: object) -> TextPattern:
    if isinstance(value, str | re.Pattern):
        return value
    raise TypeError(f"a string or a regular expression is needed, not {value!r}")


def _patterns(values: Iterable[object]) -> list[TextPattern]:
    if not isinstance(values, list | tuple):
        raise TypeError(f"a list of strings or regular expressions is needed, not {values!r}")
    return [_pattern(value) for value in values]


def _show(wanted: object) -> str:
    if isinstance(wanted, re.Pattern):
        return f"/{wanted.pattern}/"
    if isinstance(wanted, list | tuple):
        return f"[{', '.join(map(_show, wanted))}]"
    return repr(wanted)


def _class_of(element: Element) -> str:
    return element.get("class") or ""


def _reader(use_inner_text: bool | None) -> Callable[[Element], str]:
    return inner_text if use_inner_text else text_of
