"""What all tests of this repository share."""

import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from random_trees import amount

pytest_plugins = ["pytester"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that say how much random input tests try."""
    group = parser.getgroup("random input")
    group.addoption(
        "--examples", type=int, default=1, metavar="N", help="try N times as many, and new ones"
    )
    group.addoption(
        "--first-seed", type=int, metavar="SEED", help="begin with this seed, to repeat a failure"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose the random input, before any test module is read."""
    amount.choose(config.getoption("--examples"), config.getoption("--first-seed"))
    # How long it takes to make and to try an example says more about the machine. In continuous
    # integration the same examples each time, so that a failure there belongs to the change;
    # elsewhere new ones.
    settings.register_profile(
        "lona",
        deadline=None,
        max_examples=amount.examples(100),
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=bool(os.environ.get("CI")) and amount.factor == 1,
    )
    settings.load_profile("lona")


def pytest_report_header() -> str:
    """Say which random input this run tries."""
    return f"random input: {amount.factor} times as much as usual, seeds from {amount.first_seed()}"


PATIENCE = 120.0
"""Seconds that pages wait for what has to come: only a test that fails takes that long, and a
machine that is busy with other things must not make one fail."""


@pytest.fixture(autouse=True, scope="session")
def patient_pages() -> Iterator[None]:
    """Let pages in the process wait for long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lona_testing.browser.page.DEFAULT_TIMEOUT", PATIENCE)
        yield


@pytest.fixture(scope="session")
def lona_chromium() -> Iterator[Any]:
    """Chromium, as the fixture of the same name gives it, but with patience.

    Its pages also never tell the user that the server is slow: with a dialog, keys get lost. And
    all servers send the strict content security policy.
    """
    from playwright.sync_api import expect

    from lona import default_settings
    from lona.app import App
    from lona.server import Server
    from lona_testing.plugin.app_setup import make_server
    from lona_testing.plugin.chromium import Browser

    class PatientBrowser(Browser):
        def make_context(self, **options: Any) -> Any:
            context = super().make_context(**options)
            context.set_default_timeout(PATIENCE * 1000)
            return context

    def make_patient_server(app: App) -> Server:
        # Everything works under the strictest policy; a test that wants none says `""`.
        if app.settings.CONTENT_SECURITY_POLICY is None:
            app.settings.CONTENT_SECURITY_POLICY = "strict"
        server = make_server(app)
        for name in ("CLIENT_VIEW_START_TIMEOUT", "CLIENT_INPUT_EVENT_TIMEOUT"):
            if server.settings.get(name) == getattr(default_settings, name):
                setattr(server.settings, name, PATIENCE)
        return server

    expect.set_options(timeout=PATIENCE * 1000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lona_testing.plugin.live_server.make_server", make_patient_server)
        browser = PatientBrowser()
        yield browser
        browser.close()


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, restored after the test."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield root
    root.handlers[:] = handlers
    root.setLevel(level)
