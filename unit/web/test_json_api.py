"""An API of JSON, asked over HTTP: methods, headers and bodies arrive as they were sent."""

import json

import pytest
from aiohttp.test_utils import TestClient, TestServer

from lona import HtmlResponse, JsonResponse, View
from lona.errors import BadRequestError
from lona.routing import Route
from lona.server import Server
from lona.web.application import create_application


class Notes(View):
    notes = {}

    def handle_request(self, request):
        notes = self.server.state.setdefault("notes", {})
        name = request.match_info["name"]
        if request.method == "PUT":
            notes[name] = request.json()
            return JsonResponse(request.json(), status=201)
        if request.method == "DELETE":
            del notes[name]
            return HtmlResponse("", status=204)
        return JsonResponse(notes[name])


class Echo(View):
    def handle_request(self, request):
        return JsonResponse(
            {
                "method": request.method,
                "header": request.headers.get("x-test"),
                "cookie": request.cookies.get("taste"),
                "remote": request.remote,
                "body": request.body.decode("latin-1"),
                "again": request.body.decode("latin-1"),
                "values": dict(request.POST),
                "interactive": request.interactive,
            }
        )


class Json(View):
    def handle_request(self, request):
        return JsonResponse({"said": request.json()})


class Lenient(View):
    def handle_request(self, request):
        try:
            return JsonResponse(request.json())
        except ValueError as error:
            return JsonResponse({"error": str(error)}, status=422)


class Refusing(View):
    def handle_request(self, request):
        raise BadRequestError("the name is missing")


ROUTES = [
    Route(
        "/notes/<name>",
        Notes,
        interactive=False,
        methods=("GET", "PUT", "DELETE"),
    ),
    Route("/echo", Echo, interactive=False),
    Route("/any", Echo, interactive=False, methods=("GET", "POST", "PUT", "PATCH")),
    Route("/json", Json, interactive=False),
    Route("/lenient", Lenient, interactive=False),
    Route("/refusing", Refusing, interactive=False),
]


@pytest.fixture
async def client():
    server = Server("/", routes=ROUTES)
    client = TestClient(TestServer(create_application(server)))
    client.failures = []
    server.failures.watch(client.failures.append)
    await client.start_server()
    yield client
    await client.close()


async def test_what_is_put_can_be_got_until_it_is_deleted(client):
    put = await client.put("/notes/a", json={"text": "ü", "done": None})
    assert (put.status, await put.json()) == (201, {"text": "ü", "done": None})
    got = await client.get("/notes/a")
    assert (got.status, await got.json()) == (200, {"text": "ü", "done": None})
    deleted = await client.delete("/notes/a")
    assert (deleted.status, await deleted.read()) == (204, b"")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/echo", "GET, POST, HEAD, OPTIONS"),
        ("TRACE", "/echo", "GET, POST, HEAD, OPTIONS"),
        ("POST", "/notes/a", "GET, PUT, DELETE, HEAD, OPTIONS"),
    ],
)
async def test_a_method_that_a_route_does_not_take_is_told_which_it_takes(
    client, method, path, allow
):
    answer = await client.request(method, path, data=b"x" * 100)
    assert (answer.status, answer.headers["Allow"]) == (405, allow)


async def test_options_are_answered_without_the_view(client):
    answer = await client.options("/echo")
    assert (answer.status, await answer.read()) == (204, b"")
    assert answer.headers["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_head_has_the_headers_of_get_and_no_body(client):
    got = await client.get("/echo")
    answer = await client.head("/echo")
    assert (answer.status, await answer.read()) == (200, b"")
    for name in ("Content-Type", "Content-Length"):
        assert answer.headers[name] == got.headers[name]
    assert (await got.json())["method"] == "GET"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH"])
async def test_everything_of_a_request_arrives(client, method):
    answer = await client.request(
        method,
        "/any",
        data=b"\xff\x00 body",
        headers={"X-Test": "a", "Cookie": "taste=sweet"},
    )
    assert await answer.json() == {
        "method": method,
        "header": "a",
        "cookie": "sweet",
        "remote": "127.0.0.1",
        "body": "\xff\x00 body",
        "again": "\xff\x00 body",
        "values": {},
        "interactive": False,
    }


async def test_a_post_without_values_is_a_post(client):
    answer = await (await client.post("/echo")).json()
    assert (answer["method"], answer["body"], answer["values"]) == ("POST", "", {})


async def test_a_form_has_values_and_a_body(client):
    answer = await (await client.post("/echo", data={"a": "1 ü"})).json()
    assert answer["values"] == {"a": "1 ü"}
    assert answer["body"] == "a=1+%C3%BC"


async def test_the_address_that_a_trusted_proxy_tells_is_that_of_the_client(client):
    answer = await client.get("/echo", headers={"X-Forwarded-For": "203.0.113.9"})
    assert (await answer.json())["remote"] == "203.0.113.9"


@pytest.mark.parametrize(
    "value", [{"a": [1, 2.5, None, True]}, [], "text", 0, None, {"deep": {"er": "ü\u2028"}}]
)
async def test_json_arrives_whatever_its_content_type(client, value):
    for headers in ({}, {"Content-Type": "text/plain"}):
        answer = await client.post("/json", data=json.dumps(value), headers=headers)
        assert await answer.json() == {"said": value}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b"\xff\xfe\xff",
        b'"\xff"',
        b"NaN",
        b"[1, Infinity]",
        b"[" * 100_000,
        b"1" * 10_000,
    ],
    ids=lambda body: repr(body[:10]),
)
async def test_what_is_no_json_is_a_bad_request(client, body, caplog):
    answer = await client.post("/json", data=body)
    assert (answer.status, await answer.text()) == (400, "400: Bad Request")
    assert "POST '/json' refused with 400: the body is no JSON" in caplog.text
    assert client.failures == []


async def test_a_view_may_say_itself_what_is_wrong_with_the_json(client):
    answer = await client.post("/lenient", data=b"{")
    assert answer.status == 422
    assert (await answer.json())["error"].startswith("the body is no JSON: ")


async def test_a_view_may_refuse_a_request_as_bad(client, caplog):
    answer = await client.get("/refusing")
    assert answer.status == 400
    assert "the name is missing" in caplog.text


async def test_a_body_that_is_no_form_has_a_largest_size_too():
    server = Server("/", routes=ROUTES, settings_post_overrides={"AIOHTTP_CLIENT_MAX_SIZE": 100})
    async with TestClient(TestServer(create_application(server))) as client:
        assert (await client.post("/echo", data=b"x" * 100)).status == 200
        assert (await client.post("/echo", data=b"x" * 101)).status == 413
