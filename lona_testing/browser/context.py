"""What pages of one user share (a browser context): cookies, and the way to the network."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from yarl import URL

from lona_testing.browser.addresses import as_url, resolve
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.forms import Entries
from lona_testing.browser.network import Network, Response
from lona_testing.browser.only_in_browsers import refuse
from lona_testing.browser.page import DEFAULT_TIMEOUT, Page
from lona_testing.browser.timing import seconds_of
from lona_testing.vocabulary.values import TextPattern

MAX_REDIRECTS = 20

P = TypeVar("P", bound=Page)


class Context:
    """Pages that share their cookies. `origin` is the site that they are on."""

    pages: list[Page]

    def __init__(self, network: Network, origin: str) -> None:
        self.origin = URL(origin)
        self.pages = []
        self.timeout = DEFAULT_TIMEOUT
        self.navigation_timeout: float | None = None
        self._is_closed = False
        self._network = network
        self._cookies: dict[str, str] = {}

    def new_page(self) -> Page:
        """Open an empty page (a tab)."""
        return self._open(Page(self))

    def _open(self, page: P) -> P:
        self.pages.append(page)
        return page

    def cookies(self, urls: str | Sequence[str] | None = None) -> list[dict[str, str]]:
        """Return the cookies: dicts with `name`, `value`, `domain` and `path`.

        With addresses, none for those of other sites.
        """
        addresses = (
            [str(self.origin)] if urls is None else [urls] if isinstance(urls, str) else urls
        )
        if all(as_url(address).host != self.origin.host for address in addresses):
            return []
        place = {"domain": self.origin.host or "", "path": "/"}
        return [{"name": name, "value": value, **place} for name, value in self._cookies.items()]

    def add_cookies(self, cookies: Sequence[Mapping[str, Any]]) -> None:
        """Set cookies: dicts with `name`, `value`, and either `url` or `domain` and `path`.

        Those of other sites are not seen here. Raises `ValueError` for a cookie that has no place.
        """
        for cookie, host in [(cookie, _host_of(cookie)) for cookie in cookies]:
            if host == self.origin.host:
                self._cookies[cookie["name"]] = cookie["value"]

    def clear_cookies(
        self,
        *,
        domain: TextPattern | None = None,
        name: TextPattern | None = None,
        path: TextPattern | None = None,
    ) -> None:
        """Forget all cookies, or those of a domain, name and path; all of them have the path /."""
        if _fits(self.origin.host or "", domain) and _fits("/", path):
            for known in [known for known in self._cookies if _fits(known, name)]:
                del self._cookies[known]

    def cookie_values(self) -> Mapping[str, str]:
        """Return the cookies by name."""
        return dict(self._cookies)

    def close(self, *, reason: str | None = None) -> None:
        """Close all pages."""
        self._is_closed = True
        for page in list(self.pages):
            page.close()

    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self._is_closed

    def set_default_timeout(self, timeout: float | timedelta) -> None:
        """Set how long actions and `expect` of pages wait that have no time of their own."""
        self.timeout = seconds_of(timeout, self.timeout)

    def set_default_navigation_timeout(self, timeout: float | timedelta) -> None:
        """Set how long pages may take to load that have no time of their own."""
        self.navigation_timeout = seconds_of(timeout, self.timeout)

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

    def __getattr__(self, name: str) -> Any:
        refuse(self, name)


def _host_of(cookie: Mapping[str, Any]) -> str | None:
    """Return the host that gets a cookie."""
    url, domain, path = (cookie.get(key) or "" for key in ("url", "domain", "path"))
    if bool(url) == bool(domain or path) or bool(domain) != bool(path):
        raise ValueError(f"a cookie needs either a url or a domain and a path, not {dict(cookie)}")
    host: str | None = domain.lstrip(".")
    if url:
        host, path = as_url(url).host, as_url(url).path
    if path.rpartition("/")[0]:
        raise NotSupportedInProcess(
            f"a cookie for {path}", "cookies are those of the whole site", "Set it for the root."
        )
    return host


def _fits(text: str, pattern: TextPattern | None) -> bool:
    if isinstance(pattern, re.Pattern):
        return pattern.search(text) is not None
    return pattern in (None, text)
