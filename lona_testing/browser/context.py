"""What pages of one user share (a browser context): cookies, and the way to the network."""

from collections.abc import Mapping
from typing import TypeVar

from yarl import URL

from lona_testing.browser.addresses import as_url, resolve
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.forms import Entries
from lona_testing.browser.network import Network, Response
from lona_testing.browser.page import Page

MAX_REDIRECTS = 20

P = TypeVar("P", bound=Page)


class Context:
    """Pages that share their cookies. `origin` is the site that they are on."""

    def __init__(self, network: Network, origin: str) -> None:
        self.origin = URL(origin)
        self.pages: list[Page] = []
        self._network = network
        self._cookies: dict[str, str] = {}

    def new_page(self) -> Page:
        """Open an empty page (a tab)."""
        return self._open(Page(self))

    def _open(self, page: P) -> P:
        self.pages.append(page)
        return page

    def cookies(self) -> list[dict[str, str]]:
        """Return the cookies, as Playwright does: dicts with `name` and `value`."""
        return [{"name": name, "value": value} for name, value in self._cookies.items()]

    def add_cookies(self, cookies: list[dict[str, str]]) -> None:
        """Set cookies, given as dicts with `name` and `value`."""
        for cookie in cookies:
            self._cookies[cookie["name"]] = cookie["value"]

    def clear_cookies(self) -> None:
        """Forget all cookies."""
        self._cookies.clear()

    def cookie_values(self) -> Mapping[str, str]:
        """Return the cookies by name."""
        return dict(self._cookies)

    def close(self) -> None:
        """Close all pages."""
        for page in list(self.pages):
            page.close()

    def fetch_resource(self, address: str) -> Response:
        """Request what a document of the site needs: a style sheet.

        Raises `NotSupportedInProcess` for other sites.
        """
        url = as_url(address)
        if url.origin() != self.origin.origin():
            raise NotSupportedInProcess(f"loading {url}", "it is on another site")
        return self._network.fetch_resource(url, dict(self._cookies))

    def fetch(
        self, address: URL | str, post: Entries | None = None, referrer: str = ""
    ) -> tuple[str, Response]:
        """Request an address, as a page load does; return the final address and the answer.

        Follows redirects, keeps cookies. Raises `NotSupportedInProcess` for other sites.
        """
        address = str(address)
        for _ in range(MAX_REDIRECTS):
            url = as_url(address)
            if url.origin() != self.origin.origin():
                raise NotSupportedInProcess(f"leaving the site for {url}", "it is on another site")
            response = self._network.fetch(url, post, dict(self._cookies), referrer)
            self._cookies.update(response.cookies)
            location = response.headers.get("Location")
            if response.status not in (301, 302, 303, 307, 308) or location is None:
                return address, response
            address = resolve(address, location)
            post = None
        raise RuntimeError(f"{address} redirects more than {MAX_REDIRECTS} times")
