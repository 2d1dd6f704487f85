"""Which events count: each kind of event, each way a node can be unable to get it.

The tables are tried in a server without sockets, and once more as raw text on a websocket. A row
says what the view shows, the node that the event names, and whether the event reaches any code.
"""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from lona.events.event_types import BLUR, CHANGE, CLICK, FOCUS
from lona.html import (
    A,
    Button,
    CheckBox,
    Div,
    FieldSet,
    Form,
    Label,
    Legend,
    Node,
    NumberInput,
    OptGroup,
    Option2,
    PasswordInput,
    RadioButton,
    RadioGroup,
    Select2,
    Span,
    TextArea,
    TextInput,
    parse_html,
)
from lona.protocol import messages as m
from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona.web.application import create_application

EVENTS = [CLICK, CHANGE, FOCUS, BLUR]
TYPES = {"click": 301, "change": 302, "focus": 304, "blur": 305}
HANDLERS = [f"handle_{name}" for name in TYPES]
NAMES = ["custom", "click", "change", "focus", "blur", "input_event", "handle_click", "", "\0"]

DATA = {301: {"x": 1, "y": 1}, 302: "new", 304: [], 305: []}


@dataclass
class Case:
    """A tree with the node `x`, and what becomes of events of it.

    `natively` and `custom` tell whether events of the browser and custom events count.
    """

    name: str
    make: Any
    natively: bool
    custom: bool
    data: dict[int, Any] = field(default_factory=lambda: dict(DATA))
    change: bool | None = None  # if it is not as `natively` says

    def counts(self, event_type: Any) -> bool:
        if isinstance(event_type, str):
            return self.custom
        return self.natively if event_type != 302 or self.change is None else self.change


def element(tag="div", *children, **attributes):
    return Node(*children, tag_name=tag, id="x", events=list(EVENTS), **attributes)


def control(cls=TextInput, *args, **keywords):
    return cls(*args, id="x", events=list(EVENTS), **keywords)


def parsed(html):
    events = 'id="x" data-lona-events="301;302:9;304;305"'
    return parse_html(html.format(events), use_high_level_nodes=False)


def undeclared(cls=Div, **keywords):
    node = cls(id="x", **keywords)
    node.events.clear()
    return node


FIELDSET = {"disabled": ""}
SELECTED = {**DATA, 302: [1]}
CHECKED = {**DATA, 302: True}

