"""Widgets of both generations in Chromium: what their JavaScript sees, and when."""

import pytest

from lona import App, View
from lona.html import H1, HTML, Div, P, Span, Widget
from lona.pytest import expect
from lona.static_files import Script

SCRIPT = "e2e-widgets.js"


class ScriptNode(Div):
    """Brings the widgets along, for the apps that enable them."""

    STATIC_FILES = [Script(name=SCRIPT, path="widgets.js", enabled_by_default=False)]


class Pair(Widget):
    """A legacy widget with two root elements and a text between them."""

    FRONTEND_WIDGET_CLASS = "LegacyWidget"

    def __init__(self):
        self.first = P("first")
        self.last = Span("last")
        self.nodes = [self.first, "text", self.last]
        self.data = {"count": 0}


class NamelessPair(Pair):
    FRONTEND_WIDGET_CLASS = "nobody registered this"


class WidgetsView(View):
    def handle_request(self, request):
        self.events = []
        self.heading = H1("start")
        self.home = Div(_id="home")
        self.html = Div(self.heading, self.home)
        return self.html

    def handle_input_event(self, input_event):
        self.events.append(input_event)
        self.heading.set_text(f"{input_event.name} {input_event.data}")


class Stage:
    """A page of the view above, and its view on the server."""

    def __init__(self, page, view):
        self.page = page
        self.view = view
        self._seen = 0

    def show(self, *nodes):
        self.view.home.nodes = list(nodes)
        self.view.show()
        self.settle()

    def settle(self):
        """Wait until everything that was shown so far has arrived."""
        text = f"{self.view.heading.get_text()}."
        self.view.heading.set_text(text)
        self.view.show()
        expect(self.page.locator("h1")).to_have_text(text)

    def calls(self):
        """Show what is pending and give the calls since the last time."""
        self.settle()
        calls = self.page.evaluate("calls")
        new, self._seen = calls[self._seen :], len(calls)
        return new

    def names(self):
        return [f"{widget}: {what}" for widget, what, *_ in self.calls()]


def make_app(client_version=1):
    app = App(__file__)
    app.settings.STATIC_FILES_ENABLED = [SCRIPT]
    app.settings.CLIENT_VERSION = client_version
    app.route("/")(WidgetsView)

    @app.route("/other")
    class OtherView(View):
        def handle_request(self, request):
            return H1("other")

    return app


@pytest.fixture
def stage(lona_page):
    page = lona_page(make_app())
    expect(page.locator("h1")).to_have_text("start")
    (view,) = lona_page.server.get_views(url="/")
    return Stage(page, view)


def old(**options):
    return Div("old", widget="OldWidget", _id="old", **options)


def new(*nodes, **options):
    return Div("new", *nodes, widget="NewWidget", _id="new", **options)


def test_an_old_style_widget_gets_its_hooks(stage):
    node = old(widget_data={"list": [1], "none": None})
    stage.show(node)
    assert stage.calls() == [
        ["old", "constructor", True],
        ["old", "setup", [{"list": [1], "none": None}, "old", 1]],
    ]

    node.widget_data["list"].append(2)
    assert stage.calls() == [["old", "data_updated", {"list": [1, 2], "none": None}]]

    node.remove()
    assert stage.calls() == [["old", "deconstruct", "old"]]


def test_a_new_style_widget_gets_its_hooks(stage):
    node = new(widget_data=["a"])
    stage.show(node)
    assert stage.calls() == [["new", "constructor", [["a"], True, "lona"]]]

    node.widget_data.insert(0, {"b": {}})
    node.widget_data[0]["b"]["c"] = 1.5
    assert stage.calls() == [["new", "onDataUpdated", [[{"b": {"c": 1.5}}, "a"], True]]]

    node.remove()
    assert stage.calls() == [["new", "destroy", "new"]]


def test_hooks_of_both_generations_run_in_order(stage):
    node = Div(widget="MixedWidget")
    stage.show(node)
    node.widget_data = {"any": "thing"}
    assert stage.names() == [
        "mixed: constructor",
        "mixed: setup",
        "mixed: onDataUpdated",
        "mixed: data_updated",
    ]

    node.remove()
    assert stage.names() == ["mixed: destroy", "mixed: deconstruct"]


def test_a_widget_class_constant_names_the_widget(stage):
    class Constant(Div):
        WIDGET = "NewWidget"
        WIDGET_DATA = {"from": "class"}

    stage.show(Constant(_id="new"))
    assert stage.calls() == [["new", "constructor", [{"from": "class"}, True, "lona"]]]


