"""What is typed is never damaged, however slow the network and whatever the view does meanwhile.

A proxy between Chromium and the server delays every chunk of bytes, each way.
"""

import asyncio
import random
import time

import pytest

from lona import App, View
from lona.html import H1, Div, P, TextArea, TextInput
from lona_testing.plugin.live_server import LiveServer

TEXT = "The quick brown fox jumps over the lazy dog 0123456789 abcde"
PATIENCE = 120  # seconds that a test waits before it fails
DELAYS = {"50 ms": (0.05, 0.05), "50 to 800 ms": (0.05, 0.8), "800 ms": (0.8, 0.8)}


class DelayingProxy:
    """Passes TCP connections on; chunks keep their order, each waits `low` to `high` seconds."""

    def __init__(self, port):
        self.low = self.high = 0.0
        self.port = None
        self._target = port
        self._random = random.Random(1)
        self._server = None

    async def start(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self):
        self._server.close()

    async def _serve(self, reader, writer):
        try:
            to_server = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pass(reader, to_server[1]), self._pass(to_server[0], writer))

    async def _pass(self, reader, writer):
        loop = asyncio.get_running_loop()
        chunks = asyncio.Queue()
        writing = asyncio.create_task(self._write(chunks, writer))
        data = b"-"
        while data:
            try:
                data = await reader.read(65536)
            except OSError:
                data = b""
            delay = self._random.uniform(self.low, self.high)
            chunks.put_nowait((loop.time() + delay, data))
        await writing

    async def _write(self, chunks, writer):
        loop = asyncio.get_running_loop()
        while True:
            due, data = await chunks.get()
            await asyncio.sleep(max(0, due - loop.time()))
            if not data:
                writer.close()
                return
            try:
                writer.write(data)
                await writer.drain()
            except OSError:
                return


class TypingView(View):
    """Keeps the last text that arrived; subclasses say what they do with the page then."""

    text = ""

    def handle_request(self, request):
        self.heading = H1()
        self.input = TextInput(input_delay=30, handle_change=self.on_change)
        self.html = Div(self.heading, self.input)
        return self.html

    def on_change(self, event):
        self.text = self.input.value
        self.react()

    def react(self):
        self.heading.set_text(self.text)


class ValidatingView(TypingView):
    def react(self):
        self.input.class_list = ["odd"] if len(self.text) % 2 else ["even"]
        self.input.attributes["aria-invalid"] = "true" if len(self.text) % 2 else "false"
        self.heading.set_text(f"{len(self.text)} characters")


class CorrectingView(TypingView):
    def react(self):
        self.input.value = self.text = self.text.upper()


class ArrangingView(TypingView):
    """Puts the same input into new surroundings each time."""

    def react(self):
        self.html.nodes = [P("before"), H1(self.text), self.input, P(self.text)]


class RewritingView(TypingView):
    """Shows a new tree with a new input each time."""

    def handle_request(self, request):
        return self.make_tree()

    def make_tree(self):
        self.input = TextInput(value=self.text, input_delay=30, handle_change=self.on_change)
        return Div(H1(self.text), Div(self.input, P(self.text)))

    def react(self):
        self.show(self.make_tree())


class RefillingView(RewritingView):
    """Keeps its root, but fills it anew each time, with a new input."""

    def handle_request(self, request):
        self.html = Div()
        self.react()
        return self.html

    def react(self):
        self.html.nodes = [self.make_tree()]


class ReplacingView(RefillingView):
    """Like `RefillingView`, with a flat page whose number of nodes changes."""

    def react(self):
        self.make_tree()
        self.html.nodes = [*(P("line") for _ in range(len(self.text) % 4)), self.input]


class AreaView(TypingView):
    def handle_request(self, request):
        self.heading = H1()
        self.input = TextArea(input_delay=30, handle_change=self.on_change)
        self.html = Div(self.heading, self.input)
        return self.html


VIEWS = [
    ValidatingView,
    CorrectingView,
    ArrangingView,
    RewritingView,
    RefillingView,
    ReplacingView,
    AreaView,
]


@pytest.fixture
def typing_page(lona_loop_thread, lona_chromium):
    """Return a function that shows a view through a delaying proxy: `(page, proxy, view)`."""
    stack = []

    def start(view_class):
        app = App(__file__)
        app.route("/")(view_class)
        live = LiveServer(app, lona_loop_thread)
        proxy = DelayingProxy(int(live.url.rstrip("/").rpartition(":")[2]))
        lona_loop_thread.run(proxy.start())
        context = lona_chromium.new_context(base_url=f"http://127.0.0.1:{proxy.port}")
        page = context.new_page()
        stack.extend([live.close, lambda: lona_loop_thread.run(proxy.stop()), context.close])
        page.goto("/")
        page.wait_for_selector("input, textarea")
        (view,) = live.server.get_views(url="/")
        return page, proxy, view

    yield start
    while stack:
        stack.pop()()
    lona_chromium.raise_page_errors()


STATE = "e => [e.value, e.selectionStart, document.activeElement === e]"


def wait_for_state(page, view, text, caret):
    """Wait until browser and server have this text, with the focus and the caret in its place."""
    end = time.monotonic() + PATIENCE
    while True:
        state = page.eval_on_selector("input, textarea", STATE)
        if (state == [text, caret, True] and view.text == text) or time.monotonic() > end:
            assert state == [text, caret, True]
            assert view.text == text
            return
        page.wait_for_timeout(50)


@pytest.mark.parametrize("delay", DELAYS.values(), ids=DELAYS)
@pytest.mark.parametrize("view_class", VIEWS, ids=lambda cls: cls.__name__)
def test_sixty_characters_arrive_complete_with_the_caret_in_its_place(
    typing_page, view_class, delay
):
    page, proxy, view = typing_page(view_class)
    proxy.low, proxy.high = delay
    page.focus("input, textarea")
    page.keyboard.type(TEXT[:30], delay=20)
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type(TEXT[30:], delay=20)
    expected = TEXT[:20] + TEXT[30:] + TEXT[20:30]
    if view_class is CorrectingView:
        expected = expected.upper()
    wait_for_state(page, view, expected, 50)


@pytest.mark.parametrize("view_class", VIEWS, ids=lambda cls: cls.__name__)
def test_text_composed_with_an_input_method_is_not_interrupted(typing_page, view_class):
    page, proxy, view = typing_page(view_class)
    page.focus("input, textarea")
    page.evaluate(
        "() => { window.ends = [];"
        " addEventListener('compositionend', e => window.ends.push(e.data), true); }"
    )
    page.keyboard.type("ab", delay=60)  # the server reacts to this while text is composed
    proxy.low = proxy.high = 0.15
    page.keyboard.type("c")
    session = page.context.new_cdp_session(page)
    for text in ("n", "ni", "nih", "niho", "nihon"):
        session.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
        page.wait_for_timeout(120)
    assert page.evaluate("() => window.ends") == []
    session.send("Input.insertText", {"text": "日本"})
    upper = view_class is CorrectingView
    expected = "ABC日本" if upper else "abc日本"
    wait_for_state(page, view, expected, 5)
    assert page.evaluate("() => window.ends") == ["日本"]


def test_a_value_that_the_server_sets_later_replaces_what_was_typed(typing_page):
    page, proxy, view = typing_page(TypingView)
    proxy.low = proxy.high = 0.1
    page.focus("input")
    page.keyboard.type("draft", delay=20)
    wait_for_state(page, view, "draft", 5)
    view.input.value = ""
    view.show()
    page.wait_for_function("() => document.querySelector('input').value === ''")
