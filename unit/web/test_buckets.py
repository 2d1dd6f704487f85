"""Buckets over HTTP."""

import asyncio
import errno
import io
import os
import threading

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from lona import Bucket, View
from lona.buckets import folder
from lona.default_settings import CORE_MIDDLEWARES
from lona.html import HTML, FileInput
from lona.routing import Route
from lona.server import Server
from lona.web.application import create_application
from lona_testing.wire.fake_connection import FakeConnection
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


async def test_a_file_replaces_one_of_the_same_name(site):
    bucket = await site.open(max_files=1, max_size=4)
    assert await site.add(("a.txt", b"one")) == (200, "")
    assert await site.add(("a.txt", b"four")) == (200, "")
    assert bucket.get_file_names() == ["a.txt"]
    assert bucket.get_size() == 4


async def test_what_is_no_form_with_files_is_refused(site):
    bucket = await site.open()
    answer = await site.client.post(bucket.get_add_url(), data={"files": "text"})
    assert answer.status == 400
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    for body in (b"", b"nothing", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data\r\n"):
        answer = await site.client.post(bucket.get_add_url(), data=body, headers=headers)
        assert answer.status == 400
    assert site.on_disk() == []


@pytest.mark.parametrize("limit", [{"max_files": 2}, {"max_size": 5}])
async def test_of_a_request_that_exceeds_a_limit_nothing_is_kept(site, limit):
    bucket = await site.open(**limit)
    assert (await site.add(("old", b"12")))[0] == 200
    status, text = await site.add(("a", b"34"), ("b", b"56"))
    assert status == 400
    assert str(next(iter(limit.values()))) in text
    assert bucket.get_file_names() == site.on_disk() == ["old"]
    assert (await site.add(("a", b"34")))[0] == 200


async def test_the_settings_limit_buckets_without_limits(site):
    site.server.settings.LIMIT_BUCKET_BYTES = 10
    site.server.settings.LIMIT_BUCKET_FILES = 2
    await site.open()
    assert (await site.add(("a", b"x" * 11)))[0] == 400
    assert (await site.add(("a", b""), ("b", b""), ("c", b"")))[0] == 400
    assert (await site.add(("a", b"x" * 10), ("b", b"")))[0] == 200
    await site.open(max_size=11, max_files=3)
    assert (await site.add(("a", b"x" * 11), ("b", b""), ("c", b"")))[0] == 200


def part(name, content=b"x"):
    head = f'--x\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
    return head.encode("utf-8", "surrogateescape") + content + b"\r\n"


HEADERS = {"Content-Type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize(
    "name",
    [
        "../a", "/a", "a/b", "..\\a", "C:\\a.txt", ".", "..", "a\0b", "a\x7f", "a%0Ab",
        "CON", "nul.txt", "COM1", "lpt9.tar.gz", "x" * 256, "ü" * 128, "\udcff",
    ],
)  # fmt: skip
async def test_names_that_are_no_names_of_a_file_are_refused(site, name):
    bucket = await site.open()
    body = part("good.txt") + part(name) + b"--x--\r\n"
    answer = await site.client.post(bucket.get_add_url(), data=body, headers=HEADERS)
    assert answer.status == 400
    assert site.on_disk() == []
    assert bucket.get_file_names() == []


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("x" * 255, "x" * 255),
        ("con-artist.txt", "con-artist.txt"),
        (".hidden", ".hidden"),
        ("a; b=c;.txt", "a; b=c;.txt"),
        ("say %22hello%22.txt", 'say "hello".txt'),
        ('say \\"hello\\".txt', 'say "hello".txt'),
        ("<img src=x>", "<img src=x>"),
        ("100%25.txt", "100%25.txt"),
        ("a&amp;b", "a&amp;b"),
    ],
)
@pytest.mark.filterwarnings("ignore::aiohttp.BadContentDispositionHeader")  # as the server does
@pytest.mark.filterwarnings("ignore::aiohttp.BadContentDispositionParam")
async def test_other_names_are_kept_as_they_are_and_lead_back(site, sent, name):
    bucket = await site.open()
    body = part(sent) + b"--x--\r\n"
    answer = await site.client.post(bucket.get_add_url(), data=body, headers=HEADERS)
    assert answer.status == 200
    assert bucket.get_file_names() == [name]
    answer = await site.client.get(URL(bucket.get_url(name), encoded=True))
    assert await answer.read() == b"x"
    index = await (await site.client.get(bucket.get_url())).text()
    assert "<img" not in index
    assert await site.delete(name=name) == 200


