"""Views whose hooks are coroutines, and handlers that are, in both kinds of views."""

import asyncio
import gc
import threading

import pytest
from aiohttp.test_utils import TestClient, TestServer

from lona import AsyncView, Channel, JsonResponse, RedirectResponse, Route, UserAbort, View
from lona.html import H1, Button, Div, TextInput
from lona.pytest import expect
from lona.server import Server
from lona.web.application import create_application


@pytest.fixture
async def client_of():
    """Give a function that serves routes over HTTP, and returns a client."""
    clients = []

    async def start(*routes):
        client = TestClient(TestServer(create_application(Server("/", routes=list(routes)))))
        await client.start_server()
        clients.append(client)
        return client

    yield start
    for client in clients:
        await client.close()


def test_an_async_view_waits_for_clicks(lona_page):
    class Counter(AsyncView):
        async def handle_request(self, request):
            button, heading = Button("Add"), H1("0")
            for number in range(1, 3):
                await self.await_click(button, html=Div(heading, button) if number == 1 else None)
                heading.set_text(str(number))
                self.show()
            return Div("done")

    page = lona_page(Counter)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("1")
    page.get_by_role("button").click()
    expect(page.locator("#lona")).to_have_text("done")


@pytest.mark.parametrize("base", [View, AsyncView])
def test_a_handler_of_a_node_may_be_a_coroutine(lona_page, base):
    threads = []

    async def on_click(input_event):
        threads.append(asyncio.current_task() is not None)
        input_event.node.set_text("waiting")
        await asyncio.sleep(0.01)
        input_event.node.set_text("done")

    def show(self, request):
        return Button("go", handle_click=on_click)

    async def show_async(self, request):
        return show(self, request)

    view = type("Page", (base,), {"handle_request": show if base is View else show_async})
    page = lona_page(view)
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("done")
    assert threads == [True]


def test_a_plain_handler_in_an_async_view_runs_on_a_thread(lona_page):
    names = []

    class Page(AsyncView):
        async def handle_request(self, request):
            return TextInput(handle_change=self.on_change)

        def on_change(self, input_event):
            names.append((threading.current_thread().name.split("_")[0], input_event.node.value))

    page = lona_page(Page)
    page.get_by_role("textbox").fill("abc")
    page.get_by_role("textbox").blur()
    assert names == [("LonaWorker", "abc")]


# order, and who waits for whom


@pytest.mark.parametrize("base", [View, AsyncView])
def test_the_events_of_a_window_are_handled_one_after_the_other(lona_page, base):
    seen = []

    async def slowly(input_event):
        seen.append("begins")
        await asyncio.sleep(0.02)
        seen.append("ends")

    class Plain(View):
        def handle_request(self, request):
            return Div(Button("a", handle_click=slowly), Button("b", handle_click=self.quickly))

        def quickly(self, input_event):
            seen.append("plain")

    class Async(AsyncView):
        async def handle_request(self, request):
            return Div(Button("a", handle_click=slowly), Button("b", handle_click=self.quickly))

        async def quickly(self, input_event):
            seen.append("plain")

    page = lona_page(Plain if base is View else Async)
    for name in "abab":
        page.get_by_role("button", name=name).click()
    assert seen == ["begins", "ends", "plain"] * 2


def test_a_handler_that_waits_for_a_click_lets_others_be_handled(lona_page):
    class Page(AsyncView):
        async def handle_request(self, request):
            self.yes, self.answer = Button("yes"), H1("?")
            self.other = Button("other", handle_click=self.on_other)
            return Div(Button("ask", handle_click=self.ask), self.yes, self.other, self.answer)

        async def ask(self, input_event):
            self.answer.set_text("asked")
            self.show()
            await self.await_click(self.yes)
            self.answer.set_text("yes")

        async def on_other(self, input_event):
            input_event.node.set_text("done")

    page = lona_page(Page)
    page.get_by_role("button", name="ask").click()
    expect(page.get_by_role("heading")).to_have_text("asked")
    page.get_by_role("button", name="other").click()
    expect(page.get_by_role("button", name="done")).to_be_visible()
    page.get_by_role("button", name="yes").click()
    expect(page.get_by_role("heading")).to_have_text("yes")


