"""The vocabulary is Playwright's: the page in the process has each name, or says why not."""

import inspect
from collections.abc import Iterator
from typing import Any, get_args

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


def arguments(method: Any) -> dict[str, tuple[Any, bool]]:
    """Return the kinds of arguments by name, and whether they can be left out."""
    parameters = inspect.signature(method).parameters.values()
    return {p.name: (p.kind, p.default is p.empty) for p in parameters}


def test_roles_are_those_of_playwright() -> None:
    annotation = inspect.signature(playwright.Page.get_by_role).parameters["role"].annotation
    assert get_args(Role) == get_args(annotation)