async def test_a_control_without_a_chosen_file_counts_for_nothing(site):
    bucket = await site.open()
    body = part("", b"") + b"--x--\r\n"
    answer = await site.client.post(bucket.get_add_url(), data=body, headers=HEADERS)
    assert answer.status == 200
    assert bucket.get_file_names() == []


async def test_what_stands_beside_the_files_is_limited(site):
    bucket = await site.open()
    field = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    for body in (field + bytes(2_000_000), (field + b"1\r\n") * 1001):
        try:
            answer = await site.client.post(
                bucket.get_add_url(), data=io.BytesIO(body + b"\r\n--x--\r\n"), headers=HEADERS
            )
            assert answer.status == 400
        except ConnectionError:  # the server does not read it to its end
            pass
    assert site.on_disk() == []


async def test_files_are_downloaded_as_what_cannot_act(site):
    bucket = await site.open()
    await site.add(("page.html", b"<script>"), ("code.js", b"x"), ("a.png", b"y"))
    types = {"page.html": "application/octet-stream", "code.js": "application/octet-stream"}
    for name in bucket.get_file_names():
        answer = await site.client.get(bucket.get_url(name))
        assert answer.status == 200
        assert answer.headers["Content-Type"] == types.get(name, "image/png")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    headers = {"Range": "bytes=1-2"}
    answer = await site.client.get(bucket.get_url("page.html"), headers=headers)
    assert (answer.status, await answer.read()) == (206, b"sc")


async def test_what_is_not_there_is_not_found(site):
    bucket = await site.open()
    await site.add(("add", b"x"), ("delete", b"x"))
    url = bucket.get_url()
    for path in ("missing", "add", "delete", "..%2F..%2Fetc", "%2e%2e"):
        answer = await site.client.get(URL(f"{url}/{path}", encoded=True))
        assert answer.status == 404
    other = url.rpartition("/")[0] + "/" + "0" * 32
    for path in (other, other + "/add", f"/buckets/x/{bucket.id}"):
        assert (await site.client.get(path)).status == 404
        assert (await site.client.post(path)).status == 404


async def test_a_bucket_without_index_shows_nothing(site):
    bucket = await site.open(index=False)
    await site.add(("a", b"x"))
    assert (await site.client.get(bucket.get_url())).status == 401
    assert (await site.client.get(bucket.get_url("a"))).status == 401
    assert (await site.client.get(bucket.get_url("missing"))).status == 401
    assert await site.delete(name="a") == 200


async def test_files_are_deleted_by_name(site):
    bucket = await site.open()
    await site.add(("a", b"x"), ("b", b"y"))
    assert await site.delete(name="a") == 200
    assert await site.delete(name="a") == 404
    assert await site.delete(name="../files/b") == 404
    assert await site.delete(other="b") == 400
    assert bucket.get_file_names() == ["b"]


async def test_nothing_else_can_be_done(site):
    bucket = await site.open()
    await site.add(("a", b"x"))
    for url in (bucket.get_url(), bucket.get_url() + "/", bucket.get_url("a")):
        assert (await site.client.post(url, data={"name": "a"})).status == 400
    answer = await site.client.put(bucket.get_add_url(), data=b"x")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert (await site.client.delete(bucket.get_url("a"))).status == 405
    assert (await site.client.head(bucket.get_url("a"))).status == 200


async def test_paths_of_another_length_are_routed(site):
    class Plain(View):
        def handle_request(self, request):
            return "routed"

    for path in ("/buckets/x", "/buckets/a/b/c/d"):
        site.server.router.add_routes(Route(path, Plain, interactive=False))
        assert await (await site.client.get(path)).text() == "routed"


async def test_a_request_may_say_where_to_go_then(site):
    bucket = await site.open()
    for target in ("/page?a=1", "next", bucket.get_url()):
        query = {"redirect": target}
        form = FormData()
        form.add_field("f", b"x", filename="a")
        answer = await site.client.post(
            bucket.get_add_url(), data=form, params=query, allow_redirects=False
        )
        assert (answer.status, answer.headers["Location"]) == (302, target)
        answer = await site.client.post(
            bucket.get_delete_url(), data={"name": "a"}, params=query, allow_redirects=False
        )
        assert (answer.status, answer.headers["Location"]) == (302, target)


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example",
        "\\\\evil.example", " //evil.example", "/\t/evil.example", "http:evil", "http://",
        "http:///evil.example", "data:text/html,x",
    ],
)  # fmt: skip
async def test_no_request_leads_to_another_site(site, target):
    bucket = await site.open()
    form = FormData()
    form.add_field("f", b"x", filename="a")
    answer = await site.client.post(
        bucket.get_add_url(), data=form, params={"redirect": target}, allow_redirects=False
    )
    assert answer.status == 400
    assert bucket.get_file_names() == []


