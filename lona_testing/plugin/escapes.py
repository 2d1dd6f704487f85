"""What escapes from a test with pages: exceptions on the server, and what the test leaves behind.

The hooks look at it when the test function has ended, and when all fixtures are gone.
"""

import warnings
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lona_testing.plugin.leaks import Leaks
    from lona_testing.plugin.server_errors import ServerErrors

LEVELS = ("error", "warn", "off")


class LonaWarning(UserWarning):
    """Something about the pages of a test is not as it should be."""


@dataclass
class Watch:
    """What is watched in one test.

    `look` looks at its pages, `end_pages` closes them before their time.
    """

    errors: "ServerErrors"
    leaks: "Leaks | None" = None
    end_pages: list[Callable[[], None]] = field(default_factory=list)
    look: list[Callable[[], None]] = field(default_factory=list)
    has_failed: bool = False


WATCH = pytest.StashKey[Watch]()


def add_options(parser: pytest.Parser) -> None:
    """Add the ini options."""
    for name, default, text in (
        ("lona_leaks", "error", "what happens if a test with lona_page leaves something behind"),
        ("lona_dom_checks", "warn", "what happens if a page has ids twice or controls unlabelled"),
    ):
        parser.addini(name, f"{text}: {', '.join(LEVELS)} (default: {default})", default=default)


def level_of(config: pytest.Config, name: str) -> str:
    """Return the level of an ini option."""
    level = str(config.getini(name))
    if level not in LEVELS:
        raise pytest.UsageError(f"{name}: {level!r} is unknown; use {', '.join(LEVELS)}")
    return level


def tell(level: str, text: str) -> None:
    """Fail the test or warn."""
    match level:
        case "error":
            pytest.fail(text, pytrace=False)
        case "warn":
            warnings.warn(LonaWarning(text), stacklevel=2)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test in which the server did, or a page is wrong."""
    watch = item.stash.get(WATCH, None)
    if watch is None:
        return (yield)
    if watch.leaks is not None:
        watch.leaks.begin()
    try:
        result = yield
    except BaseException:
        watch.has_failed = True
        if text := watch.errors.take_report():
            item.add_report_section("call", "exceptions on the server", text)
        raise
    finally:
        if watch.leaks is not None:
            watch.leaks.end()
    watch.has_failed = True  # unless it comes through
    for look in watch.look:
        look()
    if watch.errors.missing:  # it may still come at the end of the views
        for end_pages in watch.end_pages:
            end_pages()
        watch.errors.fail_if_any(at_end=True)
    watch.errors.fail_if_any(at_end=False)
    watch.has_failed = False
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test that left something behind, or whose views raised when they ended."""
    result = yield
    watch = item.stash.get(WATCH, None)
    if watch is None:
        return result
    del item.stash[WATCH]
    if watch.has_failed:
        return result
    watch.errors.fail_if_any(at_end=True)
    if watch.leaks is not None and (text := watch.leaks.report()):
        tell(level_of(item.config, "lona_leaks"), f"the test leaves behind\n\n{text}")
    return result
