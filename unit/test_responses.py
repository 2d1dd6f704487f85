import pytest
from yarl import URL

from lona.html.node import Node
from lona.responses import (
    AbstractResponse,
    FileResponse,
    HtmlResponse,
    HttpRedirectResponse,
    JsonResponse,
    RedirectResponse,
    Response,
    TemplateResponse,
    TemplateStringResponse,
    check_interactive,
    to_response,
)

NOT_INTERACTIVE = (
    "JSON, binary and file responses and headers are only available in non-interactive mode"
)


@pytest.mark.parametrize(
    ("response", "interactive"),
    [
        (Response(text="x"), True),
        (Response(), True),
        (Response(body=b""), False),
        (Response(text="x", status=200), False),
        (Response(text="x", content_type="a/b"), False),
        (Response(text="x", charset="utf-8"), False),
        (Response(text="x", headers={}), False),
        (HtmlResponse("x"), True),
        (HtmlResponse("x", 404), False),
        (TemplateResponse("x"), True),
        (TemplateResponse("x", {}, 200), False),
        (TemplateStringResponse("x"), True),
        (TemplateStringResponse("x", headers={"a": "b"}), False),
        (JsonResponse({}), False),
        (FileResponse("x"), False),
        (RedirectResponse("/"), True),
        (RedirectResponse("/", {"a": "b"}), False),
        (HttpRedirectResponse("/"), True),
        (HttpRedirectResponse("/", {"a": "b"}), False),
    ],
)
def test_a_response_is_interactive_unless_it_needs_http(response, interactive):
    assert isinstance(response, AbstractResponse)
    assert response.interactive is interactive


def test_interactive_is_read_only():
    with pytest.raises(AttributeError):
        Response().interactive = True


def test_body_and_text_exclude_each_other():
    with pytest.raises(ValueError, match="body or text"):
        Response(body=b"x", text="x")


def test_contexts_are_optional_and_not_shared():
    assert TemplateResponse("a").context == {}
    assert TemplateResponse("a").context is not TemplateResponse("a").context


@pytest.mark.parametrize("response", [JsonResponse(1), FileResponse("x"), HtmlResponse("", 200)])
def test_what_needs_http_is_refused_in_a_window(response):
    with pytest.raises(RuntimeError) as error:
        check_interactive(response)
    assert error.value.args == (NOT_INTERACTIVE,)


@pytest.mark.parametrize(
    "response", [RedirectResponse("/", {"a": "b"}), HttpRedirectResponse("/", {}), Response()]
)
def test_redirects_with_headers_pass_in_a_window(response):
    check_interactive(response)


def test_strings_nodes_and_responses_are_converted():
    node = Node()
    response = Response()
    assert to_response("x") == HtmlResponse("x")
    assert to_response("") == HtmlResponse("")
    assert to_response(node).html is node
    assert to_response(response) is response
    assert to_response(None) is None


@pytest.mark.parametrize(
    ("values", "response"),
    [
        ({"text": "x", "charset": "ascii"}, Response(text="x", charset="ascii")),
        ({"body": b"x", "status": 201}, Response(body=b"x", status=201)),
        ({"json": [1], "headers": {"a": "b"}}, JsonResponse([1], headers={"a": "b"})),
        ({"file": "x", "status": 201}, FileResponse("x", 201)),
        ({"redirect": 1}, RedirectResponse("1")),
        ({"http_redirect": "/", "headers": {"a": "b"}}, HttpRedirectResponse("/", {"a": "b"})),
        (
            {"template": "x", "a": 1, "content_type": "a/b"},
            TemplateResponse(
                "x", {"template": "x", "a": 1, "content_type": "a/b"}, content_type="a/b"
            ),
        ),
        (
            {"template_string": "x", "context": {"a": 1}},
            TemplateStringResponse("x", {"a": 1}),
        ),
    ],
)
def test_dictionaries_are_converted(values, response):
    assert to_response(values) == response


@pytest.mark.parametrize("values", [{}, {"status": 200}, {"text": "x", "json": 1}])
def test_a_dictionary_has_to_name_exactly_one_answer(values):
    with pytest.raises(RuntimeError, match="exactly one of"):
        to_response(values)


@pytest.mark.parametrize("value", [1, [], object(), b"x"])
def test_other_types_are_refused_by_name(value):
    with pytest.raises(RuntimeError, match=type(value).__name__):
        to_response(value)


REDIRECTS = [RedirectResponse, HttpRedirectResponse]


@pytest.mark.parametrize("response_class", REDIRECTS)
@pytest.mark.parametrize(
    "target",
    [
        "",
        "/a?b=c:d#e",
        "../a:b",
        "a/b:c",
        "?javascript:x",
        "#data:",
        "//example.org/",
        "http://example.org/",
        "HTTPS://example.org/",
        URL("/a"),
        URL("https://example.org/a"),
    ],
    ids=str,
)
def test_a_redirect_leads_to_relative_and_http_addresses(response_class, target):
    assert response_class(target).url == str(target)


@pytest.mark.parametrize("response_class", REDIRECTS)
@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "\tjavascript:alert(1)",
        "\x00\x1f javascript:alert(1)",
        "java\nscript:alert(1)",
        "javascript\r\n:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "file:///etc/passwd",
        "about:blank",
        "mailto:a@b",
        "ws://localhost/",
        "a+b.c-d:x",
        URL("javascript:alert(1)"),
        None,
        5,
        b"/",
        ["/"],
    ],
    ids=repr,
)
def test_a_redirect_leads_nowhere_else(response_class, target):
    with pytest.raises(ValueError, match="a redirect leads to"):
        response_class(target)


@pytest.mark.parametrize("key", ["redirect", "http_redirect"])
def test_a_redirect_dictionary_leads_nowhere_else_either(key):
    with pytest.raises(ValueError, match="a redirect leads to"):
        to_response({key: "\tjavascript:alert(1)"})


def test_a_string_given_as_body_is_a_text():
    response = Response("text", charset=None)
    assert (response.body, response.text, response.interactive) == (None, "text", True)


@pytest.mark.parametrize("html", [5, None, b"x", ["x"], {"a": 1}], ids=repr)
def test_html_is_a_string_or_a_node(html):
    with pytest.raises(TypeError, match=f"string or a node, not {type(html).__name__} "):
        HtmlResponse(html)


@pytest.mark.parametrize("content", [5, ["x"], {"a": 1}, object], ids=repr)
def test_a_response_has_a_text_or_bytes(content):
    with pytest.raises(TypeError, match="takes bytes or a string, not"):
        Response(body=content)
    with pytest.raises(TypeError, match="takes a string, not"):
        Response(text=content)


@pytest.mark.parametrize("body", [b"x", bytearray(b"x"), memoryview(b"x")])
def test_a_body_is_anything_like_bytes(body):
    assert Response(body=body).body is body
