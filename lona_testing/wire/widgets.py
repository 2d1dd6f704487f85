"""The data of widgets. What their JavaScript makes of it is not known here."""

from typing import Any

from lona_testing.wire.nodes import LegacyWidget, MirrorError, ServerElement, ServerNode

Path = list[str | int]


def set_data(node: ServerNode, path: Path, value: Any) -> None:
    """Set an item of the data, or with an empty path the whole data."""
    if path:
        _container(node, path)[path[-1]] = value
    else:
        _widget(node).widget_data = value


def remove_data(node: ServerNode, path: Path) -> None:
    """Remove an item of the data."""
    del _container(node, path)[path[-1]]


def insert_data(node: ServerNode, path: Path, value: Any) -> None:
    """Insert an item into a list of the data."""
    _container(node, path).insert(path[-1], value)


def _widget(node: ServerNode) -> ServerElement | LegacyWidget:
    if isinstance(node, ServerElement | LegacyWidget):
        return node
    raise MirrorError(f"node {node.id} is a text and has no widget")


def _container(node: ServerNode, path: Path) -> Any:
    item = _widget(node).widget_data
    try:
        for key in path[:-1]:
            item = item[key]
    except (LookupError, TypeError):
        raise MirrorError(f"widget data of node {node.id} has nothing at {path}") from None
    return item