def test_the_chain_of_an_event_may_lead_back_and_forth(lona_page):
    order = []

    def where():
        return "loop" if _running_loop() else "thread"

    class Outer(Div):
        def handle_input_event(self, input_event):
            order.append(("outer", where()))
            return input_event

    class Page(AsyncView):
        async def handle_request(self, request):
            return Outer(Button("x", handle_click=self.on_click))

        async def handle_input_event_root(self, input_event):
            order.append(("root", where()))
            return input_event

        async def on_click(self, input_event):
            order.append(("node", where()))
            return input_event

        async def handle_input_event(self, input_event):
            order.append(("view", where()))

    page = lona_page(Page)
    page.get_by_role("button").click()
    assert order == [("root", "loop"), ("node", "loop"), ("outer", "thread"), ("view", "loop")]


def _running_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


@pytest.mark.parametrize("bubble_up", [True, False])
def test_a_coroutine_that_handles_a_change_may_pass_the_event_on(lona_page, bubble_up):
    heard = []

    class Page(AsyncView):
        async def handle_request(self, request):
            box = TextInput(handle_change=self.on_change, bubble_up=bubble_up)
            return Div(box)

        async def on_change(self, input_event):
            await asyncio.sleep(0)
            heard.append(input_event.node.value)
            return input_event

        async def handle_input_event(self, input_event):
            heard.append("view")

    page = lona_page(Page)
    page.get_by_role("textbox").fill("abc")
    page.get_by_role("textbox").blur()
    assert heard == (["abc", "view"] if bubble_up else ["abc"])


def test_a_coroutine_may_answer_an_event_with_a_redirect(lona_page):
    class Page(AsyncView):
        async def handle_request(self, request):
            return Button("go", handle_click=self.go)

        async def go(self, input_event):
            return RedirectResponse("/other")

    class Other(AsyncView):
        async def handle_request(self, request):
            return H1("other")

    def app(app):
        app.route("/")(Page)
        app.route("/other")(Other)

    page = lona_page(app)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("other")


# what user code does with asyncio


def test_a_task_group_pushes_while_another_task_waits_for_the_user(lona_page):
    class Board(AsyncView):
        async def handle_request(self, request):
            self.count, self.stop, self.news = H1("0"), Button("stop"), Button("news")
            self.queue = asyncio.Queue()
            self.show(Div(self.count, self.stop, self.news))
            async with asyncio.TaskGroup() as group:
                ticking = group.create_task(self.tick())
                group.create_task(self.listen())
                await self.await_click(self.stop)
                ticking.cancel()
                self.queue.put_nowait(None)
            return Div("over")

        async def tick(self):
            number = 0
            while True:
                await self.sleep(0.005)
                number += 1
                self.count.set_text(str(number))
                self.show()

        async def listen(self):
            while True:
                if await self.queue.get() is None:
                    return

    page = lona_page(Board)
    expect(page.get_by_role("heading")).not_to_have_text("0")
    page.get_by_role("button", name="stop").click()
    expect(page.locator("#lona")).to_have_text("over")


def test_a_task_that_a_view_starts_gets_events_and_its_answer_is_waited_for(lona_page):
    class Page(AsyncView):
        async def handle_request(self, request):
            self.heading, self.button = H1("0"), Button("add")
            self.show(Div(self.heading, self.button))
            async with asyncio.TaskGroup() as group:
                group.create_task(self.count())

        async def count(self):
            for number in range(1, 4):
                await self.await_click(self.button)
                self.heading.set_text(str(number))
                self.show()

    page = lona_page(Page)
    for number in range(1, 4):
        page.get_by_role("button").click()
        assert page.get_by_role("heading").text_content() == str(number)  # without trying again


def test_a_view_may_limit_how_long_it_waits(lona_page):
    class Page(AsyncView):
        async def handle_request(self, request):
            try:
                async with asyncio.timeout(0.02):
                    await self.await_click(html=Button("too late"))
            except TimeoutError:
                pass
            button = Button("again")
            await self.await_click(button, html=button)
            return "clicked"

    page = lona_page(Page)
    page.get_by_role("button", name="again").click()
    expect(page.locator("#lona")).to_have_text("clicked")


def test_an_async_context_manager_is_left_when_the_user_leaves(serve, open_tab):
    left = []

    class Resource:
        async def __aenter__(self):
            return self

        async def __aexit__(self, *error):
            await asyncio.sleep(0)
            left.append(error[0])

    class Page(AsyncView):
        async def handle_request(self, request):
            async with Resource():
                await self.await_click(html=Button("wait"))

    tab = open_tab(serve({"/": Page}))
    tab.load()
    tab.close()
    assert left == [UserAbort]


