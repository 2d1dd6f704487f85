"""The path below which a server appears to browsers, behind a proxy or in another application.

*Outside* are the paths that browsers see, in addresses and links; *inside* those of the routes.
"""

import re

from yarl import URL

_PART = re.compile(r"(?!\.\.?$)[\w.~-]+", re.ASCII)


class UrlPrefix:
    """The setting `URL_PREFIX`; without one nothing changes. `ValueError` if it is no path."""

    def __init__(self, setting: str) -> None:
        text = setting.strip("/")
        if text and not all(_PART.fullmatch(part) for part in text.split("/")):
            raise ValueError(f"URL_PREFIX has to be a path like '/app', not {setting!r}")
        self.path = f"/{text}" if text else ""

    @property
    def root(self) -> str:
        """The path of everything of this server, as cookies have it."""
        return self.path or "/"

    def outside(self, path: str) -> str:
        """Return the path that browsers see for one of the inside."""
        return self.path + path

    def inside(self, path: str) -> str | None:
        """Return the path that routes know for one that browsers see; None if it is not below."""
        if path == self.path:
            return "/"
        if not path.startswith(f"{self.path}/"):
            return None
        return path[len(self.path) :]

    def completed(self, path: str) -> str:
        """Return the path that the browser asked for, although a proxy may have cut it."""
        return path if self.inside(path) is not None else self.outside(path)

    def completed_url(self, url: URL) -> URL:
        """Do the same for a whole address."""
        if self.inside(url.path) is not None:
            return url
        path = self.outside(url.raw_path)
        return url.with_path(path, encoded=True, keep_query=True, keep_fragment=True)