CASES = [
    # able
    Case("element", lambda: Div(element()), True, True),
    Case("button", lambda: Div(control(Button)), True, True),
    Case("text input", lambda: Div(control()), True, True),
    Case("text area", lambda: Div(control(TextArea)), True, True),
    Case("number", lambda: Div(control(NumberInput)), True, True),
    Case("check box", lambda: Div(control(CheckBox)), True, True, CHECKED),
    Case("radio", lambda: Div(control(RadioButton)), True, True, CHECKED),
    Case("select", lambda: control(Select2, Option2("a"), Option2("b")), True, True, SELECTED),
    Case("not disabled", lambda: Div(control(Button, disabled=False)), True, True),
    Case("switched on again", lambda: Div(element(attributes={"disabled": False})), True, True),
    Case("parsed", lambda: parsed("<div><b {}></b></div>"), True, True),
    Case("in a field set", lambda: FieldSet(control()), True, True),
    Case("no control in a disabled set", lambda: FieldSet(element(), **FIELDSET), True, True),
    Case("enabled set in it", lambda: FieldSet(element("fieldset"), **FIELDSET), True, True),
    Case(
        "in the legend of a disabled field set",
        lambda: FieldSet(Div(), Legend(Label(control())), **FIELDSET),
        True,
        True,
    ),
    # not declared
    Case("silent element", lambda: Div(undeclared()), False, True),
    Case("silent button", lambda: Div(undeclared(Button)), False, True),
    Case("silent input", lambda: Div(undeclared(TextInput)), False, True),
    Case("codes of others", lambda: Div(element(attributes={"data-lona-events": "3010;30"})), 0, 1),
    # disabled
    Case("disabled element", lambda: Div(element(disabled="")), False, False),
    Case("disabled by True", lambda: Div(element(disabled=True)), False, False),
    Case("disabled by a word", lambda: Div(element(disabled="false")), False, False),
    Case("disabled button", lambda: Div(control(Button, disabled=True)), False, False),
    Case("disabled input", lambda: Div(control(disabled=True)), False, False),
    Case("disabled text area", lambda: Div(control(TextArea, disabled=True)), False, False),
    Case("disabled check box", lambda: Div(control(CheckBox, disabled=True)), 0, 0, CHECKED),
    Case("disabled field set", lambda: Form(element("fieldset", disabled="")), False, False),
    Case("silent and disabled", lambda: Div(undeclared(Button, disabled=True)), False, False),
    Case("in a disabled button", lambda: Button(Div(element()), disabled=True), False, False),
    Case("option of a disabled select", lambda: Select2(element("option"), disabled=True), 0, 0),
    Case("option of a disabled group", lambda: OptGroup(element("option"), disabled=""), 0, 0),
    Case("input in a disabled set", lambda: FieldSet(Div(control()), **FIELDSET), 0, 0),
    Case("button in a disabled set", lambda: FieldSet(control(Button), **FIELDSET), 0, 0),
    Case("span in that", lambda: FieldSet(Button(element("span")), **FIELDSET), 0, 0),
    Case("deep in a disabled set", lambda: FieldSet(FieldSet(control()), **FIELDSET), 0, 0),
    Case("in its second legend", lambda: FieldSet(Legend(), Legend(control()), **FIELDSET), 0, 0),
    Case(
        "in the legend of an inner set",
        lambda: FieldSet(FieldSet(Legend(control())), **FIELDSET),
        False,
        False,
    ),
    Case(
        "parsed in a disabled set",
        lambda: parsed("<fieldset disabled><input {}></fieldset>"),
        False,
        False,
    ),
    # read-only
    Case("read-only input", lambda: Div(control(readonly=True)), 1, 1, change=False),
    Case("read-only text area", lambda: Div(control(TextArea, readonly=True)), 1, 1, change=False),
    Case(
        "read-only check box",
        lambda: Div(control(CheckBox, readonly=True)),
        *(True, True, CHECKED, False),
    ),
    Case(
        "read-only radio button",
        lambda: RadioGroup(control(RadioButton, readonly=True)),
        *(True, True, CHECKED, False),
    ),
    Case(
        "read-only select",
        lambda: control(Select2, Option2("a"), Option2("b"), readonly=True),
        *(True, True, SELECTED, False),
    ),
    Case("read-only element", lambda: Div(element("input", readonly="")), 1, 1, change=False),
    Case("read-only nothing", lambda: Div(element(readonly="")), True, True),
]


@dataclass
class Change:
    """A control, and whether a change of it with these data counts."""

    name: str
    make: Any
    data: Any
    counts: bool


def options(*, multiple=False, **keywords):
    """Give a select of a, b (disabled), c (in a disabled group), d."""
    group = OptGroup(Option2("c", value="c"), disabled="")
    b = Option2("b", value="b", disabled=True, **keywords)
    a, d = (Option2(each, value=each) for each in "ad")
    return Select2(a, b, group, d, id="x", multiple=multiple)


def text(value="", cls=TextInput, **attributes):
    return lambda: cls(value, id="x", **attributes)