def test_what_happened_to_the_data_before_the_first_show_is_no_update(stage):
    node = new(widget_data={"a": 1})
    node.widget_data["a"] = 2
    node.widget_data[3] = True
    stage.show(node)
    assert stage.calls() == [["new", "constructor", [{"a": 2, "3": True}, True, "lona"]]]


def test_live_views_of_the_data_reach_the_browser_late(stage):
    node = new(widget_data={"datasets": [{"data": []}, {"data": []}]})
    last = node.widget_data["datasets"][1]["data"]
    stage.show(node)
    last.extend([1, 2, 3])
    del node.widget_data["datasets"][0]
    last.pop(0)
    assert stage.calls()[-1] == ["new", "onDataUpdated", [{"datasets": [{"data": [2, 3]}]}, True]]


def test_the_same_dict_edited_and_assigned_again_is_sent(stage):
    data = {"step": 1}
    node = new(widget_data=data)
    stage.show(node)
    data["step"] = 2
    node.widget_data = data
    assert stage.calls()[-1] == ["new", "onDataUpdated", [{"step": 2}, True]]


@pytest.mark.parametrize(
    "leave",
    [
        lambda view, node: node.remove(),
        lambda view, node: node.parent.remove(),
        lambda view, node: view.home.nodes.clear(),
        lambda view, node: view.home.set_text("gone"),
        lambda view, node: view.show("<h1>string</h1>"),
        lambda view, node: view.show(Div(H1("another tree"))),
    ],
    ids=["removed", "parent removed", "cleared", "text", "string", "tree"],
)
def test_widgets_are_destroyed_once_however_they_leave(stage, leave):
    node = new(Div(Div(widget="MixedWidget")))
    stage.show(Div(node))
    stage.calls()
    leave(stage.view, node)
    stage.view.show()
    stage.page.wait_for_function("() => calls.some(([, what]) => what === 'destroy')")
    gone = [call[:2] for call in stage.page.evaluate("calls") if call[1] == "destroy"]
    assert sorted(gone) == [["mixed", "destroy"], ["new", "destroy"]]


def test_the_next_view_destroys_the_widgets_of_the_last_one(stage):
    stage.show(new(), Pair())
    stage.calls()
    stage.page.evaluate("lona_context.run_view('/other')")
    expect(stage.page.locator("h1")).to_have_text("other")
    gone = [call[:2] for call in stage.page.evaluate("calls")][-2:]
    assert gone == [["legacy", "deconstruct"], ["new", "destroy"]]


def test_enclosing_widgets_come_first_and_go_last(stage):
    stage.show(new(Div(Div(widget="MixedWidget"))))
    assert stage.names() == ["new: constructor", "mixed: constructor", "mixed: setup"]

    stage.view.home.clear()
    assert stage.names() == ["mixed: destroy", "mixed: deconstruct", "new: destroy"]


def test_an_event_without_node_is_that_of_the_widgets_own_node(stage):
    node = old()
    stage.show(node)
    stage.page.locator("#old").dblclick()
    expect(stage.page.locator("h1")).to_have_text("chosen {'by': 'old'}")
    assert stage.view.events[-1].node is node


def test_an_event_keeps_its_data_even_if_that_is_null(stage):
    node = new()
    stage.show(node)
    stage.page.locator("#new").dblclick()
    expect(stage.page.locator("h1")).to_have_text("chosen None")
    assert stage.view.events[-1].node is node
    assert stage.view.events[-1].data is None


def test_what_a_widget_does_in_its_element_does_not_harm_its_neighbours(stage):
    inside = P("thrown away by the widget")
    after = P("after")
    taking = Div(inside, widget="TakingWidget")
    stage.show(taking, after)
    inside.set_text("changed")
    taking.append(P("appended"))
    inside.remove()
    after.set_text("changed")
    stage.settle()
    assert stage.page.locator("#home").inner_text().split() == ["mine", "appended", "changed"]

    taking.remove()
    stage.settle()
    assert stage.page.locator("#home").inner_text().split() == ["changed"]


