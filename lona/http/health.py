"""What those are told who watch a server: load balancers, orchestrators, monitors.

Answers come before anything else, so that neither middlewares nor allowed hosts nor many requests
keep a watcher from them; they tell nothing but yes or no.
"""

from typing import Protocol

from lona.http.answer import HttpAnswer
from lona.http.prefix import UrlPrefix

HEADERS = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


class HealthSettings(Protocol):
    """The setting that says where."""

    HEALTH_URL_PREFIX: str | None


class Health:
    """Whether one server lives (`<prefix>health`), and takes new users (`<prefix>ready`)."""

    def __init__(self, settings: HealthSettings, prefix: UrlPrefix | None = None) -> None:
        self._paths: dict[str, str] = {}
        if settings.HEALTH_URL_PREFIX is not None:
            start = f"/{settings.HEALTH_URL_PREFIX.strip('/')}".rstrip("/")
            for name in ("health", "ready"):
                path = f"{start}/{name}"
                self._paths[path] = name
                if prefix is not None:  # watchers may ask like browsers, too
                    self._paths[prefix.outside(path)] = name
        self.is_ready = False

    def answer(self, method: str, path: str) -> HttpAnswer | None:
        """Return the answer to a request of a watcher; None if the request is for others."""
        name = self._paths.get(path)
        if name is None:
            return None
        if method not in ("GET", "HEAD"):
            return HttpAnswer(405, {**HEADERS, "Allow": "GET, HEAD"}, b"405: Method Not Allowed")
        if name == "ready" and not self.is_ready:
            return HttpAnswer(503, dict(HEADERS), b"not ready")
        return HttpAnswer(200, dict(HEADERS), b"ok")