CHANGES = [
    # types
    *(Change(f"text {data!r}", text(), data, False) for data in (None, 5, True, [], {}, ["a"])),
    *(
        Change(f"check box {data!r}", lambda: CheckBox(id="x"), data, False)
        for data in (None, 1, 0, "true", "", [], {})
    ),
    *(
        Change(f"radio {data!r}", lambda: RadioButton(id="x"), data, False)
        for data in (None, 1, "on", [], False)
    ),
    *(
        Change(f"select {data!r}", options, data, False)
        for data in (None, 0, "0", True, {}, [True], [0.0], [None], [[0]], ["a"], ["-1"])
    ),
    Change("upper case type", lambda: element("input", type="CHECKBOX"), "x", False),
    Change("element takes anything", element, {"a": [1]}, True),
    # lines and NUL
    *(
        Change(f"{cls.__name__} {data!r}", text("", cls), data, False)
        for cls in (TextInput, PasswordInput)
        for data in ("a\nb", "\r", "a\0")
    ),
    Change("number with a line", lambda: NumberInput(id="x"), "1\n", False),
    Change("date with a line", lambda: element("input", type="date"), "2024-01-01\n", False),
    Change("type that is none", lambda: element("input", type="nonsense"), "a\nb", False),
    Change("hidden with a line", lambda: element("input", type="hidden"), "a\nb", True),
    Change("text area with lines", text("", TextArea), "a\nb", True),
    Change("text area with NUL", text("", TextArea), "a\0b", False),
    Change("number that is none", lambda: NumberInput(id="x"), "abc", True),
    Change("number out of range", lambda: NumberInput(id="x", min=1, max=2), "3", True),
    Change("no address", lambda: element("input", type="email"), "abc", True),
    # lengths
    Change("as long as allowed", text(maxlength=3), "abc", True),
    Change("too long", text(maxlength=3), "abcd", False),
    Change("too long for a string", text(maxlength=" +3 "), "abcd", False),
    Change("nothing allowed", text(maxlength=0), "a", False),
    Change("units of UTF-16", text(maxlength=3), "\U0001f600\U0001f600", False),
    Change("negative length", text(maxlength=-1), "abcd", True),
    Change("length that is none", text(maxlength="x"), "abcd", True),
    Change("text area too long", text("", TextArea, maxlength=3), "abcd", False),
    Change("number has no length", lambda: NumberInput(id="x", maxlength=1), "1234", True),
    Change("set by the server", text("abcdef", maxlength=3), "abcdef", True),
    Change("set by the server, shortened", text("abcdef", maxlength=3), "abdf", True),
    Change("set by the server, changed", text("abcdef", maxlength=3), "abcdeX", False),
    Change("set by the server, longer", text("abcdef", maxlength=3), "abcdefg", False),
    Change("set as content", lambda: element("textarea", "abcdef", maxlength=3), "abcdef", True),
    # options
    Change("an option", options, [0], True),
    Change("no option", options, [], True),
    Change("behind the last option", options, [4], False),
    Change("before the first option", options, [-1], False),
    Change("two of a single select", options, [0, 3], False),
    Change("one twice of a single select", options, [0, 0], False),
    Change("two of a multiple select", lambda: options(multiple=True), [0, 3], True),
    Change("one twice of a multiple select", lambda: options(multiple=True), [0, 0], False),
    Change("more than there are", lambda: options(multiple=True), [0, 3, 0, 3, 0], False),
    Change("disabled option", options, [1], False),
    Change("option of a disabled group", options, [2], False),
    Change("a disabled one among others", lambda: options(multiple=True), [0, 1], False),
    Change("disabled but selected", lambda: options(selected=True), [1], True),
    Change(
        "selected and disabled, among others",
        lambda: options(multiple=True, selected=True),
        [0, 1],
        True,
    ),
]


class Observed(View):
    """Shows what `make` gives; notes every hook and handler that an event reaches."""

    make: Any = None

    def handle_request(self, request):
        self.log: list[str] = []
        tree = self.make()
        for node in [tree, *tree.iter_nodes()]:
            if isinstance(node, Node):
                for name in HANDLERS:
                    setattr(node, name, self.noting(name))
        self.node = tree if tree.has_id("x") else tree.query_selector("#x")
        self.other = Div(id="other")
        return Div(tree, self.other)

    def noting(self, name):
        return lambda event: self.note(name, event)

    def note(self, name, event):
        self.log.append(name)
        return event

    def handle_input_event_root(self, input_event):
        return self.note("root", input_event)

    def handle_input_event(self, input_event):
        return self.note("view", input_event)


@pytest.fixture
def start(serve, open_tab):
    """Give a function that shows a tree and gives `(tab, view)`."""

    def start_view(make):
        view_class = type("View", (Observed,), {"make": staticmethod(make)})
        server = serve({"/": view_class})
        tab = open_tab(server)
        tab.load()
        (view,) = server.get_views(url="/")
        return tab, view

    return start_view


def by_name(cases):
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.name)


