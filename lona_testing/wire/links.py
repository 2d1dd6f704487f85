"""Which links are views, and which are the browser's business."""

from yarl import URL

from lona_testing.browser.addresses import as_url, resolve
from lona_testing.browser.dom import Element


def href_of(element: Element) -> str | None:
    """Return the `href` of a link, None for other elements."""
    return element.get("href") if element.tag == "a" else None


def view_of_link(link: Element, modifiers: frozenset[str], address: URL) -> str | None:
    """Return the address to show when a link is clicked, None if the browser has to follow it."""
    href = href_of(link)
    if href is None or modifiers or "download" in link.attributes:
        return None
    return href if is_here(link.get("target"), href, address) else None


def is_here(target: str | None, url: str, address: URL) -> bool:
    """Whether an address is on this site and wanted in this page.

    `target` is the attribute of that name, `address` the one of the window.
    """
    if target and target.lower() != "_self":
        return False
    try:
        absolute = as_url(resolve(str(address), url))
    except ValueError:
        return False
    return absolute.scheme in ("http", "https") and absolute.origin() == address.origin()
