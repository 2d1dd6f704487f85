"""The vocabulary is Playwright's: the page in the process has each name, or says why not."""

import inspect
import sys
import types
import typing
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from lona_testing import vocabulary
from lona_testing.browser.context import Context
from lona_testing.browser.locator import Locator
from lona_testing.browser.locator_assertions import LocatorAssertions
from lona_testing.browser.only_in_browsers import REASONS
from lona_testing.browser.page import Page
from lona_testing.browser.page_assertions import PageAssertions
from lona_testing.browser.page_keyboard import Keyboard
from lona_testing.vocabulary.values import Role

playwright = pytest.importorskip("playwright.sync_api")
playwright_types = sys.modules[playwright.Page.__module__]

PAIRS = [
    (Context, playwright.BrowserContext),
    (Keyboard, playwright.Keyboard),
    (Locator, playwright.Locator),
    (Page, playwright.Page),
    (LocatorAssertions, playwright.LocatorAssertions),
    (PageAssertions, playwright.PageAssertions),
]


def names(theirs: type) -> Iterator[str]:
    return (name for name in dir(theirs) if not name.startswith("_"))


def has(ours: type, name: str) -> bool:
    return hasattr(ours, name) or name in inspect.get_annotations(ours)


def is_refused(name: str) -> bool:
    return name.removeprefix("not_") in REASONS


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_each_name_is_there_or_refused_with_a_reason(ours: type, theirs: type) -> None:
    assert [n for n in names(theirs) if not has(ours, n) and not is_refused(n)] == []


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_no_name_is_both_there_and_refused(ours: type, theirs: type) -> None:
    assert [name for name in names(theirs) if has(ours, name) and is_refused(name)] == []


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_arguments_have_the_same_names_and_kinds(ours: Any, theirs: Any) -> None:
    wrong = []
    for name in names(theirs):
        mine, other = getattr(ours, name, None), getattr(theirs, name)
        if mine is None or not callable(other):
            continue
        known = inspect.signature(mine).parameters
        for parameter in inspect.signature(other).parameters.values():
            if parameter.name not in known or known[parameter.name].kind != parameter.kind:
                wrong.append(f"{name}({parameter.name})")
    assert wrong == []


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_properties_are_properties(ours: Any, theirs: Any) -> None:
    both = [name for name in names(theirs) if hasattr(ours, name)]
    assert [n for n in both if callable(getattr(ours, n)) != callable(getattr(theirs, n))] == []


WORDS = [
    (vocabulary.BrowserContext, Context, playwright.BrowserContext),
    (vocabulary.Keyboard, Keyboard, playwright.Keyboard),
    (vocabulary.Locator, Locator, playwright.Locator),
    (vocabulary.LocatorAssertions, LocatorAssertions, playwright.LocatorAssertions),
    (vocabulary.Page, Page, playwright.Page),
    (vocabulary.PageAssertions, PageAssertions, playwright.PageAssertions),
]


@pytest.mark.parametrize(("words", "ours", "theirs"), WORDS)
def test_the_vocabulary_is_what_both_have(words: type, ours: type, theirs: type) -> None:
    common = [name for name in names(theirs) if has(ours, name)]
    assert sorted(names(words)) == common


@pytest.mark.parametrize(("words", "ours", "theirs"), WORDS)
def test_the_vocabulary_has_the_arguments_of_both(words: Any, ours: Any, theirs: Any) -> None:
    for name in names(words):
        said = getattr(words, name)
        if not callable(said):
            continue
        known = arguments(said)
        assert known == arguments(getattr(theirs, name)), name
        # In the process there may be arguments more: those of newer versions of Playwright.
        assert known.items() <= arguments(getattr(ours, name)).items(), name


def arguments(method: Any) -> dict[str, tuple[Any, Any]]:
    """Return the kinds of arguments by name, with their defaults."""
    return {p.name: (p.kind, p.default) for p in inspect.signature(method).parameters.values()}


OTHER_TYPES = {
    # Answers of servers and handles of elements are not known in the process.
    *((name, "return") for name in ("goto", "reload", "go_back", "go_forward")),
    ("select_option", "element"),
    # Nobody but the context opens and closes its pages.
    ("pages", "return"),
    # There is always a text to give.
    ("text_content", "return"),
    ("description", "return"),
    # Any mapping with the right keys, any path.
    ("add_cookies", "cookies"),
    ("cookies", "return"),
    ("set_input_files", "files"),
    ("dispatch_event", "event_init"),
}
"""Method and argument for which the vocabulary has another type than Playwright, on purpose."""


@pytest.mark.parametrize(("words", "ours", "theirs"), WORDS)
def test_the_vocabulary_has_the_types_of_playwright(words: Any, ours: Any, theirs: Any) -> None:
    wrong = []
    for name in names(words):
        said = types_of(getattr(words, name), vars(vocabulary))
        known = types_of(getattr(theirs, name), vars(playwright_types))
        keys = known.keys() | said.keys()
        wrong += [(name, key) for key in keys if said.get(key) != known.get(key)]
    assert [each for each in wrong if each not in OTHER_TYPES] == []


def types_of(member: Any, classes: dict[str, Any]) -> dict[str, frozenset[object]]:
    """Return what the arguments of a method may be, and its result; or what a property is."""
    function = member.fget if isinstance(member, property) else member
    hints = get_type_hints(function, localns=classes)
    return {name: alternatives(hint) for name, hint in hints.items()}


def alternatives(hint: Any) -> frozenset[object]:
    """Take a type apart, so that two of the same meaning are equal: classes count by name."""
    parts = get_args(hint)
    match get_origin(hint):
        case None:
            return frozenset([hint.__name__])
        case typing.Union | types.UnionType:
            return frozenset().union(*map(alternatives, parts))
        case typing.Literal:
            return frozenset(map(repr, parts))
        case origin:
            inside = frozenset().union(*map(alternatives, parts))
            return frozenset((origin.__name__, part) for part in inside)


def test_types_are_compared_by_what_they_mean() -> None:
    assert alternatives(list[str] | None) == alternatives(typing.Optional[list[str]])  # noqa: UP045
    assert alternatives(list[str | int]) == alternatives(list[int] | list[str])
    assert alternatives(list[str]) != alternatives(str)
    assert alternatives(typing.Literal["a"]) != alternatives(typing.Literal["a", "b"])


@pytest.mark.parametrize(("method", "argument"), sorted(OTHER_TYPES))
def test_types_that_differ_on_purpose_do_differ(method: str, argument: str) -> None:
    owners = [(w, t) for w, _, t in WORDS if hasattr(w, method)]
    assert owners
    for words, theirs in owners:
        said = types_of(getattr(words, method), vars(vocabulary))
        known = types_of(getattr(theirs, method), vars(playwright_types))
        assert said[argument] != known[argument]


def test_roles_are_those_of_playwright() -> None:
    annotation = inspect.signature(playwright.Page.get_by_role).parameters["role"].annotation
    assert get_args(Role) == get_args(annotation)