@by_name(CASES)
def test_an_event_counts_only_if_its_node_can_get_it(start, case):
    tab, view = start(case.make)
    for name, event_type in TYPES.items():
        view.log.clear()
        messages = tab.fire(view.node, event_type, case.data[event_type])
        assert ("root" in view.log) == case.counts(event_type), name
        assert set(view.log) <= {"root", f"handle_{name}", "view"}
        assert is_acknowledged(messages, tab.event_id)
    for name in NAMES:
        view.log.clear()
        messages = tab.fire(view.node, name, {"any": "thing"})
        assert view.log == (["root", "view"] if case.custom else []), name
        assert messages == [m.EventAck(1, 1, messages[0].seq, tab.event_id)]


@by_name(CHANGES)
def test_a_change_counts_only_if_a_user_can_make_it(start, case):
    tab, view = start(case.make)
    before = str(view.node)
    view.node.events.add(CHANGE)
    view.show()
    tab.messages()
    before = str(view.node)
    messages = tab.fire(view.node, 302, case.data)
    assert ("root" in view.log) == case.counts
    if not case.counts:
        assert str(view.node) == before
        assert view.log == []
    assert is_acknowledged(messages, tab.event_id)


def is_acknowledged(messages, event_id):
    return any(
        getattr(message, "event_id", 0) == event_id or getattr(message, "applied", 0) >= event_id
        for message in messages
    )


@pytest.mark.parametrize("event_type", [*TYPES.values(), "custom"])
def test_an_event_of_a_removed_or_foreign_node_does_not_count(serve, open_tab, event_type):
    view_class = type("View", (Observed,), {"make": staticmethod(element)})
    server = serve({"/": view_class, "/other": view_class})
    tab, other = open_tab(server), open_tab(server)
    tab.load()
    other.load("/other")
    view, other_view = server.runtimes.views()
    tab.fire(other_view.node, event_type, DATA.get(event_type, []))
    removed = view.node
    removed.remove()
    view.show()
    tab.messages()
    tab.fire(removed, event_type, DATA.get(event_type, []))
    tab.fire(2**53 - 1, event_type, DATA.get(event_type, []))
    assert view.log == []
    assert other_view.log == []


# what was hit


def hit(start, make, target, event_type=301, data=None):
    """Fire an event of `#x` that says it hit another node; gives what the root hook saw."""
    tab, view = start(make)
    seen = []
    view.handle_input_event_root = lambda event: seen.append(event)
    root = view.node.root
    tab.fire(
        view.node, event_type, DATA[301] if data is None else data, target=root_find(root, target)
    )
    return seen, view


def root_find(root, selector):
    return int(root.query_selector(selector).id)


def test_the_target_is_what_was_hit_within_the_node(start):
    seen, view = hit(start, lambda: Div(element("div", Span(A("x")))), "a")
    assert seen[0].target_node is view.node[0][0]


def test_what_is_not_within_the_node_was_not_hit(start):
    seen, view = hit(start, lambda: Div(element()), "#other")
    assert seen[0].node is view.node
    assert seen[0].target_node is None


def test_widgets_may_name_any_target(start):
    seen, view = hit(start, lambda: Div(element()), "#other", "custom")
    assert seen[0].target_node is view.other


def test_a_disabled_control_is_not_hit_for_another_node_either(start):
    assert hit(start, lambda: element("div", Button(disabled=True)), "button")[0] == []
    assert hit(start, lambda: element("div", Button(Span(), disabled=True)), "span")[0] == []


@pytest.mark.parametrize("keywords", [{"readonly": True}, {"disabled": True}, {"maxlength": 2}])
def test_a_form_does_not_hear_of_changes_that_its_control_can_not_have(start, keywords):
    def make():
        return Form(Node(tag_name="input", **keywords), id="x", events=[CHANGE])

    assert hit(start, make, "input", 302, "new")[0] == []


def test_a_control_is_judged_by_itself_whatever_was_hit(start):
    seen, view = hit(start, lambda: Div(control(readonly=True)), "#other", 302, "new")
    assert seen == []
    assert view.node.value == ""


# what the user sees


