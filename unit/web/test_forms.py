"""Forms as they are read: which there are, and that nobody waits for somebody else's."""

import asyncio
import threading

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from lona import JsonResponse, View
from lona.routing import MATCH_ALL, Route
from lona.server import Server
from lona.web import effort, forms
from lona.web.application import create_application


class Echo(View):
    def handle_request(self, request):
        values = request.POST
        shown = {}
        for name, value in values.items():
            is_file = not isinstance(value, str)
            shown[name] = [value.filename, value.file.read().decode()] if is_file else value
        return JsonResponse(shown)


@pytest.fixture
async def client():
    server = Server("/", routes=[Route(MATCH_ALL, Echo, interactive=False)])
    client = TestClient(TestServer(create_application(server)))
    await client.start_server()
    yield client
    await client.close()


async def post(client, data, content_type, **headers):
    headers = {"Content-Type": content_type, **headers}
    return await client.post("/", data=data, headers=headers)


@pytest.mark.parametrize(
    ("text", "charset", "expected"),
    [
        (b"a=1&b=&c", "utf-8", {"a": "1", "b": "", "c": ""}),
        (b"a=x+y%C3%BC", "utf-8", {"a": "x yü"}),
        (b"a=%FC\xfc", "latin-1", {"a": "üü"}),
        (b"a=1;b=2", "utf-8", {"a": "1;b=2"}),
        (b"", "utf-8", {}),
        (b"a=1\r\n", "utf-8", {"a": "1"}),
    ],
)
async def test_a_form_in_a_url_is_read(client, text, charset, expected):
    answer = await post(client, text, f"{forms.URLENCODED}; charset={charset}")
    assert await answer.json() == expected


async def test_texts_and_files_of_parts_are_read(client):
    form = FormData()
    form.add_field("a", "ü")
    form.add_field("b", "text", content_type="application/json")
    form.add_field("c", b"x" * 200_000, filename="c.txt")
    answer = await client.post("/", data=form)
    assert await answer.json() == {"a": "ü", "b": "text", "c": ["c.txt", "x" * 200_000]}


async def test_a_file_larger_than_what_stays_in_memory_is_read(client, monkeypatch):
    monkeypatch.setattr(forms, "IN_MEMORY", 100)
    form = FormData()
    form.add_field("c", b"x" * 10_000, filename="c.txt")
    assert await (await client.post("/", data=form)).json() == {"c": ["c.txt", "x" * 10_000]}


@pytest.mark.parametrize("count", [1000, 1001])
@pytest.mark.parametrize("content_type", [forms.URLENCODED, f"{forms.MULTIPART}; boundary=x"])
async def test_there_may_be_a_thousand_fields(client, content_type, count):
    if content_type == forms.URLENCODED:
        body = "&".join(["a=1"] * count)
    else:
        part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        body = part * count + "--x--\r\n"
    assert (await post(client, body, content_type)).status == (200 if count == 1000 else 413)


async def test_others_are_answered_while_a_form_is_understood_and_each_client_has_one(
    client, monkeypatch
):
    begun, gate = [], threading.Event()
    filling = b"x" * forms.LARGE

    def parse(request, body):
        begun.append(body.read().removesuffix(filling))
        gate.wait(60)
        return {"a": "1"}

    monkeypatch.setitem(forms._PARSERS, forms.URLENCODED, parse)
    first = asyncio.ensure_future(post(client, b"first" + filling, forms.URLENCODED))
    while not begun:
        assert (await client.get("/")).status == 200
    second = asyncio.ensure_future(post(client, b"second" + filling, forms.URLENCODED))
    other = {"X-Forwarded-For": "8.8.8.8"}
    third = asyncio.ensure_future(post(client, b"third" + filling, forms.URLENCODED, **other))
    while len(begun) < 2:
        assert (await client.get("/")).status == 200
    small = asyncio.ensure_future(post(client, b"small", forms.URLENCODED))
    while len(begun) < 3:
        assert (await client.get("/")).status == 200
    assert begun == [b"first", b"third", b"small"]
    gate.set()
    answers = await asyncio.gather(first, second, third, small)
    assert [await answer.json() for answer in answers] == [{"a": "1"}] * 4


async def test_a_body_that_is_expensive_to_read_is_read_with_pauses(client, monkeypatch):
    rests = []

    def rest_after(began):
        rests.append(began)
        return 0.0001

    monkeypatch.setattr(effort, "rest_after", rest_after)
    answer = await post(client, b"a=" + b"x" * 10_000, forms.URLENCODED)
    assert await answer.json() == {"a": "x" * 10_000}
    assert len(rests) >= 10_000 / forms.STEP - 1
