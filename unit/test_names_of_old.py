"""Names below the surface on which programs for Lona 1.x rely (rows N of the specification)."""

import asyncio

import pytest

from lona import View, default_settings, default_views
from lona._json import dumps
from lona.channels import Channel
from lona.command_line.collect_static import collect_static
from lona.command_line.handle_command_line import handle_command_line
from lona.html import Div, Node, widgets
from lona.html.mixins import FrontendComponent
from lona.html.text_node import TextNode
from lona.imports import acquire
from lona.protocol import INPUT_EVENT_TYPE
from lona.runtime.states import VIEW_RUNTIME_STATE
from lona.server import Server
from lona.view_runtime import VIEW_RUNTIME_STATE as OLD_STATE
from lona.worker_pool import WorkerPool


class Page(View):
    def handle_request(self, request):
        return Div("page")


def test_views_that_live_are_counted(lona_page):
    page = lona_page(Page)
    server = lona_page.server
    (runtime,) = server._view_runtime_controller._view_runtimes.values()
    (view,) = server.get_views(url="/")
    assert view._view_runtime is runtime
    assert view._server is server
    assert view._request is runtime.request
    page.close()
    assert server.activity.wait_idle(60)
    assert len(server._view_runtime_controller._view_runtimes) == 0


@pytest.mark.parametrize("name", ["FrontendView", "Error403View", "Error404View", "Error500View"])
def test_default_views_render_their_templates(name):
    assert callable(getattr(default_views, name).render_default_template)


def test_states_have_their_names():
    assert OLD_STATE is VIEW_RUNTIME_STATE
    names = (
        "NOT_STARTED RUNNING WAITING_FOR_IOLOOP SLEEPING WAITING_FOR_INPUT FINISHED CRASHED "
        "STOPPED_BY_USER STOPPED_BY_SERVER"
    )
    assert set(names.split()) <= set(VIEW_RUNTIME_STATE.__members__)


def test_events_have_their_numbers():
    codes = {"CLICK": 301, "CHANGE": 302, "CUSTOM": 303, "FOCUS": 304, "BLUR": 305}
    assert {name: INPUT_EVENT_TYPE[name] for name in codes} == codes


def test_nodes_have_their_names():
    node = Div("text")
    identifier = node.id
    assert node._id == identifier
    assert callable(Node._serialize)
    assert node.nodes[0] == TextNode("text")
    assert dumps({"a": [1]}) == '{"a":[1]}'
    assert list(widgets.HTML(node).nodes) == [node]
    assert any(file.name for file in FrontendComponent.STATIC_FILES)


async def test_a_server_is_started_by_hand(tmp_path):
    server = Server(str(tmp_path), routes=[])
    assert server._worker_pool is None
    server._loop = asyncio.get_running_loop()
    pool = WorkerPool(server.settings)
    server._worker_pool = pool
    server._app = object()
    await server.startup()
    assert server._worker_pool is pool
    assert await server.run_function_async(lambda: 5) == 5
    await server.shutdown()
    pool.shutdown()


async def test_a_directory_may_be_added_when_the_server_starts(lona_app_context, tmp_path):
    (tmp_path / "late.css").write_text("late")

    def set_up(app):
        @app.middleware
        class Late:
            async def on_startup(self, data):
                data.server._static_file_loader.static_dirs.append(str(tmp_path))

    context = await lona_app_context(set_up)
    assert await (await context.client.get("/static/late.css")).text() == "late"


def test_subscribed_channels_are_known_by_topic():
    channel = Channel("names-of-old", lambda message: None)
    try:
        assert Channel._channels["names-of-old"] == [channel]
        channel.unsubscribe()
        assert "names-of-old" not in Channel._channels
        channel.subscribe(lambda message: None)
    finally:
        Channel._clear_state()
    assert Channel._channels == {}


def test_shell_commands_find_what_they_ask_for(tmp_path):
    server = Server(str(tmp_path), routes=[])
    assert server._router.resolve("/") == (False, None, {})
    assert "handle_request" in server._middleware_controller.hooks
    assert server._websocket_connections == []


def test_functions_are_where_they_were():
    assert callable(handle_command_line)
    assert callable(collect_static)
    assert acquire("json.dumps")
    assert default_settings.STATIC_URL_PREFIX == "/static/"
