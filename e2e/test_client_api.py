"""What scripts of frontends and packages do with the client, in Chromium: the context, its hooks,
custom messages, several windows, patched areas, and what an event reports.
"""

import asyncio
import json
import re
import threading
import time
from types import SimpleNamespace

import pytest

from lona import App, HttpRedirectResponse, RedirectResponse, View
from lona.html import (
    CHANGE,
    CLICK,
    FOCUS,
    H1,
    A,
    Button,
    CheckBox,
    Div,
    Form,
    Option2,
    P,
    RawHTML,
    Select2,
    TextInput,
    parse_html,
)
from lona.protocol import INPUT_EVENT_TYPE
from lona.pytest import expect
from lona_testing.plugin.live_server import LiveServer

HOOKS = """
window.calls = [];
const note = (name) => (...given) => {
  calls.push([name, given[0] === lona_context, given.length]);
};
lona_context.add_connect_hook(note("connect 1"));
lona_context.add_connect_hook((context) => {
  calls.push(["window", context.get_default_window().get_url().pathname]);
});
lona_context.add_disconnect_hook(note("disconnect"));
lona_context.add_rendering_hook((context, lona_window) => {
  calls.push(["rendering", lona_window === context.get_default_window()]);
});
"""

PATIENCE = 120  # seconds; no test waits that long if it passes

PANEL = "<div id='panel'></div>"


class EventView(View):
    """Shows what it is told to show, and notes all events."""

    content: object = None

    def handle_request(self, request):
        self.events = []
        self.heading = H1("start")
        self.home = Div(_id="home")
        return Div(self.heading, self.home)

    def handle_input_event(self, input_event):
        self.events.append(input_event)
        self.heading.set_text(f"{len(self.events)} {input_event.name}")


class Echo:
    """Answers custom messages."""

    def handle_websocket_message(self, data):
        data.connection.send_str(f"echo {data.message}")


class NamedView(View):
    """Shows path and values of its request, and a few ways on."""

    def handle_request(self, request):
        values = {**request.GET, **request.POST}
        return Div(
            H1(f"{request.url.path} {json.dumps(values, sort_keys=True)}"),
            Button("click", handle_click=lambda event: event.node.set_text("clicked")),
            A("next", href="next"),
        )


def make_app():
    app = App(__file__)
    app.route("/")(EventView)
    app.route("/views/<name>")(NamedView)
    app.middleware(Echo)

    @app.route("/redirect")
    class RedirectView(View):
        def handle_request(self, request):
            return RedirectResponse("views/target")

    @app.route("/http-redirect")
    class HttpRedirectView(View):
        def handle_request(self, request):
            return HttpRedirectResponse("/plain?a=1")

    @app.route("/plain", interactive=False)
    class PlainView(View):
        def handle_request(self, request):
            return "<title>plain</title><h1>plain</h1>"

    @app.route("/string")
    class StringView(View):
        def handle_request(self, request):
            return """
                <h1>string</h1>
                <a href="/views/from-string">link</a>
                <form action="/views/form"><input name="a" value="1"><button>go</button></form>
                <span class="b a" id="s" data-lona-events="301">span</span>
                <input data-lona-events="302:10000" id="delayed">
            """

        def handle_input_event(self, input_event):
            told = [input_event.name, input_event.node, input_event.tag_name, input_event.data]
            told += [input_event.id_list, input_event.class_list]
            self.told = [*getattr(self, "told", []), told]
            self.show(title=f"{len(self.told)} events")

    return app


@pytest.fixture
def app():
    return make_app()


@pytest.fixture
def nobody_waits(monkeypatch):
    """Let the driver look at pages of a server that is at work."""
    monkeypatch.setattr("lona_testing.plugin.settling.Settling.rest", lambda *args: None)


@pytest.fixture
def open_page(app, lona_page):
    """Return a function that opens a page and waits until its view is shown."""

    def start(path="/", heading="start"):
        page = lona_page(app, path)
        expect(page.locator("h1").first).to_have_text(heading)
        return page

    return start


@pytest.fixture
def event_page(open_page, lona_page):
    """Return a page of `EventView` and a function that shows nodes in it; the view is `.view`."""

    def start(*nodes):
        page = open_page()
        (view,) = lona_page.server.get_views(url="/")
        view.home.nodes = list(nodes)
        view.show()
        expect(page.locator("#home > *")).to_have_count(len(nodes))
        return page, view

    return start


