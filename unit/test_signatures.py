"""The parameters of the public API: callers use their names, in this order, with these defaults.

Each line is a signature as the specification of Lona 1.16 has it; `*` ends what is compared. What
came later may stand behind, with a default.
"""

import inspect
import warnings

import pytest

import lona
from lona import compat, html, imports, logging, responses
from lona._json import dumps
from lona.app import App
from lona.buckets import Bucket
from lona.channels import Channel, Worker
from lona.command_line.collect_static import collect_static
from lona.command_line.handle_command_line import handle_command_line
from lona.errors import ClientError
from lona.html.abstract_node import AbstractNode
from lona.html.node_list import NodeList
from lona.html.text_node import TextNode
from lona.middlewares import sessions
from lona.routing import Route, Router
from lona.server import Server
from lona.settings import Settings
from lona.static_files import Script, StaticFile, StyleSheet
from lona.view import View
from lona.worker_pool import WorkerPool

INPUT = "disabled=False, readonly=False, bubble_up=False"
STATIC = "name, path, url='', sort_order=SORT_ORDER.APPLICATION, link=True, enabled_by_default=True"
SHOW = "html=None, template=None, template_string=None, title=None, template_context=None"
VIEW = "route_name=None, route=None, import_string=None, url=None"
HTTP = "status=None, content_type=None, headers=None"

SIGNATURES = [
    # nodes (H)
    (
        html.Node,
        "*args, namespace=None, tag_name=None, self_closing_tag=None, widget='', widget_data=None, "
        "**kwargs",
    ),
    (TextNode, "string=''"),
    (html.RawHTML, "inner_html='', **kwargs"),
    (html.HTML, "*nodes, use_high_level_nodes=True, node_classes=None"),
    (html.HTML1, "*nodes, use_high_level_nodes=True, node_classes=None"),
    (html.HTML2, "*nodes, use_high_level_nodes=True, node_classes=None"),
    (html.parse_html, "html_string, use_high_level_nodes=True, node_classes=None, flat=True"),
    (html.NodeHTMLParser, "use_high_level_nodes=True, node_classes=None"),
    (html.A, "*args, interactive=None, **kwargs"),
    (html.Button, "*args, disabled=False, **kwargs"),
    (html.Submit, "*args, **kwargs"),
    (html.TextInput, f"value='', {INPUT}, input_delay=300, **kwargs"),
    (html.TextArea, f"value='', {INPUT}, input_delay=300, **kwargs"),
    (html.CheckBox, f"value=False, {INPUT}, **kwargs"),
    (
        html.NumberInput,
        f"value=None, min=None, max=None, step=None, {INPUT}, input_delay=300, **kwargs",
    ),
    (
        html.Select,
        "*args, values=None, disabled=False, multiple=False, readonly=False, bubble_up=False, "
        "**kwargs",
    ),
    (
        html.Select2,
        "*options, disabled=False, multiple=False, readonly=False, bubble_up=False, **kwargs",
    ),
    (html.Option2, "*args, value='', selected=False, disabled=False, render_value=True, **kwargs"),
    (html.RadioButton, "value='', bubble_up=True, checked=False, render_value=True, **kwargs"),
    (html.RadioGroup, "*args, **kwargs"),
    (html.CHANGE, "input_delay=None"),
    (html.Node.append, "value"),
    (html.Node.insert, "index, value"),
    (html.Node.pop, "index"),
    (html.Node.clear, ""),
    (html.Node.has_id, "name"),
    (html.Node.has_class, "class_name"),
    (html.Node.set_text, "text"),
    (html.Node.get_text, ""),
    (html.Node.hide, ""),
    (html.Node.show, ""),
    (AbstractNode.iter_nodes, "node=None"),
    (AbstractNode.get_all_node_classes, ""),
    (AbstractNode.query_selector, "raw_selector_string"),
    (AbstractNode.query_selector_all, "raw_selector_string"),
    (AbstractNode.closest, "raw_selector_string"),
    (NodeList.append, "value"),
    (NodeList.insert, "index, value"),
    (NodeList.remove, "node"),
    (NodeList.pop, "index"),
    (html.A.set_href, "href"),
    (html.Pre.write, "text"),
    (html.Select2.add_option, "option"),
    (html.Select2.remove_option, "option"),
    (html.Select2.select_all, ""),
    (html.RadioGroup.add_button, "*nodes"),
    (StaticFile, STATIC),
    (StyleSheet, STATIC),
    (Script, STATIC),
    (compat.set_client_version, "version"),
    (compat.set_use_future_node_classes, "value"),
    (dumps, "obj, *"),
    # views (V)
    (View, "server, view_runtime, request"),
    (View.handle_request, "request"),
    (View.handle_input_event_root, "input_event"),
    (View.handle_input_event, "input_event"),
    (View.on_view_event, "view_event"),
    (View.on_stop, "reason"),
    (View.on_cleanup, ""),
    (View.show, SHOW),
    (View.set_title, "title"),
    (View.await_input_event, "*nodes, html=None"),
    (View.await_click, "*nodes, html=None"),
    (View.await_change, "*nodes, html=None"),
    (View.await_focus, "*nodes, html=None"),
    (View.await_blur, "*nodes, html=None"),
    (View.daemonize, ""),
    (View.subscribe, "topic, handler, implicit_show=True"),
    (View.unsubscribe_from_all_channels, ""),
    (View.send_str, "string, broadcast=False, filter_connections=<function>, wait=True"),
    (View.sleep, "delay, result=None"),
    (View.ping, ""),
    (View.await_sync, "awaitable"),
    (View.fire_view_event, "name, data=None"),
    (
        Route,
        "raw_pattern, view, name='', interactive=True, http_pass_through=False, frontend_view=None",
    ),
    (Router.add_route, "route"),
    (Router.add_routes, "*routes"),
    (Router.get_route, "name"),
    (Router.resolve, "path"),
    (Router.reverse, "route_name, **args"),
    (
        responses.Response,
        f"body=None, {HTTP}, text=None, charset=None",
    ),
    (responses.HtmlResponse, f"html, {HTTP}"),
    (responses.TemplateResponse, f"name, context=<factory>, {HTTP}"),
    (responses.TemplateStringResponse, f"string, context=<factory>, {HTTP}"),
    (responses.JsonResponse, f"data, {HTTP}"),
    (responses.FileResponse, "path, status=None, headers=None"),
    (responses.RedirectResponse, "url, headers=None"),
    (responses.HttpRedirectResponse, "url, headers=None"),
    (ClientError, "message, *args, **kwargs"),
    # server (S)
    (App, "script_path"),
    (
        App.route,
        "raw_pattern, name='', interactive=True, http_pass_through=False, frontend_view=None",
    ),
    (App.add_template, "name, string='', path=''"),
    (App.add_static_file, "name, string='', path=''"),
    (App.resolve_path, "path"),
    (
        App.setup_server,
        "loop=None, settings_pre_overrides=None, settings_post_overrides=None",
    ),
    (App.run, "loop=None, parse_command_line=True, **args"),
    (App.parse_command_line, ""),
    (
        Server,
        "project_root, settings_paths=None, settings_pre_overrides=None, "
        "settings_post_overrides=None, routes=None",
    ),
    (Server.run_coroutine_sync, "coroutine, wait=True"),
    (Server.run_function_async, "function, *args, executor_name='worker', **kwargs"),
    (Server.resolve_path, "path"),
    (Server.acquire, "import_string, ignore_import_cache=False"),
    (Server.get_running_views_count, "user"),
    (Server.view_is_already_running, "request"),
    (Server.get_connection_count, "user"),
    (Server.get_connected_user_count, ""),
    (Server.get_template, "template_name"),
    (Server.render_template, "template_name, template_context=None"),
    (Server.render_string, "template_string, template_context=None"),
    (Server.get_view_class, VIEW),
    (Server.get_views, f"{VIEW}, user=None"),
    (Server.reverse, "route_name, *args, **kwargs"),
    (Server.fire_view_event, "name, data=None, view_classes=None"),
    (Settings.get, "name, default=None"),
    (Settings.add, "path"),
    (sessions.AnonymousUser, "session_key=''"),
    (sessions.generate_random_string, "length"),
    (sessions.generate_session_key, "connection"),
    (Channel, "topic, handler=None"),
    (Channel.subscribe, "handler"),
    (Channel.unsubscribe, ""),
    (Channel.send, "message_data=None, expiry=None, local=False, droppable=False"),
    (Channel.get_channels, "topic"),
    (Worker, "server, executor, timeout"),
    (
        Bucket,
        "request, max_files=None, max_size=None, index=True, on_add=None, on_delete=None",
    ),
    (Bucket.get_url, "file_name=''"),
    (Bucket.get_path, "file_name=''"),
    (logging.setup_logging, "args"),
    (WorkerPool, "settings"),
    (WorkerPool.get_executor, "name"),
    (collect_static, "args"),
    (handle_command_line, "argv"),
    (imports.acquire, "import_string"),
]


