import html
import json
import logging
import re

import pytest
from jinja2 import TemplateNotFound
from markupsafe import Markup

from lona.html.node import Node
from lona.loaders.templating import is_escaped, script_safe_json
from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona.warnings import Lona_2_0_DeprecationWarning


class EmptyView(View):
    pass


@pytest.fixture
def make_server(tmp_path):
    (tmp_path / "templates").mkdir()

    def make(templates=None, **settings):
        for name, content in (templates or {}).items():
            path = tmp_path / "templates" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        return Server(
            str(tmp_path),
            settings_post_overrides={"TEMPLATE_DIRS": ["templates"], **settings},
            routes=[Route("/x/<a>", EmptyView, name="x")],
        )

    return make


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.html", True),
        ("a.htm", True),
        ("a.xhtml", True),
        ("a.xml", True),
        ("a.SVG", True),
        (None, True),
        ("a.js", False),
        ("a.css", False),
        ("a.txt", False),
        ("html", False),
    ],
)
def test_html_templates_and_strings_are_escaped(name, expected):
    assert is_escaped(name) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<b>\"'", "&lt;b&gt;&quot;&#x27;"),
        ("a & b", "a &amp; b"),
        ("&lt; &#65; &#x41;", "&lt; &#65; &#x41;"),
        (html.escape("<&>"), "&lt;&amp;&gt;"),
        (Markup("<b>"), "<b>"),
        (5, "5"),
        (None, "None"),
    ],
)
def test_values_are_escaped_once(make_server, value, expected):
    assert make_server().render_string("{{ value }}", {"value": value}) == expected


def test_the_escape_filter_escapes_once_too(make_server):
    assert make_server().render_string("{{ '&lt;<'|e }}") == "&lt;&lt;"


def test_escaping_helpers_do_not_lead_to_double_escaping(make_server):
    server = make_server(TEMPLATE_EXTRA_CONTEXT={"escape": html.escape})
    assert server.render_string("{{ escape('<') }}") == "&lt;"
    assert server.render_string("{{ Lona.import('html.escape')('<') }}") == "&lt;"


def test_other_templates_print_raw_even_when_an_html_template_includes_them(make_server):
    server = make_server(
        {"main.js": "JSON.parse('{{ dumps(x) }}')", "page.html": "{% include 'main.js' %}{{ x.a }}"}
    )
    context = {"dumps": json.dumps, "x": {"a": "<"}}
    assert server.render_template("page.html", context) == 'JSON.parse(\'{"a": "<"}\')&lt;'


def test_rendered_templates_are_not_escaped_in_other_templates(make_server):
    server = make_server({"style.css": "a > b { content: '&' }"})
    css = server.render_template("style.css")
    assert isinstance(css, str)
    page = server.render_string("<style>{{ css }}</style>", {"css": css})
    assert page == "<style>a > b { content: '&' }</style>"


def test_nodes_appear_as_their_html(make_server):
    rendered = make_server().render_string("{{ node }}", {"node": Node("a")})
    assert rendered.startswith("<")
    assert ">a</" in rendered


def test_safe_blocks_and_macros_behave_as_usual(make_server):
    server = make_server(
        {
            "base.html": "<p>{% block a %}{% endblock %}</p>",
            "page.html": (
                "{% extends 'base.html' %}{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}"
                "{% block a %}{{ m('<') }}{{ '<b>'|safe }}{% endblock %}"
            ),
        }
    )
    assert server.render_template("page.html") == "<p><i>&lt;</i><b></p>"


def test_filters_get_raw_values(make_server):
    server = make_server(TEMPLATE_EXTRA_FILTERS={"tell": lambda value: f"{len(value)}{value}"})
    assert server.render_string("{{ '<'|tell }}") == "1&lt;"


def test_the_context_has_builtins_extras_and_everything_as_variables(make_server):
    server = make_server(TEMPLATE_EXTRA_CONTEXT={"a": 1, "b": 1})
    rendered = server.render_string(
        "{{ len([1, 2]) }} {{ str(1) }} {{ a }} {{ b }} {{ missing }}|{{ _variables['b'] }}",
        {"b": 2},
    )
    assert rendered == "2 1 1 2 |2"


def test_project_templates_come_before_the_built_in_ones(make_server):
    server = make_server({"lona/header.html": "mine"})
    assert server.render_template("lona/header.html") == "mine"
    assert server.template_dirs[0].endswith("/templates")
    server.template_dirs = server.template_dirs[1:]
    assert server.render_template("lona/header.html") == ""


def test_a_missing_template_is_reported(make_server):
    with pytest.raises(TemplateNotFound):
        make_server().get_template("nothing.html")
    with pytest.raises(TemplateNotFound):
        make_server().get_template("../settings.py")


def test_the_namespace_offers_server_settings_state_and_urls(make_server):
    server = make_server(INITIAL_SERVER_STATE={"a": 1})
    rendered = server.render_string(
        "{{ Lona.state.a or Lona.state['a'] }} {{ Lona.settings.CLIENT_DEBUG }} "
        "{{ Lona.reverse('x', a=1) }} {{ Lona.import('json.dumps')([1]) }} "
        "{{ Lona.server.project_root }}"
    )
    assert rendered == f"1 False /x/1 [1] {server.project_root}"