def wait(page, expression):
    page.wait_for_function(f"() => {expression}")


def ending_with(text):
    return re.compile(f"{re.escape(text)}$")


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


# Hooks and messages


def test_hooks_get_the_context_after_the_window_exists(app, open_page):
    app.add_template("lona/frontend.js", HOOKS)
    page = open_page()
    assert page.evaluate("calls") == [
        ["connect 1", True, 2],
        ["window", "/"],
        ["rendering", True],
    ]


def test_custom_messages_go_both_ways_through_the_chain_of_handlers(app, open_page, lona_page):
    app.add_template(
        "lona/frontend.js",
        """
        window.seen = [];
        lona_context.add_message_handler((context, raw) => {
          seen.push(["first", context === lona_context, raw]);
          return raw.startsWith("pass");
        });
        lona_context.add_message_handler((context, raw) => { seen.push(["second", raw]); });
        lona_context.add_message_handler(() => { seen.push("never"); });
        """,
    )
    page = open_page()
    page.evaluate("lona_context.send('text')")
    page.evaluate("lona_context.send({ a: [1, null] })")
    wait(page, "seen.length >= 2")
    lona_page.server.websocket_connections[0].send_str("pass on")
    wait(page, "seen.length >= 4")
    assert page.evaluate("seen") == [
        ["first", True, "echo text"],
        ["first", True, 'echo {"a":[1,null]}'],
        ["first", True, "pass on"],
        ["second", "pass on"],
    ]


def test_leaving_the_page_ends_the_view_without_disconnect_hooks(app, open_page, lona_page):
    app.add_template(
        "lona/frontend.js",
        "lona_context.add_disconnect_hook(() => localStorage.setItem('lost', 'yes'));",
    )
    page = open_page()
    page.goto(page.url.rstrip("/") + "/plain")
    expect(page.locator("h1")).to_have_text("plain")
    until(lambda: not lona_page.server.websocket_connections)
    assert page.evaluate("localStorage.getItem('lost')") is None
    until(lambda: not lona_page.server.get_views(url="/"))


@pytest.mark.usefixtures("nobody_waits")
def test_the_waiting_message_is_shown_while_a_view_does_not_start(app, lona_page, monkeypatch):
    delays, go = [], threading.Event()

    def sleep(seconds):
        delays.append(seconds)
        go.wait()
        go.clear()

    monkeypatch.setattr("lona.runtime.registry.time", SimpleNamespace(sleep=sleep))
    app.settings.CLIENT_VIEW_START_TIMEOUT = 0.2
    app.settings.TEST_VIEW_START_TIMEOUT = True
    page = lona_page(app)
    for path, heading in (("/", "start"), ("/views/next", "/views/next {}")):
        if path != "/":  # now a view is shown already
            page.evaluate("path => lona_context.run_view(path)", path)
        try:
            expect(page.locator("#lona")).to_contain_text("Waiting for the server")
        finally:
            go.set()
        expect(page.locator("h1")).to_have_text(heading)
    assert delays == [1.2, 1.2]


@pytest.mark.usefixtures("nobody_waits")
def test_an_event_that_is_not_acknowledged_runs_the_timeout_hook(app, event_page):
    begun, go = threading.Event(), threading.Event()
    app.settings.CLIENT_INPUT_EVENT_TIMEOUT = 1000
    app.add_template(
        "lona/frontend.js",
        """
        window.started = 0;
        window.running = new Set(); // the timeouts of events
        const { setTimeout, clearTimeout } = window;
        window.setTimeout = (run, delay) => {
          const timer = setTimeout(run, delay);
          if (delay === 1e6) {
            started += 1;
            running.add(timer);
          }
          return timer;
        };
        window.clearTimeout = (timer) => {
          clearTimeout(timer);
          running.delete(timer);
        };
        window.late = [];
        lona_context.add_input_event_timeout_hook((context, lona_window) => {
          late.push([context === lona_context, lona_window === context.get_default_window()]);
        });
        window.alert = () => { late.push("alert"); };
        """,
    )

    def block(input_event):
        begun.set()
        go.wait()
        return input_event

    page, _ = event_page(
        Button("block", _id="block", handle_click=block), Button("second", _id="second")
    )
    try:
        page.locator("#block").click()
        assert begun.wait(PATIENCE)
        wait(page, "running.size == 0")  # it is acknowledged although its handler goes on
        assert page.evaluate("started") == 1
        page.evaluate("Lona.set_settings({ INPUT_EVENT_TIMEOUT: 0.2 })")
        page.locator("#second").click()
        wait(page, "late.length >= 2")
    finally:
        go.set()
    expect(page.locator("h1")).to_have_text("2 click")
    assert page.evaluate("late") == ["alert", [True, True]]