def parameters(function):
    """Return the parameters of a function or class as the table has them."""
    found = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name == "self":
            continue
        stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
        text = stars.get(parameter.kind, "") + name
        if parameter.default is not inspect.Parameter.empty:
            default = parameter.default
            shown = "<function>" if inspect.isfunction(default) else str(default)
            text += f"={default!r}" if isinstance(default, str) else f"={shown}"
        found.append(text)
    return found


@pytest.mark.parametrize(
    ("function", "expected"),
    SIGNATURES,
    ids=[getattr(f, "__qualname__", str(f)) for f, _ in SIGNATURES],
)
def test_parameters_are_those_of_the_specification(function, expected):
    wanted = [part for part in expected.split(", ") if part]
    found = parameters(function)
    if wanted[-1:] == ["*"]:
        assert found[: len(wanted) - 1] == wanted[:-1]
        return
    more = [text for text in found if text not in wanted]
    assert [text for text in found if text in wanted] == wanted
    assert all("=" in text for text in more), more


def test_nodes_take_their_keywords():
    node = html.Div(_class="a")
    node.append(value=html.P("x"))
    node.insert(index=0, value=TextNode(string="y"))
    node.nodes.append(value="z")
    assert node.has_class(class_name="a")
    assert node.query_selector(raw_selector_string="p") is node.nodes[1]
    assert node.query_selector_all(raw_selector_string="p") == [node.nodes[1]]
    assert list(html.Div().iter_nodes(node)) == list(node.iter_nodes())
    assert node.nodes[1].nodes[0].closest(raw_selector_string="div") is node


def test_a_select_names_its_event_and_keeps_it_in_subclasses():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")

        class Focused(html.Select):
            EVENTS = [html.FOCUS]

        assert html.Select.EVENTS == [html.CHANGE]
        assert list(html.Select().events) == [html.CHANGE]
        assert list(Focused().events) == [html.FOCUS, html.CHANGE]


def test_the_parser_can_be_subclassed():
    class Parser(html.NodeHTMLParser):
        def create(self, name, attributes, self_closing):
            node = super().create(name, attributes, self_closing)
            node.class_list.add("parsed")
            return node

    (div,) = Parser(node_classes={"p": html.Div}).parse("<div><p>x</p></div>")
    assert isinstance(div.nodes[0], html.Div)
    assert all(node.has_class("parsed") for node in (div, div.nodes[0]))


def test_the_version_is_there():
    assert lona.VERSION_STRING.startswith("1.17")
