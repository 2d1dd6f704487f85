"""lona_testing.wire.widgets: how the data of a widget changes."""

import pytest

from lona_testing.wire.nodes import LegacyWidget, MirrorError, ServerText
from lona_testing.wire.widgets import insert_data, remove_data, set_data


def test_data_is_changed_where_a_path_leads() -> None:
    widget = LegacyWidget(1)
    set_data(widget, [], {"rows": [1, 3]})
    insert_data(widget, ["rows", 1], 2)
    set_data(widget, ["title"], "x")
    remove_data(widget, ["rows", 0])
    assert widget.widget_data == {"rows": [2, 3], "title": "x"}


def test_a_path_that_leads_nowhere_is_an_error_of_the_server() -> None:
    widget = LegacyWidget(1)
    set_data(widget, [], {})
    with pytest.raises(MirrorError, match="node 1 has nothing at"):
        set_data(widget, ["rows", 0], 1)


def test_a_text_has_no_data() -> None:
    with pytest.raises(MirrorError, match="node 2 is a text"):
        set_data(ServerText("x", 2), [], 1)
