"""Widgets of a page that no script of its site registers: in a browser they raise an error.

Scripts do not run in the process; what counts is that one of them names the class.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lona_testing.browser.dom import is_html
from lona_testing.browser.dom_checks import selector_of
from lona_testing.wire.nodes import ServerElement

if TYPE_CHECKING:
    from lona.server import Server
    from lona_testing.browser.page import Page


def unknown_widgets(server: "Server", page: "Page") -> Iterator[str]:
    """Return a line for each element whose widget class is in no script."""
    found = [e for e in page.document.elements() if isinstance(e, ServerElement) and e.widget]
    scripts = list(_scripts(server, page)) if found else []
    for element in found:
        quoted = [f"{quote}{element.widget}{quote}" for quote in "\"'`"]
        if not any(name in script for script in scripts for name in quoted):
            yield f"no script registers the widget {element.widget!r}: {selector_of(element)}"


def _scripts(server: "Server", page: "Page") -> Iterator[str]:
    loader = server.static_file_loader
    prefix = "/" + server.settings.STATIC_URL_PREFIX.strip("/") + "/"
    for element in page.document.elements():
        if not is_html(element, "script"):
            continue
        yield element.text()
        address = (element.get("src") or "").partition("?")[0]
        path = loader.resolve(address.removeprefix(prefix)) if address.startswith(prefix) else None
        if path is not None:
            yield Path(path).read_text(encoding="utf-8", errors="replace")
