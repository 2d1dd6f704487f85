"""One user's browser in the process: cookies that all its pages share (a browser context)."""

from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any

from yarl import URL

from lona_testing.errors import NotSupportedInProcess
from lona_testing.http import HttpRequest
from lona_testing.page import Page

if TYPE_CHECKING:
    from lona.server import Server

MAX_REDIRECTS = 20


class Session:
    """A browser context: pages of one session share it, those of another user do not.

    `origin` is the address under which the pages think they are.
    """

    def __init__(self, server: "Server", origin: str = "http://localhost") -> None:
        self.server = server
        self.origin = URL(origin)
        self.pages: list[Page] = []
        self._cookies: dict[str, str] = {}

    def new_page(self) -> Page:
        """Open an empty page (a tab)."""
        page = Page(self)
        self.pages.append(page)
        return page

    def cookies(self) -> list[dict[str, str]]:
        """Give the cookies, as Playwright does: dicts with `name` and `value`."""
        return [{"name": name, "value": value} for name, value in self._cookies.items()]

    def add_cookies(self, cookies: list[dict[str, str]]) -> None:
        """Set cookies, given as dicts with `name` and `value`."""
        for cookie in cookies:
            self._cookies[cookie["name"]] = cookie["value"]

    def clear_cookies(self) -> None:
        """Forget all cookies."""
        self._cookies.clear()

    def cookie_values(self) -> Mapping[str, str]:
        """Give the cookies by name."""
        return dict(self._cookies)

    def close(self) -> None:
        """Close all pages."""
        for page in list(self.pages):
            page.close()

    def fetch(self, url: URL, post: Mapping[str, Any] | None = None) -> "tuple[URL, Any]":
        """Load an address over HTTP, as a page load does; give the final address and the answer.

        Follows redirects, keeps cookies. Raises `NotSupportedInProcess` for other sites, static
        files and pass-through views.
        """
        for _ in range(MAX_REDIRECTS):
            answer = self._fetch_once(url, post)
            location = answer.headers.get("Location")
            if answer.status not in (301, 302, 303, 307, 308) or location is None:
                return url, answer
            url = url.join(URL(location))
            post = None
        raise RuntimeError(f"{url} redirects more than {MAX_REDIRECTS} times")

    def _fetch_once(self, url: URL, post: Mapping[str, Any] | None) -> Any:
        if url.origin() != self.origin.origin():
            raise NotSupportedInProcess(f"leaving the site for {url}")
        server = self.server
        resolved = server.resolve(url.path)
        route = resolved[1]
        request = HttpRequest(
            url,
            method="GET" if post is None else "POST",
            headers={} if post is None else {"Origin": str(self.origin.origin())},
            cookies=self._cookies,
            data=post,
        )
        refusal = server.gate.refuse(request, route)
        if refusal is not None:
            return server.response_headers.complete(refusal)
        if route is not None and route.http_pass_through:
            raise NotSupportedInProcess(f"the pass-through view of {url}")
        if url.path.startswith("/" + server.settings.STATIC_URL_PREFIX.strip("/") + "/"):
            raise NotSupportedInProcess(f"the static file {url}")
        answer = server.intercept_http(request) or server.handle_http(request, post, resolved)
        if answer.foreign is not None:
            raise NotSupportedInProcess(f"an aiohttp response to {url}")
        self._keep_cookies(answer)
        return answer

    def _keep_cookies(self, answer: Any) -> None:
        for cookie in answer.cookies:
            self._cookies[cookie.name] = cookie.value
        header = next((v for k, v in answer.headers.items() if k.lower() == "set-cookie"), None)
        if header is not None:
            parsed: SimpleCookie = SimpleCookie(header)
            for name, morsel in parsed.items():
                self._cookies[name] = morsel.value