async def test_pages_of_other_sites_change_nothing(site):
    bucket = await site.open()
    await site.add(("a", b"x"))
    headers = {"Origin": "http://evil.example"}
    assert (await site.add(("b", b"x"), headers=headers))[0] == 403
    url = bucket.get_delete_url()
    answer = await site.client.post(url, data={"name": "a"}, headers=headers)
    assert answer.status == 403
    assert bucket.get_file_names() == ["a"]


async def test_a_route_for_everything_does_not_switch_the_check_of_the_origin_off(site):
    def view(request):
        raise AssertionError("it is none of its business")

    bucket = await site.open()
    site.server.router.add_routes(Route("/<path:.*>", view, http_pass_through=True))
    answer = await site.client.post(
        bucket.get_add_url(), data=b"", headers={"Origin": "http://evil.example"}
    )
    assert answer.status == 403


async def test_another_user_changes_nothing_but_the_address_may_be_given_away(site):
    bucket = await site.open()
    cookies = {"sessionid": "a" * 28}
    assert (await site.add(("a", b"x"), cookies=cookies))[0] == 403
    owner = {"sessionid": bucket.request.user.session_key}
    assert (await site.add(("a", b"x"), cookies=owner))[0] == 200
    site.client.session.cookie_jar.clear()
    assert (await site.client.get(bucket.get_url("a"), cookies=cookies)).status == 200


async def test_hooks_run_on_threads_before_the_answer(site, caplog):
    caplog.set_level("INFO", "lona.buckets")
    calls = []

    def hook(name):
        def call(file_names):
            calls.append((name, file_names, threading.current_thread().name[:10]))
            raise ValueError("broken hook")

        return call

    await site.open(on_add=hook("add"), on_delete=hook("delete"))
    await site.add(("a", b"x"), ("b", b"y"))
    await site.delete(name="b")
    await site.delete(name="c")
    await site.add()
    assert calls == [("add", ["a", "b"], "LonaWorker"), ("delete", ["b"], "LonaWorker")]
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [(record.name, str(record.exc_info[1])) for record in errors] == [
        ("lona.buckets", "broken hook")
    ] * 2


async def test_a_client_has_one_line_a_second_of_each_kind(site, caplog, monkeypatch):
    caplog.set_level("INFO", "lona.buckets")
    monkeypatch.setattr(site.server.clock, "monotonic", lambda: 1000.0)
    await site.open(max_files=20)
    for _ in range(3):
        await site.add(*((f"{number:02}", b"") for number in range(12)))
        await site.delete(name="00")
        await site.add(("con", b""))
    names = ", ".join(f"'{number:02}'" for number in range(10)) + " and 2 more"
    lines = [r.getMessage().partition(": ")[2] for r in caplog.records if r.name == "lona.buckets"]
    assert lines == [
        site.bucket.get_path(),
        f"added: {names}",
        "deleted: '00'",
        "upload failed: The file name 'con' can not be used: it is a device.",
    ]


async def test_a_view_that_crashed_is_told_nothing(site, caplog):
    class Broken(View):
        def handle_request(self, request):
            self.files = FileInput(Bucket(request))
            made.append(self.files)
            self.show(self.files)
            raise ValueError("broken view")

    made = []
    site.server.router.add_routes(Route("/", Broken))
    site.page = await asyncio.to_thread(site._open_page, "/")
    site.bucket = made[0].bucket
    assert (await site.add(("a", b"x"), query="?input=0"))[0] == 200
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [record.name for record in errors] == ["lona.view_runtime"]


async def test_a_bucket_goes_with_its_view(site):
    bucket = await site.open()
    await site.add(("a", b"x"))
    await site.leave()
    assert not os.path.exists(os.path.dirname(bucket.get_path()))
    assert bucket.get_path("a").endswith("a")
    assert bucket.get_file_names() == []
    assert (await site.add(("a", b"x")))[0] == 404
    assert (await site.client.get(bucket.get_url())).status == 404
    assert len(site.server.buckets) == 0
    with pytest.raises(RuntimeError, match="is gone"):
        Bucket(bucket.request)


async def test_it_is_gone_before_the_last_hook_of_the_view(site):
    seen = []

    class Page(View):
        def handle_request(self, request):
            self.bucket = Bucket(request)

        def on_stop(self, reason):
            seen.append(self.bucket.is_closed)

        def on_cleanup(self):
            seen.append(self.bucket.is_closed)
            self.another = Bucket(self.request)
            seen.append(self.another)

    site.server.router.add_routes(Route("/", Page))
    site.page = await asyncio.to_thread(site._open_page, "/")
    await site.leave()
    assert seen[:2] == [False, True]
    assert seen[2].is_closed


