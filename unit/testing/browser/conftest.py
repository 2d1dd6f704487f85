"""A browser in a world of its own: a network of fixed answers, and a script that notes events."""

from collections.abc import Callable, Mapping

import pytest
from yarl import URL

from lona_testing.browser.context import Context
from lona_testing.browser.dom import Element
from lona_testing.browser.forms import Entries
from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.ids import element_by_id
from lona_testing.browser.network import Response
from lona_testing.browser.page import Page
from lona_testing.browser.script import Event
from lona_testing.browser.style.documents import DocumentStyles


class Network:
    """Answers with what stands in `answers` under a path; notes what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Response] = {}
        self.requests: list[tuple[str, Entries | None, dict[str, str]]] = []

    def fetch(
        self, url: URL, post: Entries | None, cookies: dict[str, str], referrer: str = ""
    ) -> Response:
        self.requests.append((url.raw_path_qs, post, cookies))
        return self.answers.get(url.path) or Response(404, {}, f"nothing at {url.path}")

    def fetch_resource(self, url: URL, cookies: dict[str, str]) -> Response:
        return self.fetch(url, None, cookies)


class Script:
    """Notes events as `type target`, and prevents the browser's action for types in `prevents`.

    Of keys and the pointer it notes only those in `hearing`. `news` are what the server sends, one
    for each look: each is called.
    """

    def __init__(self) -> None:
        self.events: list[str] = []
        self.shown: list[str] = []
        self.prevents: set[str] = set()
        self.hearing: set[str] = set()
        self.news: list[Callable[[], None]] = []
        self.arrived: list[Callable[[], None]] = []
        self.is_idle = True
        self.is_stopped = False

    def handle(self, event: Event) -> bool:
        if not event.type.startswith(("key", "pointer")) or event.type in self.hearing:
            self.events.append(f"{event.type} {event.target.get('id') or event.target.tag}")
        return event.type in self.prevents

    def hears(self, event: Event) -> bool:
        return event.type in self.hearing

    def listens(self, element: Element) -> bool:
        return element.has("listens")

    def show(self, url: URL) -> None:
        self.shown.append(url.path)

    def wait_idle(self, timeout: float) -> bool:
        return self.is_idle

    def wait_for_message(self, timeout: float) -> bool:
        if not self.news:
            return False
        self.arrived.append(self.news.pop(0))
        return True

    def why_busy(self) -> str:
        return "it turns in circles"

    def receive(self) -> bool:
        arrived, self.arrived = self.arrived, []
        for change in arrived:
            change()
        return bool(arrived)

    def stop(self) -> None:
        self.is_stopped = True


class ScriptedPage(Page):
    """A page in which each document has a `Script`."""

    script: Script | None

    def start_script(self, url: URL, html: str) -> Script | None:
        return Script()


class Styled:
    """A document whose style sheets count; `styled["x"]` is its element with the id `x`."""

    def __init__(self, html: str, files: Mapping[str, str]) -> None:
        self.document = parse_document(f"<!doctype html>{html}")
        self.document.styles = DocumentStyles(
            self.document,
            lambda name, base: (name, files[name]) if name in files else None,
            lambda style: style.get("nonce") != "wrong",
        )

    def __getitem__(self, wanted: str) -> Element:
        found = element_by_id(self.document, wanted)
        assert found is not None, wanted
        return found


@pytest.fixture
def styled() -> Callable[..., Styled]:
    """Parse some HTML with styles; `files` are the sheets that it can link."""
    return lambda html, **files: Styled(html, {f"{n}.css": text for n, text in files.items()})


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
def page(network: Network) -> Page:
    """A page at `/`, without a script."""
    network.answers["/"] = Response(200, {}, "<title>Start</title><h1>Start</h1>")
    page = Context(network, "http://site.test").new_page()
    page.goto("/")
    return page


@pytest.fixture
def show(network: Network) -> Callable[[str], ScriptedPage]:
    """Open a page with a script that shows some HTML."""

    def open_page(html: str) -> ScriptedPage:
        network.answers["/"] = Response(200, {}, html)
        page = ScriptedPage(Context(network, "http://site.test"))
        page.goto("/")
        return page

    return open_page
