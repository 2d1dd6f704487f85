"""lona.html.widget: the legacy widget."""

import json

import pytest

from lona.html import CLICK, Button, Div, P, Span, Widget
from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.patches import show, take


def decoded(content):
    """Return what the clients get, as Python objects."""
    return json.loads(content.to_json())


class Counter(Widget):
    FRONTEND_WIDGET_CLASS = "Counter"

    def __init__(self):
        self.count = P("0", _class="count")
        self.nodes = [Span("Count"), self.count]
        self.data = {"start": 0}


def test_a_widget_needs_no_super_call():
    widget = Counter()

    assert isinstance(widget, AbstractNode)
    assert widget.parent is None
    assert widget.id.isdigit()
    assert [node.tag_name for node in widget.nodes] == ["span", "p"]
    assert widget.data == {"start": 0}
    assert len(widget) == 2


def test_a_single_node_can_be_assigned():
    widget = Widget()
    widget.nodes = P("x")

    assert widget.nodes == [P("x")]
    assert widget.nodes[0].parent is widget


def test_two_widgets_share_nothing():
    first, second = Counter(), Counter()
    first.data["start"] = 5
    first.count.set_text("5")

    assert second.data == {"start": 0}
    assert second.nodes[1] == P("0", _class="count")


def test_it_counts_as_one_child_and_its_nodes_appear_in_place():
    widget = Counter()
    div = Div(widget, "x")

    assert len(div) == 2
    assert str(widget) == (
        f"<!--lona-widget:{widget.id}-->\n"
        f"  <span data-lona-node-id={widget.nodes[0].id!r}>\n".replace("'", '"')
        + f'    Count\n  </span>\n  <p data-lona-node-id="{widget.count.id}" class="count">\n'
        f"    0\n  </p>\n<!--end-lona-widget:{widget.id}-->"
    )


def test_on_the_wire_it_has_its_class_and_data():
    widget = Counter()
    content = decoded(show(Document(), Div(widget)))

    assert content[5:9] == [4, int(widget.id), {"w": "Counter", "d": {"start": 0}}, 2]


def test_without_frontend_class_it_has_no_spec():
    widget = Widget()
    widget.nodes = []
    widget.data = [1]

    assert decoded(show(Document(), Div(widget)))[5:] == [4, int(widget.id), 0, 0]


def test_changes_of_nodes_and_data_are_sent():
    document, widget = Document(), Counter()
    show(document, Div(widget))

    widget.data["start"] = 1
    widget.count.set_text("1")
    widget.nodes.append(P())

    patches = decoded(take(document))
    assert [9, int(widget.id), ["start"], 1] in patches
    assert [7, int(widget.count[0].id), "1"] in patches
    assert [12, int(widget.id), None, [1, int(widget.nodes[2].id), "p", 0, 0]] in patches


def test_it_can_hide_show_and_have_a_text():
    widget = Counter()
    widget.hide()
    assert [node.style.get("display") for node in widget.nodes] == ["none", "none"]

    widget.show()
    assert [node.style.get("display") for node in widget.nodes] == [None, None]

    widget.set_text("x")
    assert widget.get_text() == "x"
    assert len(widget) == 1


def test_it_can_be_searched_and_removed():
    widget = Counter()
    div = Div(widget)

    assert div.query_selector(".count") is widget.count
    assert widget.query_selector("p.count") is widget.count
    assert widget.query_selector_all("p") == [widget.count]
    assert widget.closest("div") is div
    assert widget.count.closest("div") is div

    widget.remove()
    assert len(div) == 0
    assert widget.parent is None
    with pytest.raises(RuntimeError, match="no parent"):
        widget.remove()


def test_it_has_state_lock_and_handlers_but_is_no_element():
    widget = Counter()
    widget.state["x"] = 1
    with widget.lock:
        assert widget.state == {"x": 1}
    event = object()
    assert widget.handle_click(event) is event

    for name in ("tag_name", "id_list", "class_list", "attributes", "style"):
        assert not hasattr(widget, name)


def test_widgets_are_equal_by_nodes_and_data():
    assert Counter() == Counter()
    changed = Counter()
    changed.data["start"] = 2
    assert changed != Counter()
    assert Counter() != Div(Span("Count"), P("0", _class="count"))


def test_data_takes_only_dicts_and_lists():
    widget = Counter()

    with pytest.raises(ValueError, match="dict or a list"):
        widget.data = "x"

    assert widget.data == {"start": 0}


def test_loops_through_widgets_are_refused():
    widget = Widget()
    div = Div(widget)
    widget.nodes = [Button(events=[CLICK])]

    with pytest.raises(RuntimeError, match="loop detected"):
        widget.nodes = [div]

    assert widget.nodes == [Button()]
    assert div[0] is widget