def test_the_client_version_is_deprecated_there(make_server):
    with pytest.warns(Lona_2_0_DeprecationWarning, match="CLIENT_VERSION"):
        assert make_server().render_string("{{ Lona.client_version }}") == "1"


def test_static_files_are_found_by_their_path(make_server, caplog):
    server = make_server()
    assert server.render_string("{{ Lona.load_static_file('/lona/style.css') }}") == (
        "/static/lona/style.css"
    )
    with caplog.at_level(logging.ERROR, "lona.templating"):
        assert server.render_string("{{ Lona.load_static_file('nothing.css') }}") == ""
    assert "nothing.css" in caplog.text


def test_json_is_safe_inside_of_scripts():
    text = script_safe_json({"a": "</script>&'"})
    assert "<" not in text
    assert "'" not in text
    assert json.loads(text) == {"a": "</script>&'"}
    assert isinstance(text, Markup)


def test_settings_and_protocol_are_printed_as_json(make_server):
    server = make_server(CLIENT_PING_INTERVAL=5, CLIENT_DEBUG=True)
    assert json.loads(server.render_string("{{ Lona.get_settings_as_json() }}")) == {
        "DEBUG": True,
        "VIEW_START_TIMEOUT": 2,
        "INPUT_EVENT_TIMEOUT": 2,
        "PING_INTERVAL": 5,
    }
    protocol = json.loads(server.render_string("{{ Lona.get_protocol_as_json() }}"))
    assert protocol["INPUT_EVENT_TYPE"]["CLICK"] == 301


def test_the_client_is_one_classic_script_with_its_settings(make_server):
    tags = str(make_server().render_string("{{ Lona.load_scripts() }}"))
    tag = tags.partition("</script>")[0]  # node classes of other tests may add their own
    tag = re.sub(r"\?v=[0-9a-f]{12}", "?v=", tag)
    assert tag.startswith(
        '<script src="/static/_lona/client/lona.bundle.js?v=" data-lona-protocol="{'
    )
    assert "data-lona-settings=" in tag
    assert "defer" not in tag


def test_debugging_loads_the_source_modules(make_server):
    tag = make_server(CLIENT_DEBUG=True).render_string("{{ Lona.load_scripts() }}")
    assert tag.startswith('<script src="/static/_lona/client/main.js" type="module" ')


def test_client_2_has_its_own_url(make_server):
    server = make_server(CLIENT_VERSION=2)
    assert "/static/_lona/client2/lona.bundle.js" in server.render_string(
        "{{ Lona.load_scripts() }}"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("lona/403.html", ("<h1>403</h1>", "<p>Forbidden</p>")),
        ("lona/404.html", ("<h1>404</h1>", "<p>Not found</p>")),
        ("lona/500.html", ("<h1>500</h1>", "<p>Internal error</p>")),
    ],
)
def test_error_pages_are_whole_pages_over_http_and_fragments_in_windows(make_server, name, words):
    server = make_server()
    page = server.render_template(name, {"request": {"interactive": False}})
    fragment = server.render_template(name, {"request": {"interactive": True}})
    assert page.startswith("<!DOCTYPE html>")
    assert "<html" not in fragment
    for word in words:
        assert word in page
        assert word in fragment


@pytest.mark.parametrize(
    "name", ["lona/disconnect-message.html", "lona/waiting-for-server-message.html"]
)
def test_messages_fit_into_javascript_template_literals(make_server, name):
    message = make_server().render_template(name)
    assert "`" not in message
    assert "${" not in message
    assert len(message) > 10


def test_the_disconnect_message_tells_of_reconnecting_only_if_that_is_on(make_server):
    name = "lona/disconnect-message.html"
    assert "reconnect" in make_server().render_template(name)
    assert "reconnect" not in make_server(CLIENT_AUTO_RECONNECT=False).render_template(name)


def test_the_frontend_is_put_together_from_its_parts(make_server):
    server = make_server(
        {
            "lona/header.html": "HEADER",
            "lona/footer.html": "FOOTER",
            "lona/frontend.js": "lona_context.mine = '<';",
        },
        CLIENT_AUTO_RECONNECT_TIMEOUT=1234,
    )
    page = server.render_template("lona/frontend.html", {"request": None})
    parts = [
        '<meta charset="utf-8">',
        'name="viewport"',
        'href="/static/lona/style.css?v=',
        'href="/static/favicon.ico?v=',
        "HEADER",
        '<div id="lona"></div>',
        "FOOTER",
        "lona.bundle.js",
        "The connection to the server was lost",
        "Waiting for the server",
        "1234",
        'src="/static/lona/default-frontend.js?v=',
        "lona_context.mine = '<';",
    ]
    positions = [page.index(part) for part in parts]
    assert positions == sorted(positions)
    assert "<title>" not in page