class Gate:
    """A TCP port that passes connections on while it is open, and cuts them when it is closed.

    It listens all the time, so that nobody else can take the port.
    """

    def __init__(self, target):
        self.port = 0
        self._target = target
        self._server = None
        self._is_open = True
        self._writers = []

    async def start(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self):
        await self.close()
        self._server.close()

    async def open(self):
        self._is_open = True

    async def close(self):
        self._is_open = False
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _serve(self, reader, writer):
        if not self._is_open:
            writer.transport.abort()
            return
        to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._writers += [writer, to_writer]
        if not self._is_open:  # closed meanwhile
            await self.close()
        await asyncio.gather(self._pass(reader, to_writer), self._pass(to_reader, writer))

    async def _pass(self, reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
            writer.close()
        except OSError:
            pass


@pytest.fixture
def gated_page(app, lona_chromium, lona_loop_thread):
    """Return a function that opens a page through a gate: `(page, close_gate, open_gate)`."""
    stack = []

    def start():
        live = LiveServer(app, lona_loop_thread)
        stack.append(live.close)
        gate = Gate(int(live.url.rpartition(":")[2]))
        lona_loop_thread.run(gate.start())
        stack.append(lambda: lona_loop_thread.run(gate.stop()))
        context = lona_chromium.new_context(base_url=f"http://127.0.0.1:{gate.port}")
        stack.append(context.close)
        page = context.new_page()
        page.goto("/")
        expect(page.locator("h1")).to_have_text("start")
        return (
            page,
            lambda: lona_loop_thread.run(gate.close()),
            lambda: lona_loop_thread.run(gate.open()),
        )

    yield start
    while stack:
        stack.pop()()
    try:
        lona_chromium.raise_page_errors()
    except AssertionError as error:
        # Chromium reports each failed attempt in the console.
        others = [line for line in str(error).splitlines()[1:] if "WebSocket" not in line]
        assert others == []


@pytest.mark.parametrize("way", ["setup", "reconnect"])
def test_every_failed_attempt_to_reconnect_runs_the_hooks_until_one_succeeds(app, gated_page, way):
    # A frontend of its own, because the default one loads the page anew.
    app.add_template(
        "lona/frontend.html",
        f"""<!DOCTYPE html><body><div id="lona"></div>
        {{{{ Lona.load_scripts() }}}}
        <script nonce="{{{{ request.nonce }}}}">
          window.calls = [];
          window.lona_context = new Lona.LonaContext({{}});
          lona_context.add_connect_hook(() => calls.push("connect"));
          lona_context.add_disconnect_hook((context) => {{
            calls.push("disconnect");
            setTimeout(() => context.{way}(), 50);
          }});
          lona_context.setup();
        </script>""",
    )
    page, close_gate, open_gate = gated_page()
    page.evaluate("document.querySelector('h1').textContent = 'old'")
    close_gate()
    wait(page, "calls.length >= 4")
    open_gate()
    expect(page.locator("h1")).to_have_text("start")
    calls = page.evaluate("calls")
    assert calls == ["connect", *["disconnect"] * (len(calls) - 2), "connect"]
    assert page.evaluate("lona_context.get_default_window().id") == 2


def test_the_default_frontend_tells_a_loss_and_loads_the_page_anew(app, gated_page):
    app.settings.CLIENT_AUTO_RECONNECT_TIMEOUT = 50
    page, close_gate, open_gate = gated_page()
    page.evaluate("window.is_old = true")
    close_gate()
    expect(page.locator("#lona")).to_contain_text("Trying to reconnect")
    assert page.evaluate("is_old")
    open_gate()
    expect(page.locator("h1")).to_have_text("start")
    assert page.evaluate("window.is_old") is None


def test_without_auto_reconnect_the_message_stays(app, gated_page):
    app.settings.CLIENT_AUTO_RECONNECT = False
    app.add_template(
        "lona/frontend.js",
        """window.losses = 0;
        lona_context.add_disconnect_hook(() => { losses += 1; });""",
    )
    page, close_gate, open_gate = gated_page()
    close_gate()
    expect(page.locator("#lona h1")).to_have_text("Disconnected")
    assert "reconnect" not in page.locator("#lona").inner_text()
    assert page.evaluate("losses") == 1
    open_gate()
    page.evaluate("lona_context.reconnect()")  # the second connect loads the page
    expect(page.locator("h1")).to_have_text("start")


# Loading


def test_an_inline_script_may_make_its_context_right_after_the_client(app, open_page):
    app.add_template(
        "lona/frontend.html",
        """<!DOCTYPE html><body><main></main>
        {{ Lona.load_scripts() }}
        <script nonce="{{ request.nonce }}">
          window.lona_context = new Lona.LonaContext({ target: "main", title: "My title" });
          window.lona_context.setup();
        </script>""",
    )
    page = open_page()
    assert page.locator("main h1").inner_text() == "start"
    assert page.evaluate("document.title") == "My title"
    assert page.evaluate("lona_context.settings") == {
        "target": "main",
        "title": "My title",
        "update_address_bar": True,
        "update_title": True,
        "follow_redirects": True,
        "follow_http_redirects": True,
        "scroll_to_top_on_view_start": True,
    }


@pytest.mark.parametrize("folder", ["client", "client2"])
def test_both_entry_points_are_modules_that_export_the_one_lona(open_page, folder):
    page = open_page()
    assert page.evaluate(
        f"import('/static/_lona/{folder}/lona.js').then((module) => module.Lona === window.Lona)"
    )


def test_lona_tells_protocol_and_settings(app, open_page):
    app.settings.CLIENT_PING_INTERVAL = 7
    page = open_page()
    types = {each.name: int(each) for each in INPUT_EVENT_TYPE}
    assert page.evaluate("Lona.protocol.INPUT_EVENT_TYPE") == types
    assert page.evaluate("Lona.settings.PING_INTERVAL") == 7
    page.evaluate("Lona.set_settings({ MINE: 1 })")
    assert page.evaluate("[Lona.settings.MINE, Lona.settings.PING_INTERVAL]") == [1, 7]
    nodes = "Object.keys(lona_context.get_default_window()._nodes).length"
    assert page.evaluate(nodes) == page.locator("[data-lona-node-id]").count() + 1  # the text
    assert page.evaluate("lona_context.get_default_window()._widget_marker") == {}


# Several windows, patched areas


def test_several_windows_have_views_and_addresses_of_their_own(app, open_page):
    app.add_template("lona/footer.html", PANEL)
    app.add_template(
        "lona/frontend.js",
        """lona_context.add_connect_hook((context) => {
          window.panel_id = context.create_window("#panel", "/views/panel");
        });""",
    )
    page = open_page("/views/main", heading="/views/main {}")
    main, panel = page.locator("#lona"), page.locator("#panel")
    expect(panel.locator("h1")).to_have_text("/views/panel {}")
    assert page.evaluate("panel_id") == 2
    assert page.evaluate("lona_context.get_default_window().id") == 1

    panel.locator("button").click()
    expect(panel.locator("button")).to_have_text("clicked")
    expect(main.locator("button")).to_have_text("click")

    panel.locator("a").click()
    expect(panel.locator("h1")).to_have_text("/views/next {}")
    expect(main.locator("h1")).to_have_text("/views/main {}")
    main.locator("button").click()
    expect(main.locator("button")).to_have_text("clicked")
    expect(panel.locator("button")).to_have_text("click")

    # an area outside of both that belongs to the second one
    page.evaluate(
        """() => {
          const area = document.createElement("nav");
          const link = document.createElement("a");
          link.setAttribute("href", "by-area");
          link.textContent = "area";
          area.append(link);
          document.body.append(area);
          lona_context.patch_input_events("nav", panel_id);
        }"""
    )
    page.locator("nav a").click()
    expect(panel.locator("h1")).to_have_text("/views/by-area {}")
    expect(main.locator("h1")).to_have_text("/views/main {}")


def test_a_patched_area_acts_on_its_window_also_after_its_content_changed(app, event_page):
    app.add_template(
        "lona/header.html",
        """<nav id="nav">
          <a href="/views/nav">link</a>
          <form action="/views/form" method="POST">
            <input name="q" value="1"><button>go</button>
          </form>
          <span id="span" data-lona-events="301">span</span>
        </nav>""",
    )
    app.add_template(
        "lona/frontend.js",
        "lona_context.add_connect_hook(() => lona_context.patch_input_events('#nav'));",
    )
    page, view = event_page()
    page.locator("#span").click()
    expect(page.locator("h1")).to_have_text("1 click")
    (event,) = view.events
    assert (event.node, event.nodes, event.tag_name) == (None, [], "SPAN")
    assert event.node_has_id("span")

    page.locator("nav a").click()
    expect(page.locator("h1")).to_have_text("/views/nav {}")
    page.locator("nav form button").click()
    expect(page.locator("h1")).to_have_text('/views/form {"q": "1"}')
    page.evaluate(
        """() => {
          const link = document.createElement("a");
          link.setAttribute("href", "later");
          link.textContent = "later";
          document.querySelector("#nav").replaceChildren(link);
        }"""
    )
    page.locator("nav a").click()
    expect(page.locator("h1")).to_have_text("/views/later {}")
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


# Events


def test_fire_input_event_takes_elements_ids_names_and_codes(event_page):
    node, target = Div("node", events=[CLICK]), P("target")
    page, view = event_page(node, target)
    page.evaluate(
        f"""() => {{
          const lona_window = lona_context.get_default_window();
          const element = (id) => document.querySelector(`[data-lona-node-id="${{id}}"]`);
          lona_window.fire_input_event(element({node.id}), "named", {{ a: [1] }});
          lona_window.fire_input_event("{node.id}", "named", 1.5, element({target.id}));
          lona_window.fire_input_event({node.id}, Lona.protocol.INPUT_EVENT_TYPE.CLICK, {{}});
          lona_window.fire_input_event(undefined, "nobody");
          lona_window.fire_input_event("999999999", "stale");
          lona_window.fire_input_event(element({node.id}), "last");
        }}"""
    )
    expect(page.locator("h1")).to_have_text("5 last")
    assert [(event.name, event.data) for event in view.events] == [
        ("named", {"a": [1]}),
        ("named", 1.5),
        ("click", {}),
        ("nobody", []),
        ("last", []),
    ]
    assert [event.node for event in view.events] == [node, node, node, None, node]
    assert view.events[1].target_node is target


def test_a_node_whose_own_listener_fires_an_event_sends_only_that(event_page):
    inner = Div("inner", events=[CLICK], _id="inner")
    outer = Div(inner, P("beside", _id="beside"), events=[CLICK], _id="outer")
    page, view = event_page(outer)
    page.evaluate(
        """() => {
          const inner = document.querySelector("#inner");
          inner.onclick = () =>
            lona_context.get_default_window().fire_input_event(inner, "chosen", {a: 1});
        }"""
    )
    page.locator("#inner").click()
    expect(page.locator("h1")).to_have_text("1 chosen")
    page.locator("#beside").click()
    expect(page.locator("h1")).to_have_text("2 click")
    assert [(event.name, event.node) for event in view.events] == [
        ("chosen", inner),
        ("click", outer),
    ]


def test_selects_report_the_indexes_of_the_selected_options(event_page):
    options = [Option2(name, value=value) for value, name in enumerate("abc")]
    several = Select2(*options, multiple=True, bubble_up=True, _id="several")
    one = Select2(Option2("x", value=1), Option2("y", value=2), bubble_up=True, _id="one")
    page, view = event_page(several, one)
    page.locator("#several").select_option(["a", "c"])
    expect(page.locator("h1")).to_have_text("1 change")
    page.locator("#several").select_option([])
    expect(page.locator("h1")).to_have_text("2 change")
    page.locator("#one").select_option("y")
    expect(page.locator("h1")).to_have_text("3 change")
    assert [event.data for event in view.events] == [[0, 2], [], [1]]
    assert (several.value, one.value) == ((), 2)


def test_delayed_changes_leave_before_what_the_user_does_next(event_page):
    slow = TextInput(input_delay=60_000, bubble_up=True, _id="slow")
    page, view = event_page(slow, Div("area", events=[CLICK], _id="area"), CheckBox(_id="box"))
    page.locator("#slow").focus()
    page.keyboard.type("abc")
    # Without moving the focus, as a shortcut of a package would.
    page.evaluate("document.querySelector('#area').click()")
    expect(page.locator("h1")).to_have_text("2 click")
    assert [(event.name, event.data == "abc") for event in view.events] == [
        ("change", True),
        ("click", False),
    ]
    page.keyboard.type("d")
    page.evaluate("lona_context.get_default_window().fire_input_event(null, 'custom')")
    expect(page.locator("h1")).to_have_text("4 custom")
    assert view.events[2].data == "abcd"
    assert slow.value == "abcd"


def test_nested_listeners_send_one_event_of_the_innermost(event_page):
    inner = Button(P("text", _id="text"), _id="inner")
    outer = Div(inner, events=[CLICK, CHANGE, FOCUS], _id="outer")
    page, view = event_page(outer)
    page.evaluate(
        """() => {
          window.bubbled = 0;
          document.addEventListener("click", () => { bubbled += 1; });
        }"""
    )
    page.locator("#text").click()
    expect(page.locator("h1")).to_have_text("1 click")
    (event,) = view.events
    assert event.node is inner
    assert event.target_node is inner.nodes[0]
    assert event.nodes[:2] == [inner, outer]
    assert page.evaluate("bubbled") == 0


def test_ignored_elements_belong_to_the_browser(event_page):
    button = Button("ignored", ignore=True, _id="button")
    form = Form(
        TextInput(value="1", name="q", ignore=True, _id="input"),
        Button("go", type="submit", ignore=True, _id="go"),
        action="/plain",
        ignore=True,
    )
    page, view = event_page(button, form)
    page.locator("#button").click()
    page.locator("#input").fill("2")
    page.evaluate("lona_context.get_default_window().fire_input_event(null, 'done')")
    expect(page.locator("h1")).to_have_text("1 done")
    assert [event.name for event in view.events] == ["done"]
    page.locator("#go").click()
    expect(page).to_have_title("plain")
    expect(page).to_have_url(ending_with("/plain?q=2"))


def test_an_ignored_link_loads_its_page(event_page):
    page, _ = event_page(A("link", href="/views/linked", interactive=False))
    page.evaluate("window.is_old = true")
    page.locator("a").click()
    expect(page.locator("h1")).to_have_text("/views/linked {}")
    assert page.evaluate("window.is_old") is None


def test_raw_html_is_left_alone(event_page):
    page, _ = event_page(
        RawHTML(
            '<a href="#here">link</a><b data-lona-events="301">bold</b>'
            '<form action="/plain"><button>go</button></form>'
        )
    )
    page.locator("b").click()
    page.locator("a").click()
    wait(page, "location.hash == '#here'")
    page.evaluate("lona_context.get_default_window().fire_input_event(null, 'done')")
    expect(page.locator("h1")).to_have_text("1 done")
    page.locator("form button").click()
    expect(page).to_have_title("plain")


def test_html_strings_work_like_trees_but_their_events_have_no_node(open_page, lona_page):
    page = open_page("/string", heading="string")
    (view,) = lona_page.server.get_views(url="/string")
    page.locator("#delayed").focus()
    page.keyboard.type("x")
    page.locator("#s").click()
    expect(page).to_have_title("2 events")
    page.locator("form button").click()
    expect(page.locator("h1")).to_have_text('/views/form {"a": "1"}')
    change, click = view.told
    assert change[:4] == ["change", None, "INPUT", "x"]
    assert change[4:] == [["delayed"], [""]]
    assert click[:3] == ["click", None, "SPAN"]
    assert click[4:] == [["s"], ["b", "a"]]
    page.go_back()
    expect(page.locator("h1")).to_have_text("string")
    page.locator("#lona a").click()
    expect(page.locator("h1")).to_have_text("/views/from-string {}")


# Addresses


def test_links_redirects_and_forms_add_entries_and_back_runs_them_again(open_page):
    page = open_page("/views/first", heading="/views/first {}")
    page.evaluate("window.is_same_page = true")
    length = page.evaluate("history.length")
    page.locator("a").click()
    expect(page.locator("h1")).to_have_text("/views/next {}")
    page.evaluate("lona_context.run_view('/redirect')")
    expect(page.locator("h1")).to_have_text("/views/target {}")
    expect(page).to_have_url(ending_with("/views/target"))
    assert page.evaluate("history.length") == length + 2

    page.evaluate("lona_context.run_view('other?a=1', { b: '2' })")
    expect(page.locator("h1")).to_have_text('/views/other {"a": "1", "b": "2"}')
    expect(page).to_have_url(ending_with("/views/target"))

    for heading in ("/views/next {}", "/views/first {}"):
        page.go_back()
        expect(page.locator("h1")).to_have_text(heading)
    page.go_forward()
    expect(page.locator("h1")).to_have_text("/views/next {}")
    assert page.evaluate("history.length") == length + 2
    assert page.evaluate("is_same_page")


def test_back_beyond_the_first_view_leaves_and_forward_loads_the_page(open_page):
    page = open_page("/plain", heading="plain")
    page.goto(page.url.replace("/plain", "/views/first"))
    expect(page.locator("h1")).to_have_text("/views/first {}")
    page.locator("a").click()
    expect(page.locator("h1")).to_have_text("/views/next {}")
    page.go_back()
    expect(page.locator("h1")).to_have_text("/views/first {}")
    page.go_back()
    expect(page.locator("h1")).to_have_text("plain")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("/views/first {}")
    page.locator("button").click()
    expect(page.locator("button")).to_have_text("clicked")


@pytest.mark.parametrize("method", ["get", "POST"])
def test_forms_send_what_the_browser_would_send(open_page, lona_page, method):
    page = open_page()
    (view,) = lona_page.server.get_views(url="/")
    form = parse_html(
        f"""<form method="{method}" action="/views/form?gone=1">
          <input name="name" value="first"><input name="name" value="last">
          <input name="off" type="checkbox"><input name="on" type="checkbox" checked>
          <select name="several" multiple>
            <option value="1" selected>x</option><option>y</option><option selected>z</option>
          </select>
          <textarea name="area">a &amp; b</textarea>
          <input name="disabled" value="x" disabled><input value="nameless">
          <button id="other" name="button" value="other" type="submit">other</button>
          <input type="submit" name="button" value="chosen">
        </form>""",
        use_high_level_nodes=False,
    )
    view.home.nodes = [form]
    view.show()
    page.locator("input[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("/views/form")
    values = page.locator("h1").inner_text().partition(" ")[2]
    expected = {"on": "on", "area": "a & b", "button": "chosen"}
    if method == "get":
        assert json.loads(values) == {**expected, "name": "first", "several": "1"}
        query = "name=first&name=last&on=on&several=1&several=z&area=a+%26+b&button=chosen"
        expect(page).to_have_url(ending_with(f"/views/form?{query}"))
    else:
        lists = {"name": ["first", "last"], "several": ["1", "z"]}
        assert json.loads(values) == {**expected, **lists, "gone": "1"}


def test_an_http_redirect_leaves_the_page(open_page):
    page = open_page()
    page.evaluate("lona_context.run_view('/http-redirect')")
    expect(page).to_have_title("plain")
    expect(page).to_have_url(ending_with("/plain?a=1"))


def test_a_frontend_may_keep_address_title_and_redirects_to_itself(app, open_page):
    app.add_template(
        "lona/frontend.js",
        """Object.assign(lona_context.settings, {
          update_address_bar: false, update_title: false, follow_redirects: false,
        });""",
    )
    page = open_page("/views/first", heading="/views/first {}")
    assert page.evaluate("document.title") == ""
    page.locator("a").click()
    expect(page.locator("h1")).to_have_text("/views/next {}")
    expect(page).to_have_url(ending_with("/views/first"))
    page.evaluate(
        """() => {
          window.answered = false;
          lona_context.add_message_handler(() => { answered = true; });
          lona_context.run_view("/redirect");
        }"""
    )
    expect(page.locator("#lona > *")).to_have_count(0)
    page.evaluate("lona_context.send('x')")
    wait(page, "answered")
    assert page.evaluate("lona_context.get_default_window().get_url().pathname") == "/redirect"


# The default style


@pytest.mark.parametrize(
    ("template", "padding"),
    [("", "16px"), ("<body><div id=lona></div>{{ Lona.load_scripts() }}", "0px")],
    ids=["default page", "page of one's own"],
)
def test_only_the_default_page_has_a_padding_that_a_style_can_take_away(
    lona_page, template, padding
):
    app = App(__file__)

    @app.route("/")
    class Page(View):
        def handle_request(self, request):
            return H1("page")

    if template:
        link = "<link rel=stylesheet href={{ Lona.load_static_file('lona/style.css') }}>"
        app.add_template("own.html", string=f"<!DOCTYPE html>{link}{template}")
        app.settings.FRONTEND_TEMPLATE = "own.html"
    page = lona_page(app)
    read = "getComputedStyle(document.querySelector('#lona')).paddingLeft"
    assert page.evaluate(read) == padding
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("#lona { padding: 3px }");
          document.adoptedStyleSheets.push(sheet);
        }"""
    )
    assert page.evaluate(read) == "3px"
