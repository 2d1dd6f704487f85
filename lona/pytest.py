"""The pytest plugin under its public name; everything lives in `lona_testing`.

Installed packages register it by themselves: the fixtures need no import.
"""

from typing import TYPE_CHECKING, Any

from lona_testing.eventually import eventually
from lona_testing.plugin.context import LonaContext
from lona_testing.plugin.escapes import pytest_runtest_call, pytest_runtest_teardown
from lona_testing.plugin.fixtures import (
    lona_app_context,
    lona_chromium,
    lona_driver,
    lona_errors,
    lona_loop_thread,
    lona_page,
    lona_project_context,
    pytest_addoption,
    pytest_configure,
    pytest_generate_tests,
)
from lona_testing.plugin.page_factory import PageFactory
from lona_testing.plugin.server_errors import ServerErrors

if TYPE_CHECKING:
    from lona_testing.expect import expect as expect

__all__ = [
    "LonaContext",
    "PageFactory",
    "ServerErrors",
    "eventually",
    "expect",
    "lona_app_context",
    "lona_chromium",
    "lona_driver",
    "lona_errors",
    "lona_loop_thread",
    "lona_page",
    "lona_project_context",
    "pytest_addoption",
    "pytest_configure",
    "pytest_generate_tests",
    "pytest_runtest_call",
    "pytest_runtest_teardown",
]


def __getattr__(name: str) -> Any:
    # Late, so that sessions which test something else do not load the server's modules.
    if name == "expect":
        from lona_testing.expect import expect

        return expect
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
