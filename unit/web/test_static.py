import asyncio
import logging
import os
import re

import pytest
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona.web.application import create_application, server_of


@pytest.fixture
async def connect(tmp_path):
    """Give a function that serves a directory of static files and gives a client."""
    static = tmp_path / "static"
    (static / "deep").mkdir(parents=True)
    (static / "a.css").write_text("0123456789")
    (static / "deep/b.txt").write_text("b")
    (tmp_path / "secret.txt").write_text("secret")
    (static / "link.txt").symlink_to(tmp_path / "secret.txt")
    clients = []

    async def make(**settings):
        overrides = {"STATIC_DIRS": ["static"], **settings}
        server = Server(str(tmp_path), settings_post_overrides=overrides, routes=[])
        client = TestClient(TestServer(create_application(server)))
        await client.start_server()
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.close()


async def test_files_have_type_dates_and_ranges(connect):
    client = await connect()
    answer = await client.get("/static/a.css")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/css"
    assert "Last-Modified" in answer.headers
    part = await client.get("/static/a.css", headers={"Range": "bytes=2-4"})
    assert (part.status, await part.text()) == (206, "234")
    again = await client.get("/static/a.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


@pytest.mark.parametrize(
    "path", ["/static/a.css", "/static//a.css", "/static/deep/b.txt", "/static/link.txt"]
)
async def test_files_are_found(connect, path):
    client = await connect()
    assert (await client.get(path)).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/deep",
        "/static/deep/",
        "/static/nothing.css",
        "/static/..%2Fsecret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/deep/%2e%2e/%2e%2e/secret.txt",
        "/static/..%5Csecret.txt",
        "/static/%2Fetc/passwd",
        "/static//%2Fetc/passwd",
        "/static/a.css%00",
        "/static/%FF",
    ],
)
async def test_everything_else_is_404(connect, path):
    client = await connect()
    answer = await client.get(URL(path, encoded=True))
    assert (answer.status, await answer.text()) == (404, "404: Not found")


async def test_only_reading_is_allowed(connect):
    client = await connect()
    assert (await client.post("/static/a.css")).status == 405
    assert (await client.head("/static/a.css")).status == 200


@pytest.mark.parametrize("settings", [{"STATIC_FILES_SERVE": False}, {"MAX_STATIC_THREADS": 0}])
async def test_serving_can_be_left_to_a_proxy(connect, caplog, settings):
    client = await connect(**settings)
    with caplog.at_level(logging.WARNING, "lona.server"):
        assert (await client.get("/static/a.css")).status == 404
    assert "not served" in caplog.text


@pytest.mark.parametrize("prefix", ["/files/", "files", "/deep/files/"])
async def test_the_prefix_is_a_setting(connect, prefix):
    client = await connect(STATIC_URL_PREFIX=prefix)
    assert (await client.get(f"/{prefix.strip('/')}/a.css")).status == 200
    assert (await client.get("/static/a.css")).status == 404


@pytest.mark.parametrize("folder", ["client", "client2"])
async def test_the_client_is_served(connect, folder):
    client = await connect()
    answer = await client.get(f"/static/_lona/{folder}/lona.bundle.js")
    assert answer.status == 200
    assert "javascript" in answer.headers["Content-Type"]


async def test_what_carries_its_version_may_be_kept_for_ever(connect):
    client = await connect()
    server = server_of(client.app)
    for name in ("favicon.ico", "lona/style.css", "a.css"):
        template = f"{{{{ Lona.load_static_file('{name}', versioned=True) }}}}"
        url = str(server.render_string(template))
        assert url.startswith(f"/static/{name}?v=")
        answer = await client.get(url)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        for other in (f"/static/{name}", f"/static/{name}?v=other", f"/static/{name}?v="):
            answer = await client.get(other)
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")


async def test_a_version_changes_with_the_content(connect, tmp_path):
    client = await connect()
    server = server_of(client.app)
    template = "{{ Lona.load_static_file('a.css', versioned=True) }}"
    before = str(server.render_string(template))
    (tmp_path / "static/a.css").write_text("another content")
    after = str(server.render_string(template))
    assert before != after
    assert (await client.get(before)).headers["Cache-Control"] == "no-cache"


async def test_the_client_carries_its_version(connect):
    client = await connect()
    scripts = str(server_of(client.app).render_string("{{ Lona.load_scripts() }}"))
    (url,) = re.findall(r'src="(/static/_lona/client/[^"]+)"', scripts)
    answer = await client.get(url)
    assert "immutable" in answer.headers["Cache-Control"]
    assert "javascript" in answer.headers["Content-Type"]


@pytest.mark.parametrize(
    ("accepted", "encoding", "length"),
    [
        ("br, gzip", "br", 2),
        ("gzip", "gzip", 3),
        ("br;q=0, *", "gzip", 3),
        ("gzip;q=0", None, 10),
        ("identity", None, 10),
        ("", None, 10),
    ],
)
async def test_compressed_siblings_are_sent_to_who_takes_them(
    connect, tmp_path, accepted, encoding, length
):
    client = await connect()
    (tmp_path / "static/a.css.br").write_bytes(b"bb")
    (tmp_path / "static/a.css.gz").write_bytes(b"ggg")
    headers = {"Accept-Encoding": accepted}
    async with client.request("HEAD", "/static/a.css", headers=headers) as answer:
        assert answer.headers.get("Content-Encoding") == encoding
        assert int(answer.headers["Content-Length"]) == length
        assert answer.headers["Content-Type"] == "text/css"
        assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
async def test_the_rest_of_a_file_is_sent_only_while_it_is_the_same(connect, tmp_path, validator):
    client = await connect()
    first = await client.get("/static/a.css")
    headers = {"Range": "bytes=4-", "If-Range": first.headers[validator]}
    rest = await client.get("/static/a.css", headers=headers)
    assert (rest.status, await rest.text()) == (206, "456789")
    (tmp_path / "static/a.css").write_text("other content")
    os.utime(tmp_path / "static/a.css", (1, 1))
    whole = await client.get("/static/a.css", headers=headers)
    assert (whole.status, await whole.text()) == (200, "other content")
    assert "Content-Range" not in whole.headers
    assert "X-Content-Type-Options" in whole.headers  # as every answer


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "items=0-1", "bytes=5-2", "bytes=-0", "x"])
async def test_ranges_that_are_not_understood_are_answered_with_the_whole_file(connect, asked):
    client = await connect()
    answer = await client.get("/static/a.css", headers={"Range": asked})
    assert (answer.status, await answer.text()) == (200, "0123456789")


async def test_other_headers_may_be_no_text(connect):
    client = await connect()
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(
        b"GET /static/a.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"X-Odd: \xff\r\nRange: bytes=0-1,3-4\r\n\r\n"
    )
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\n0123456789")


async def test_a_range_behind_the_end_is_refused(connect):
    client = await connect()
    answer = await client.get("/static/a.css", headers={"Range": "bytes=10-"})
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */10")


async def test_the_icon_that_browsers_ask_for_unbidden_is_there(connect):
    client = await connect()
    answer = await client.get("/favicon.ico")
    assert (answer.status, answer.content_type.startswith("image/")) == (200, True)


async def test_an_icon_of_the_application_comes_first(tmp_path):
    class Icon(View):
        def handle_request(self, request):
            return "its own"

    routes = [Route("/<name:.*>", Icon, interactive=False)]
    server = Server(str(tmp_path), routes=routes)
    async with TestClient(TestServer(create_application(server))) as client:
        assert await (await client.get("/favicon.ico")).text() == "its own"
