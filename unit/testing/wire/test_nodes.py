"""lona_testing.wire.nodes: elements, texts and legacy widgets of the server."""

import pytest

from lona_testing.browser.dom import Element, insert
from lona_testing.browser.selectors import select
from lona_testing.browser.serialize import outer_html
from lona_testing.wire.nodes import (
    LegacyWidget,
    MirrorError,
    ServerElement,
    ServerText,
    id_of,
    range_of,
)


def test_the_id_of_a_node_is_found_but_not_written() -> None:
    parent, child = Element("body"), ServerElement("p", node_id=7)
    insert(parent, 0, [child])
    assert select(parent, "[data-lona-node-id='7']") == [child]
    assert outer_html(child) == "<p></p>"
    assert id_of(child) == 7
    assert id_of(parent) is None


def test_a_legacy_widget_takes_the_place_of_all_its_nodes() -> None:
    parent, widget = Element("body"), LegacyWidget(3)
    insert(parent, 0, [Element("b"), widget.start, ServerText("x", 4), widget.end, Element("i")])
    assert range_of(widget) == (parent, 1, 4)


def test_a_node_that_stands_nowhere_has_no_place() -> None:
    with pytest.raises(MirrorError, match="node 4 is taken out"):
        range_of(ServerText("x", 4))