@pytest.mark.parametrize(
    "error", [KeyError("mine"), asyncio.CancelledError()], ids=["own", "cancel"]
)
def test_an_error_of_a_coroutine_shows_the_500_view(serve, open_tab, error, caplog):
    class Page(AsyncView):
        async def handle_request(self, request):
            await asyncio.sleep(0)
            raise error

    tab = open_tab(serve({"/": Page}))
    tab.load()
    assert f"{type(error).__name__}" in caplog.text
    assert len(tab.server.runtimes) == 1
    tab.close()


# the lock of the tree


def test_a_task_waits_for_the_lock_without_blocking_the_loop(serve, open_tab, loop_thread):
    held, release, seen = threading.Event(), threading.Event(), []

    class Page(AsyncView):
        async def handle_request(self, request):
            self.heading = H1("0")
            self.button = Button("change", handle_click=self.change)
            self.hold_button = Button("hold", handle_click=self.hold)
            return Div(self.heading, self.button, self.hold_button)

        def hold(self, input_event):
            with self.heading.lock:
                held.set()
                release.wait(60)

        async def change(self, input_event):
            async with self.heading.lock:
                seen.append(release.is_set())
                self.heading.set_text("changed")
                await asyncio.sleep(0)

    server = serve({"/": Page})
    tab = open_tab(server)
    tab.load()
    (view,) = server.runtimes.views(Page)
    thread = threading.Thread(target=lambda: view.hold(None))
    thread.start()
    assert held.wait(60)
    future = asyncio.run_coroutine_threadsafe(view.change(None), loop_thread.loop)
    loop_thread.run(asyncio.sleep(0))  # the loop goes on
    release.set()
    future.result(60)
    thread.join()
    assert seen == [True]
    assert view.heading.get_text() == "changed"


def test_a_change_on_the_loop_that_a_thread_keeps_from_happening_says_what_to_do(
    serve, open_tab, caplog
):
    held, release = threading.Event(), threading.Event()

    class Page(AsyncView):
        async def handle_request(self, request):
            self.heading = H1("0")
            return Div(self.heading, Button("change", handle_click=self.change))

        async def change(self, input_event):
            thread = threading.Thread(target=self.hold)
            thread.start()
            await asyncio.to_thread(held.wait, 60)
            try:
                self.heading.set_text("changed")
            finally:
                release.set()
                await asyncio.to_thread(thread.join)

        def hold(self):
            with self.heading.lock:
                held.set()
                release.wait(60)

    server = serve({"/": Page})
    tab = open_tab(server)
    tab.load()
    (view,) = server.runtimes.views(Page)
    tab.fire(view.heading.parent.nodes[1])
    assert "async with node.lock" in caplog.text
    assert view.heading.get_text() == "0"


def test_tasks_hold_the_lock_one_after_the_other(serve, open_tab, loop_thread):
    order = []

    class Page(AsyncView):
        async def handle_request(self, request):
            self.heading = H1("0")
            self.show(self.heading)
            async with asyncio.TaskGroup() as group:
                for name in "abc":
                    group.create_task(self.change(name))
            try:
                async with self.heading.lock:
                    await asyncio.create_task(self.change_without())
            except RuntimeError as error:
                order.append(str(error)[:12])

        async def change(self, name):
            async with self.heading.lock:
                order.append(name)
                await asyncio.sleep(0.001)
                async with self.heading.lock:
                    self.heading.set_text(name)
                order.append(name)

        async def change_without(self):
            self.heading.set_text("x")

    open_tab(serve({"/": Page})).load()
    assert order == [*"aabbcc", "another task"]


# other hooks, other kinds of requests


def test_channels_middlewares_and_view_events_may_be_coroutines(lona_page):
    heard = []

    class Page(AsyncView):
        async def handle_request(self, request):
            self.heading = H1("0")
            self.subscribe("news", self.on_news)
            return Div(self.heading, Button("send", handle_click=self.send))

        async def send(self, input_event):
            Channel("news").send({"number": 7})
            self.fire_view_event("again")

        async def on_news(self, message):
            await asyncio.sleep(0)
            self.heading.set_text(str(message.data["number"]))

        async def on_view_event(self, view_event):
            await asyncio.sleep(0)
            heard.append(view_event.name)

    page = lona_page(Page)
    page.get_by_role("button").click()
    assert page.get_by_role("heading").text_content() == "7"
    assert heard == ["again"]


