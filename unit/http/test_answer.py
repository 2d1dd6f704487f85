import pytest

from lona.html import Div, P
from lona.html.node import Node
from lona.http.answer import Cookie, text_answer, to_answer
from lona.responses import (
    AbstractResponse,
    FileResponse,
    HtmlResponse,
    HttpRedirectResponse,
    JsonResponse,
    RedirectResponse,
    Response,
)
from lona.state import State

CACHE_CONTROL = "no-cache, no-store, must-revalidate"


def test_html_is_sent_uncached_as_utf_8():
    answer = to_answer(HtmlResponse("ü"))
    assert answer.status == 200
    assert answer.headers == {
        "Cache-Control": CACHE_CONTROL,
        "Content-Type": "text/html; charset=utf-8",
    }
    assert answer.body == "ü".encode()


def test_nothing_is_an_empty_page():
    answer = to_answer(None)
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Type"].startswith("text/html")


def test_texts_of_nodes_are_escaped_once():
    html = to_answer(HtmlResponse(Node("<script>&amp;&"))).text
    assert "&lt;script&gt;&amp;&amp;" in html


def test_given_headers_replace_the_default_ones():
    answer = to_answer(HtmlResponse("", headers={"X-A": "1"}))
    assert answer.headers == {"X-A": "1", "Content-Type": "text/html; charset=utf-8"}


def test_headers_may_be_numbers_but_not_leave_their_line():
    assert to_answer(HtmlResponse("", headers={"X-A": 1})).headers["X-A"] == "1"
    for headers in ({"X-A": "a\r\nSet-Cookie: b"}, {"X\n": "a"}):
        with pytest.raises(ValueError, match="can not have the value"):
            to_answer(HtmlResponse("", headers=headers))


def test_a_content_type_in_the_headers_counts():
    answer = to_answer(HtmlResponse("", headers={"content-type": "text/plain"}))
    assert answer.headers == {"content-type": "text/plain"}


def test_an_explicit_content_type_wins_over_the_headers():
    answer = to_answer(HtmlResponse("", None, "text/css", {"content-type": "text/plain"}))
    assert answer.headers == {"Content-Type": "text/css; charset=utf-8"}


def test_json():
    answer = to_answer(JsonResponse({"a": State({"b": 1})}, status=201))
    assert (answer.status, answer.body) == (201, b'{"a":{"b":1}}')
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"


def test_data_that_is_no_json_is_a_type_error():
    with pytest.raises(TypeError):
        to_answer(JsonResponse(object()))


def test_a_binary_body_has_no_charset_unless_given():
    assert (
        to_answer(Response(b"\0", content_type="image/png")).headers["Content-Type"] == "image/png"
    )
    answer = to_answer(Response(b"\0", content_type="text/plain", charset="latin-1"))
    assert answer.headers["Content-Type"] == "text/plain; charset=latin-1"
    assert answer.body == b"\0"


def test_text_in_another_charset():
    answer = to_answer(Response(text="ü", charset="latin-1"))
    assert answer.body == b"\xfc"
    assert answer.headers["Content-Type"] == "text/html; charset=latin-1"


def test_files_are_sent_by_path(tmp_path):
    path = tmp_path / "a.css"
    path.write_text("x")
    answer = to_answer(FileResponse(str(path)))
    assert answer.path == str(path)
    assert answer.headers == {"Cache-Control": CACHE_CONTROL, "Content-Type": "text/css"}


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(FileNotFoundError, match="nothing"):
        to_answer(FileResponse(str(tmp_path / "nothing")))


@pytest.mark.parametrize("response_class", [RedirectResponse, HttpRedirectResponse])
def test_both_redirects_are_302(response_class):
    answer = to_answer(response_class("../ü?a=b%20c", {"X-A": "1"}))
    assert answer.status == 302
    assert answer.headers == {"X-A": "1", "Location": "../%C3%BC?a=b%20c"}


def test_a_redirect_can_not_smuggle_headers_in():
    location = to_answer(RedirectResponse("/\r\nSet-Cookie: a=b")).headers["Location"]
    assert "\r" not in location
    assert "\n" not in location


def test_an_unknown_response_class_is_a_type_error():
    class Mine(AbstractResponse):
        pass

    with pytest.raises(TypeError, match="Mine"):
        to_answer(Mine())


def test_plain_texts():
    answer = text_answer(404, "404: Not found")
    assert (answer.status, answer.text) == (404, "404: Not found")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_cookies_are_hidden_from_scripts_and_valid_everywhere():
    header = Cookie("a", "b").header()
    assert set(header.split("; ")) == {"a=b", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert "Secure" in Cookie("a", "b", secure=True).header().split("; ")


def test_cookies_are_added_to_an_answer():
    answer = text_answer(200, "")
    cookie = Cookie("a", "b")
    assert answer.with_cookies(()) is answer
    assert answer.with_cookies((cookie,)).cookies == (cookie,)


def test_a_node_that_has_a_parent_is_no_answer():
    inner = P("x")
    Div(inner)
    with pytest.raises(RuntimeError, match="cannot be shown: it is part of"):
        to_answer(HtmlResponse(inner))
