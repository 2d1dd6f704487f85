"""The fixtures and options of the pytest plugin.

Nothing is imported until a test asks for it; Playwright only for tests in a browser.
"""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from lona_testing.plugin.context import LonaContext
from lona_testing.plugin.escapes import WATCH, Watch, add_options, level_of, tell
from lona_testing.plugin.page_factory import PageFactory
from lona_testing.plugin.server_errors import ServerErrors
from lona_testing.plugin.temp_files import TempFiles

if TYPE_CHECKING:
    from lona.server import Server
    from lona_testing.plugin.drivers import Driver
    from lona_testing.plugin.loop_thread import LoopThread

DRIVERS = ("inprocess", "chromium")

_INSTALL = 'install Lona with its extra: pip install "/path/to/lona[testing]"'
_NO_BROWSER = f"Playwright is not installed, so no test runs in a browser; {_INSTALL}"
_NO_CLIENT = f"pytest-aiohttp is not installed, so there is no fixture 'aiohttp_client'; {_INSTALL}"

_KNOWN_THREADS = pytest.StashKey[frozenset[threading.Thread]]()
_TEMP_FILES = pytest.StashKey[TempFiles]()

AppContextFactory = Callable[..., Awaitable[LonaContext]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option `--lona-driver`."""
    parser.getgroup("lona").addoption(
        "--lona-driver",
        default="inprocess",
        metavar="NAMES",
        help="where pages of the fixture lona_page live: inprocess, chromium, or both, "
        "separated by a comma (default: inprocess)",
    )
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Note which threads are there before any code of the user runs, and check the options."""
    for name in ("lona_leaks", "lona_dom_checks"):
        level_of(config, name)
    if "chromium" in _drivers(config) and find_spec("playwright") is None:
        raise pytest.UsageError(f"--lona-driver: {_NO_BROWSER}")
    config.stash[_KNOWN_THREADS] = frozenset(threading.enumerate())
    config.stash[_TEMP_FILES] = TempFiles()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests of pages once for each driver, if there are several."""
    if "lona_driver" in metafunc.fixturenames:
        names = _drivers(metafunc.config)
        if len(names) > 1:
            metafunc.parametrize("lona_driver", names, indirect=True)


def _drivers(config: pytest.Config) -> list[str]:
    names = [name.strip() for name in config.getoption("--lona-driver").split(",")]
    unknown = [name for name in names if name not in DRIVERS]
    if unknown:
        raise pytest.UsageError(
            f"--lona-driver: {unknown[0]!r} is no driver; use {' or '.join(DRIVERS)}"
        )
    return names


@pytest.fixture
def lona_driver(request: pytest.FixtureRequest) -> str:
    """The driver of this test: `inprocess` or `chromium`; override it to choose for a folder."""
    return str(getattr(request, "param", None) or _drivers(request.config)[0])


@pytest.fixture(scope="session")
def lona_loop_thread() -> "Iterator[LoopThread]":
    """An event loop in a thread of its own, on which servers beside a test run."""
    from lona_testing.plugin.loop_thread import LoopThread

    loop_thread = LoopThread()
    yield loop_thread
    loop_thread.stop()


@pytest.fixture(scope="session")
def lona_chromium() -> Iterator[Any]:
    """One headless Chromium for the whole session."""
    if find_spec("playwright") is None:
        pytest.fail(_NO_BROWSER, pytrace=False)
    from lona_testing.plugin.chromium import Browser

    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture
def lona_errors(request: pytest.FixtureRequest) -> ServerErrors:
    """The exceptions of user code on the servers of this test; what it does not expect fails it.

    def test_crash(lona_page, lona_errors):
        page = lona_page(Crashing)
        with lona_errors.expect(ValueError, match="no such"):
            page.get_by_role("button", name="Crash").click()
    """
    errors = ServerErrors()
    request.node.stash[WATCH] = Watch(errors)
    return errors


@pytest.fixture
def lona_page(
    request: pytest.FixtureRequest,
    lona_driver: str,
    lona_loop_thread: "LoopThread",
    lona_errors: ServerErrors,
) -> Iterator[PageFactory]:
    """Open pages of an app, in-process or in Chromium (option `--lona-driver`).

    def test_counter(lona_page):
        page = lona_page(Counter)
        page.get_by_role("button", name="Click me").click()
        expect(page.get_by_role("heading")).to_have_text("1 clicks")
    """

    def make_driver(app: Any) -> "Driver":
        from lona_testing.plugin.drivers import ChromiumDriver, InProcessDriver

        if lona_driver == "inprocess":
            known_threads = request.config.stash[_KNOWN_THREADS]
            return InProcessDriver(app, lona_loop_thread, known_threads, lona_errors)
        browser = request.getfixturevalue("lona_chromium")
        return ChromiumDriver(app, lona_loop_thread, browser, lona_errors)

    def look() -> None:
        factory.come_to_rest()
        level = level_of(request.config, "lona_dom_checks")
        if level != "off" and (problems := factory.problems()):
            tell(level, "\n".join(problems))

    def end() -> None:
        factory.close(watch.leaks)

    factory = PageFactory(make_driver, str(request.path))
    watch = request.node.stash[WATCH]
    watch.end_pages.append(end)
    watch.look.append(look)
    if level_of(request.config, "lona_leaks") != "off":
        from lona_testing.plugin.leaks import Leaks

        watch.leaks = Leaks(lona_loop_thread.loop, request.config.stash[_TEMP_FILES])
    yield factory
    end()


def _watch(request: pytest.FixtureRequest, server: "Server") -> None:
    """Note what the user code of a server raises, if the test asks for it."""
    if "lona_errors" in request.fixturenames:
        request.getfixturevalue("lona_errors").watch(server)


def _aiohttp_client(request: pytest.FixtureRequest) -> Any:
    """Return the fixture of pytest-aiohttp, or fail with what to install."""
    try:
        return request.getfixturevalue("aiohttp_client")
    except pytest.FixtureLookupError:
        pytest.fail(_NO_CLIENT, pytrace=False)


@pytest.fixture
def lona_app_context(request: pytest.FixtureRequest) -> AppContextFactory:
    """Start an app on the test's loop: `await lona_app_context(setup_app, project_root='')`."""
    aiohttp_client = _aiohttp_client(request)

    async def setup(setup_app: Callable[[Any], object], project_root: str = "") -> LonaContext:
        from lona.app import App
        from lona_testing.plugin.limits import lift_limits

        loop = asyncio.get_running_loop()
        app = App(project_root or str(request.path))
        setup_app(app)
        server = lift_limits(app.setup_server(loop))
        _watch(request, server)
        client = await aiohttp_client(app.aiohttp_app)
        return LonaContext(client, app, server, loop, request.config)

    return setup


@pytest.fixture
def lona_project_context(request: pytest.FixtureRequest) -> AppContextFactory:
    """Start a project with settings files on the test's loop.

    `await lona_project_context(project_root='', settings=None, settings_pre_overrides=None,
    settings_post_overrides=None)`; `settings` are paths relative to the root.
    """
    aiohttp_client = _aiohttp_client(request)

    async def setup(
        project_root: str = "",
        settings: Sequence[str] | None = None,
        settings_pre_overrides: dict[str, Any] | None = None,
        settings_post_overrides: dict[str, Any] | None = None,
    ) -> LonaContext:
        from lona.server import Server
        from lona.web.application import create_application
        from lona_testing.plugin.limits import lift_limits

        loop = asyncio.get_running_loop()
        root = os.path.normpath(project_root or str(request.path.parent))
        server = Server(
            root,
            settings_paths=[os.path.normpath(os.path.join(root, path)) for path in settings or ()],
            settings_pre_overrides=settings_pre_overrides,
            settings_post_overrides=settings_post_overrides,
        )
        server.set_loop(loop)
        lift_limits(server)
        _watch(request, server)
        client = await aiohttp_client(create_application(server))
        return LonaContext(client, None, server, loop, request.config)

    return setup