@pytest.mark.parametrize(
    ("make", "data", "content"),
    [
        (lambda: TextInput("old", id="x", maxlength=3), "long", "value"),
        (lambda: CheckBox(True, id="x", readonly=True), False, "checked"),
    ],
)
def test_a_control_gets_its_value_back_when_a_change_of_it_was_refused(start, make, data, content):
    tab, view = start(make)
    (update,) = tab.fire(view.node, 302, data)
    assert update.applied == tab.event_id
    assert update.content[0][:3] == [1, int(view.node.id), content]


def test_a_select_gets_its_selection_back(start):
    tab, view = start(lambda: options(selected=True))
    (update,) = tab.fire(view.node, 302, [2])
    assert sorted(patch[0] for patch in update.content) == [1, 2]


def test_a_radio_group_gets_its_choice_back(start):
    def make():
        return RadioGroup(RadioButton("a", checked=True), RadioButton("b", id="x", readonly=True))

    tab, view = start(make)
    (update,) = tab.fire(view.node, 302, True)
    assert sorted(patch[:1] + patch[2:3] for patch in update.content) == [
        [1, "checked"],
        [2, "checked"],
    ]


def test_a_waiting_view_does_not_take_a_custom_event_for_a_click(serve, open_tab):
    class Waiting(View):
        def handle_request(self, request):
            self.button = Button("x")
            self.await_click(self.button, html=self.button)
            return "clicked"

    server = serve({"/": Waiting})
    tab = open_tab(server)
    tab.load()
    (view,) = server.get_views(url="/")
    assert len(tab.fire(view.button, "click")) == 1
    assert any(getattr(message, "content", 0) == "clicked" for message in tab.fire(view.button))


# the same on a raw socket


async def open_raw(cases):
    """Serve the trees by number; gives the client and the server."""
    routes = [
        Route(f"/{number}", type("View", (Observed,), {"make": staticmethod(case.make)}))
        for number, case in enumerate(cases)
    ]
    server = Server("/", routes=routes)
    client = TestClient(TestServer(create_application(server)))
    await client.start_server()
    return client, server


async def send_until_acknowledged(websocket, *events):
    """Send texts of input events, and read until the last of them is acknowledged."""
    for number, (view, event_type, data, node) in enumerate(events, 1):
        items = [102, 1, view, 0, number, event_type, data, node, node, "X", [""], [""]]
        await websocket.send_str("lona:" + json.dumps(items))
    while True:
        code, *items = json.loads((await websocket.receive_str(timeout=60))[5:])
        if code == 205 and items[3] == len(events):
            return
        if code == 201 and items[3] >= len(events):
            return


async def test_the_tables_hold_on_a_raw_socket():
    cases = [*CASES, *CHANGES]
    client, server = await open_raw(cases)
    async with client.ws_connect("/") as websocket:
        for number, case in enumerate(cases):
            url = f"http://localhost/{number}"
            await websocket.send_str("lona:" + json.dumps([101, 1, number + 1, 0, url, None]))
            while "[201," not in await websocket.receive_str(timeout=60):
                pass
            (view,) = server.get_views(url=f"/{number}")
            node = int(view.node.id)
            if isinstance(case, Change):
                view.node.events.add(CHANGE)
                expected = [case.counts]
                events = [(302, case.data)]
            else:
                kinds = [*TYPES.values(), *NAMES]
                events = [(kind, case.data.get(kind, {"any": "thing"})) for kind in kinds]
                expected = [case.counts(kind) for kind in kinds]
            await send_until_acknowledged(
                websocket, *((number + 1, kind, data, node) for kind, data in events)
            )
            assert view.log.count("root") == sum(expected), case.name
    await client.close()


async def test_a_window_cannot_reach_into_another_one_of_its_connection():
    client, server = await open_raw(CASES[:1] * 2)
    async with client.ws_connect("/") as websocket:
        for window in (1, 2):
            url = f"http://localhost/{window - 1}"
            await websocket.send_str("lona:" + json.dumps([101, window, 1, 0, url, None]))
            while f"[201,{window}," not in await websocket.receive_str(timeout=60):
                pass
        first, second = sorted(server.runtimes.views(), key=lambda view: view.request.url.path)
        node = int(second.node.id)  # of the second window, in the first one
        await send_until_acknowledged(
            websocket, *((1, kind, [], node) for kind in [*TYPES.values(), *NAMES])
        )
        assert (first.log, second.log) == ([], [])
    await client.close()