def test_a_legacy_widget_stands_in_place_with_several_roots(stage):
    pair = Pair()
    stage.show(Span("before"), pair, Span("after"))
    assert stage.calls() == [["legacy", "setup", [{"count": 0}, ["P", "#text", "SPAN"], True]]]
    assert stage.page.locator("#home").inner_html().replace("<", "\n<").split("\n")[1:] == [
        f'<span data-lona-node-id="{stage.view.home.nodes[0].id}">before',
        "</span>",
        f"<!--lona-widget:{pair.id}-->",
        f'<p data-lona-node-id="{pair.first.id}">first',
        "</p>text",
        f'<span data-lona-node-id="{pair.last.id}">last',
        "</span>",
        f"<!--end-lona-widget:{pair.id}-->",
        f'<span data-lona-node-id="{stage.view.home.nodes[2].id}">after',
        "</span>",
    ]


def test_a_legacy_widget_sees_its_nodes_as_they_are_now(stage):
    pair = Pair()
    stage.show(pair)
    stage.calls()
    pair.nodes.insert(0, H1("new root"))
    pair.nodes.remove(pair.last)
    pair.data["count"] += 1
    pair.nodes[0].remove()
    assert stage.calls() == [["legacy", "data_updated", [{"count": 1}, ["P", "#text"]]]]


def test_a_legacy_widget_fires_events_of_its_own(stage):
    pair = Pair()
    seen = []
    pair.handle_input_event = lambda event: seen.append(event.nodes) or event
    stage.show(pair)
    stage.page.locator("p", has_text="first").dblclick()
    expect(stage.page.locator("h1")).to_have_text("chosen [1, 'two', None]")
    assert stage.view.events[-1].node is pair
    assert seen[0][0] is pair


def test_legacy_widgets_move_empty_and_fill_again(stage):
    pair, other = Pair(), Div(_id="other")
    stage.show(Div(pair), other)
    other.nodes = [pair]
    stage.settle()
    assert stage.page.locator("#other").inner_text().split() == ["first", "textlast"]

    pair.nodes.clear()
    stage.settle()
    assert stage.page.locator("#other").inner_text() == ""

    pair.nodes = [P("again"), P("and again")]
    other.append("end")
    stage.settle()
    assert stage.page.locator("#other").inner_text().split() == ["again", "and", "again", "end"]

    pair.remove()
    stage.settle()
    assert stage.page.locator("#other").inner_html() == "end"


def test_a_legacy_widget_that_nobody_registered_is_just_its_nodes(stage):
    stage.show(NamelessPair())
    assert stage.calls() == []
    assert stage.page.locator("#home").inner_text().split() == ["first", "textlast"]


def test_a_legacy_collection_can_be_the_root(stage):
    collection = HTML(H1("start"), Span("text"), Pair())
    stage.view.heading = collection[0]
    stage.view.show(collection)
    stage.settle()
    html = stage.page.locator("#lona").inner_html()
    assert html.startswith(f"<!--lona-widget:{collection.id}--><h1")
    assert html.endswith(f"<!--end-lona-widget:{collection.id}-->")

    collection.append(P("more"))
    collection[1].set_text("changed")
    stage.settle()
    assert stage.page.locator("#lona").inner_text().split() == [
        "start..",
        "changed",
        "first",
        "textlast",
        "more",
    ]


@pytest.mark.parametrize("widget", ["FailingWidget", "nobody registered this"])
def test_a_widget_that_fails_shows_the_500_view_to_its_window_only(
    lona_page, lona_chromium, widget
):
    app = make_app()

    @app.route("/shared")
    class SharedView(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.html = Div(H1("start"))
            return self.html

    page = lona_page(app, "/shared")
    expect(page.locator("h1")).to_have_text("start")
    other = lona_page(app, "/")
    expect(other.locator("h1")).to_have_text("start")
    (view,) = lona_page.server.get_views(url="/shared")
    view.html.append(Div(widget=widget))
    view.show()
    expect(page.locator("h1")).to_have_text("500")
    expect(other.locator("h1")).to_have_text("start")
    with pytest.raises(AssertionError, match=f"always fails|{widget}"):
        lona_chromium.raise_page_errors()

    page.evaluate("lona_context.run_view('/other')")  # the window works again
    expect(page.locator("h1")).to_have_text("other")


@pytest.mark.parametrize("debug", [False, True], ids=["bundle", "modules"])
@pytest.mark.parametrize("version", [1, 2])
def test_both_clients_know_the_widgets_of_deferred_scripts(lona_page, version, debug):
    app = make_app(version)
    app.settings.CLIENT_DEBUG = debug
    page = lona_page(app)
    expect(page.locator("h1")).to_have_text("start")
    (view,) = lona_page.server.get_views(url="/")
    stage = Stage(page, view)
    stage.show(new(widget_data={}))
    assert stage.calls() == [["new", "constructor", [{}, True, "lona"]]]