async def test_the_end_of_the_server_deletes_what_views_leave_that_do_not_end():
    made, gate = [], threading.Event()

    class Stubborn(View):
        def handle_request(self, request):
            made.append(Bucket(request))
            self.set_title("ready")
            gate.wait(60)

    server = Server("/", routes=[Route("/", Stubborn)])
    async with TestClient(TestServer(create_application(server))):
        connection = FakeConnection(server).open()
        await asyncio.to_thread(connection.run_view, "/")
        await until(lambda: made)
        await server.shutdown(timeout=0.2)
        assert made[0].is_closed
        gate.set()


class Slow:
    """A request with a file that comes piece by piece."""

    def __init__(self, site, name="slow"):
        self._pieces = asyncio.Queue()
        self._site = site
        self.send(part(name, b"").removesuffix(b"\r\n"))
        self.answer = asyncio.ensure_future(self._post())

    async def _post(self):
        url = self._site.bucket.get_add_url()
        async with self._site.client.post(url, data=self._body(), headers=HEADERS) as answer:
            return answer.status

    async def _body(self):
        while piece := await self._pieces.get():
            yield piece

    def send(self, piece):
        self._pieces.put_nowait(piece)

    def end(self):
        self.send(b"\r\n--x--\r\n")
        self.send(b"")


async def until(is_so):
    while not is_so():
        await asyncio.sleep(0.01)


async def test_a_file_is_there_only_when_it_is_complete(site):
    bucket = await site.open()
    slow = Slow(site)
    slow.send(bytes(1_000_000))
    await until(site.on_disk)
    assert bucket.get_file_names() == []
    assert bucket.get_size() == 0
    slow.end()
    assert await slow.answer == 200
    assert site.on_disk() == bucket.get_file_names() == ["slow"]
    assert bucket.get_size() == 1_000_000


async def test_nothing_is_left_of_an_upload_that_is_cut_off(site):
    await site.open()
    slow = Slow(site)
    slow.send(bytes(1_000_000))
    await until(site.on_disk)
    slow.answer.cancel()
    await until(lambda: not site.on_disk())
    assert (await site.add(("a", b"x")))[0] == 200


async def test_an_upload_is_refused_while_it_comes(site):
    await site.open(max_size=300_000)
    slow = Slow(site)
    slow.send(bytes(1_000_000))
    try:
        assert await slow.answer == 400
    except ConnectionError:  # the server does not read it to its end
        pass
    assert site.on_disk() == []


async def test_uploads_at_the_same_time_do_not_exceed_the_limits_together(site):
    bucket = await site.open(max_files=1)
    slow = Slow(site)
    await until(site.on_disk)
    assert (await site.add(("a", b"x")))[0] == 400
    slow.end()
    assert await slow.answer == 200
    assert bucket.get_file_names() == ["slow"]


async def test_uploads_are_stopped_when_the_view_goes(site, caplog):
    bucket = await site.open()
    slow = Slow(site)
    slow.send(bytes(1_000_000))
    await until(site.on_disk)
    await site.leave()
    assert not os.path.exists(os.path.dirname(bucket.get_path()))
    try:
        assert await slow.answer == 404
    except ConnectionError:
        pass
    await site.client.close()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_memory_does_not_grow_with_a_file(site, monkeypatch):
    sizes = []
    write = folder.Upload.write

    def count(self, data):
        sizes.append(len(data))
        write(self, data)

    monkeypatch.setattr(folder.Upload, "write", count)
    bucket = await site.open()
    slow = Slow(site, "large")
    for _ in range(64):
        slow.send(bytes(512 * 1024))
    slow.end()
    assert await slow.answer == 200
    assert bucket.get_size() == sum(sizes) == 64 * 512 * 1024
    assert max(sizes) < 512 * 1024


async def test_a_full_disk_is_told(site, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    await site.open()
    monkeypatch.setattr(folder.os, "replace", full)
    assert (await site.add(("a", b"x")))[0] == 507
    assert site.on_disk() == []


async def test_no_session_and_no_cookie_are_needed(site):
    bucket = await site.open()
    status, _ = await site.add(("a", b"x"))
    answer = await site.client.get(bucket.get_url("a"))
    assert status == answer.status == 200
    assert not answer.cookies


async def test_without_the_middleware_there_are_no_buckets():
    settings = {"CORE_MIDDLEWARES": CORE_MIDDLEWARES[:1]}
    server = Server("/", settings_post_overrides=settings, routes=[])
    async with TestClient(TestServer(create_application(server))) as client:
        site = Site(client, server)
        bucket = await site.open()
        assert (await site.add(("a", b"x")))[0] in (404, 405)
        assert (await client.get(bucket.get_url())).status == 404
        await site.leave()
