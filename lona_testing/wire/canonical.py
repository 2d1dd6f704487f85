"""The canonical form of what a window shows, in which clients are compared with each other."""

from lona_testing.browser.dom import Element
from lona_testing.browser.serialize import inner_html


def canonical(root: Element) -> str:
    """Return what a window shows: `browser.serialize` without the ids of nodes."""
    return inner_html(root, hidden=("data-lona-node-id",))
