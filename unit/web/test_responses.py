"""HTTP answers of the core as responses of aiohttp."""

from aiohttp import web

from lona.http.answer import Cookie, HttpAnswer
from lona.web.responses import text_response, to_aiohttp


def test_an_answer_keeps_its_status_headers_and_body():
    response = to_aiohttp(HttpAnswer(201, {"Content-Type": "text/x", "X-A": "b"}, b"body"))
    assert response.status == 201
    assert response.headers["Content-Type"] == "text/x"
    assert response.headers["X-A"] == "b"
    assert response.body == b"body"


def test_a_file_is_sent_from_its_path(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x")
    response = to_aiohttp(HttpAnswer(202, {"X-A": "b"}, path=str(path)))
    assert isinstance(response, web.FileResponse)
    assert response.status == 202
    assert response.headers["X-A"] == "b"


def test_a_foreign_response_is_sent_as_it_is_with_the_cookies():
    foreign = web.Response(status=418, text="x")
    cookies = (Cookie("a", "1"), Cookie("b", "2", secure=True))
    response = to_aiohttp(HttpAnswer(foreign=foreign, cookies=cookies))
    assert response is foreign
    assert response.headers.getall("Set-Cookie") == [cookie.header() for cookie in cookies]


def test_a_text_may_have_headers():
    response = text_response(405, "no", {"Allow": "GET"})
    assert (response.status, response.text, response.headers["Allow"]) == (405, "no", "GET")
    assert "Allow" not in text_response(404, "none").headers
