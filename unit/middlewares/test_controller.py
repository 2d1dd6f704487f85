import asyncio
import logging

import pytest

from lona import View
from lona.pytest import expect
from lona.server import Server
from unit.drive import drive


def make_controller(*middlewares, core=()):
    server = Server(
        "/",
        routes=[],
        settings_post_overrides={
            "CORE_MIDDLEWARES": list(core),
            "MIDDLEWARES": list(middlewares),
        },
    )
    return server.middleware_controller


def named(name, calls, result="data"):
    class Middleware:
        def handle_connection(self, data):
            calls.append(name)
            return data if result == "data" else result

    return Middleware


def test_core_middlewares_run_first_and_then_in_list_order():
    calls = []
    controller = make_controller(named("b", calls), named("c", calls), core=[named("a", calls)])
    is_handled, data = drive(controller.run("handle_connection", connection="connection"))
    assert calls == ["a", "b", "c"]
    assert is_handled is False
    assert data.connection == "connection"
    assert data.server is controller.server


@pytest.mark.parametrize("result", [None, "text", 0])
def test_another_return_value_ends_the_chain(result):
    calls = []
    controller = make_controller(named("a", calls, result), named("b", calls))
    assert drive(controller.run("handle_connection")) == (True, result)
    assert calls == ["a"]


def test_exceptions_of_hooks_pass():
    class Failing:
        def handle_request(self, data):
            raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        drive(make_controller(Failing).run("handle_request"))


def test_it_knows_which_hooks_have_listeners():
    controller = make_controller(named("a", []))
    assert controller.has("handle_connection")
    assert not controller.has("handle_http_request")
    assert len(controller.hooks["handle_connection"]) == 1


def test_a_middleware_that_can_not_be_loaded_is_logged_and_skipped(caplog):
    class Broken:
        def __init__(self):
            raise ValueError("mine")

    calls = []
    with caplog.at_level(logging.ERROR, "lona.middlewares"):
        controller = make_controller("no.such.Middleware", Broken, named("a", calls))
    assert len(controller.middlewares) == 1
    assert "no.such.Middleware" in caplog.text
    assert "Broken" in caplog.text


def test_a_start_hook_that_is_no_coroutine_is_logged_and_skipped(caplog):
    class Wrong:
        def on_startup(self, data):
            return data

    with caplog.at_level(logging.ERROR, "lona.middlewares"):
        controller = make_controller(Wrong)
    assert not controller.has("on_startup")
    place = f"{__file__}:{Wrong.on_startup.__code__.co_firstlineno}"
    assert "on_startup of" in caplog.text
    assert f"({place}) is skipped" in caplog.text


def test_other_hooks_may_be_coroutines(lona_page):
    seen = []

    class Async:
        async def handle_connection(self, data):
            await asyncio.sleep(0)
            seen.append("connection")
            return data

        async def handle_request(self, data):
            seen.append("request")
            return data

        async def on_view_cleanup(self, data):
            seen.append("cleanup")
            return data

    class Page(View):
        def handle_request(self, request):
            return "hello"

    def app(app):
        app.middleware(Async)
        app.route("/")(Page)

    page = lona_page(app)
    expect(page.locator("#lona")).to_have_text("hello")
    page.close()
    assert set(seen) == {"connection", "request", "cleanup"}


def test_a_middleware_that_a_decorator_swallowed_is_named(caplog):
    make_controller(None)
    assert "middleware None is skipped: a decorator returned None" in caplog.text


async def test_start_and_stop_hooks_are_awaited_and_their_exceptions_logged(caplog):
    calls = []

    class Failing:
        async def on_startup(self, data):
            raise ValueError("mine")

    class Working:
        async def on_startup(self, data):
            calls.append(("start", data.server))

        async def on_shutdown(self, data):
            calls.append(("stop", data.server))

    controller = make_controller(Failing, Working)
    await controller.run_startup()
    await controller.run_shutdown()
    assert calls == [("start", controller.server), ("stop", controller.server)]
    assert "mine" in caplog.text


def test_an_object_with_hooks_is_taken_as_it_is(tmp_path):
    class Hooks:
        def __init__(self, name):
            self.name = name

        def handle_request(self, data):
            return data

    one, other = Hooks("one"), Hooks("other")
    settings = {"MIDDLEWARES": [one, Hooks, lambda: other], "CORE_MIDDLEWARES": []}
    server = Server(str(tmp_path), routes=[], settings_post_overrides=settings)
    found = server.middleware_controller.middlewares
    assert found[0] is one
    assert found[-1] is other
