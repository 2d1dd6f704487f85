"""Buckets over HTTP."""

import asyncio
import os

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from lona import Bucket, View
from lona.html import HTML
from lona.routing import Route
from lona.server import Server
from lona.web.application import create_application
from lona_testing.wire.session import Session


class Site:
    """A server, one view with a bucket, and an HTTP client."""

    def __init__(self, client, server):
        self.client = client
        self.server = server
        self.page = None
        self.bucket = None

    async def open(self, **options):
        """Open a page, and return its bucket."""
        made = []

        class Page(View):
            def handle_request(self, request):
                made.append(Bucket(request, **options))
                return HTML("ready")

        self.server.router.add_routes(Route(f"/page{len(self.server.router.routes)}", Page))
        path = self.server.router.routes[-1].path
        self.page = await asyncio.to_thread(self._open_page, path)
        self.bucket = made[0]
        return self.bucket

    def _open_page(self, path):
        page = Session(self.server).new_page()
        page.goto(path)
        return page

    async def leave(self):
        await asyncio.to_thread(self.page.close)
        assert await asyncio.to_thread(self.server.activity.wait_idle, 60)

    async def add(self, *files, query="", **options):
        """Post files, given as (name, content); return status and text."""
        form = FormData(quote_fields=False)
        form.add_field("note", "no file")
        for name, content in files:
            form.add_field("files", content, filename=name)
        url = self.bucket.get_add_url() + query
        answer = await self.client.post(url, data=form, allow_redirects=False, **options)
        return answer.status, await answer.text()

    async def delete(self, **values):
        answer = await self.client.post(self.bucket.get_delete_url(), data=values)
        return answer.status

    def on_disk(self):
        """Return all files of the bucket, those that are on their way, too."""
        root = os.path.dirname(self.bucket.get_path())
        return sorted(name for _, _, names in os.walk(root) for name in names)


@pytest.fixture
async def site():
    server = Server("/", routes=[])
    client = TestClient(TestServer(create_application(server)))
    await client.start_server()
    yield Site(client, server)
    await client.close()


async def test_files_are_stored_under_their_names(site):
    bucket = await site.open()
    assert await site.add(("a.txt", b"one"), ("b ü.txt", b"two")) == (200, "")
    assert bucket.get_file_names() == ["a.txt", "b ü.txt"]
    assert bucket.get_size() == 6
    with open(bucket.get_path("a.txt"), "rb") as file:
        assert file.read() == b"one"