def test_a_channel_handler_that_is_a_coroutine_and_raises_shows_the_500_view(
    serve, open_tab, caplog
):
    class Page(AsyncView):
        async def handle_request(self, request):
            self.subscribe("broken", self.on_message)
            return Button("send", handle_click=self.send)

        async def send(self, input_event):
            Channel("broken").send({})

        async def on_message(self, message):
            raise KeyError("message")

    server = serve({"/": Page})
    tab = open_tab(server)
    tab.load()
    (view,) = server.runtimes.views(Page)
    tab.fire(view._view_runtime.screen.document.html)
    assert "KeyError: 'message'" in caplog.text
    assert view._view_runtime.state.name == "CRASHED"


async def test_an_async_view_answers_plain_http(client_of):
    class Json(AsyncView):
        async def handle_request(self, request):
            await asyncio.sleep(0)
            return JsonResponse({"method": request.method})

    client = await client_of(Route("/", Json, interactive=False))
    answer = await client.get("/")
    assert (answer.status, await answer.json()) == (200, {"method": "GET"})


def test_an_error_view_may_be_asynchronous(serve, open_tab, caplog):
    class Sorry(AsyncView):
        async def handle_request(self, request, exception):
            await asyncio.sleep(0)
            return f"sorry: {exception}"

    class Broken(AsyncView):
        async def handle_request(self, request):
            raise KeyError("oh")

    tab = open_tab(serve({"/": Broken}, ERROR_500_VIEW=Sorry))
    assert "sorry: 'oh'" in str(tab.load()[-1].content)


def test_a_view_in_the_wrong_base_class_is_told_of_at_start_and_shows_an_error(
    serve, open_tab, caplog
):
    class Wrong(View):
        async def handle_request(self, request):
            return "never"

    server = serve({"/": Wrong})
    assert "derive" in caplog.text
    assert "lona.AsyncView" in caplog.text
    assert "500" in str(open_tab(server).load()[-1].content)


def test_calls_that_block_are_refused_in_coroutines_of_a_plain_view(lona_page):
    told = []

    class Page(View):
        def handle_request(self, request):
            return Button("go", handle_click=self.go)

        async def go(self, input_event):
            for call in (self.await_click, lambda: self.sleep(1), lambda: self.send_str("x")):
                try:
                    call()
                except RuntimeError as error:
                    told.append(str(error))
            self.show()
            self.set_title("allowed")

    page = lona_page(Page)
    page.get_by_role("button").click()
    assert [text.split("(")[0] for text in told] == ["await_click", "sleep", "send_str"]
    assert "lona.AsyncView" in told[0]
    assert page.title() == "allowed"


def test_a_coroutine_that_nobody_awaits_is_warned_of_with_the_name_of_the_view():
    class Forgetful(AsyncView):
        pass

    view = Forgetful(server=None, view_runtime=None, request=None)
    with pytest.warns(RuntimeWarning, match=r"Forgetful\.sleep.* was never awaited"):
        (view.sleep(1), gc.collect())


def test_a_custom_message_is_sent_to_all_windows(serve, open_tab):
    class Page(AsyncView):
        async def handle_request(self, request):
            await self.send_str("hello", wait=True)
            await self.send_str("later", wait=False)
            return "sent"

    messages = open_tab(serve({"/": Page})).load()
    assert [message for message in messages if isinstance(message, str)] == ["hello", "later"]


def test_a_hundred_async_views_cost_no_thread(serve, open_tab):
    class Waiting(AsyncView):
        async def handle_request(self, request):
            button = Button("go")
            await self.await_click(button, html=button)
            return "went"

    server = serve({"/": Waiting})
    tabs = [open_tab(server, str(number)) for number in range(100)]
    for tab in tabs:
        tab.load()
    views = server.runtimes.views(Waiting)
    assert {view._view_runtime.state.name for view in views} == {"WAITING_FOR_INPUT"}
    pool = server.worker_pool.get_executor("runtime_worker")
    assert pool.thread_count <= 8
    for tab in tabs:
        tab.close()
    assert len(server.runtimes) == 0
