import logging

import pytest
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from lona.server import Server
from lona.web.application import create_application


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
