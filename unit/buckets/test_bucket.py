import os
from types import SimpleNamespace

import pytest

from lona import Bucket
from lona.buckets.desk import content_type
from lona.buckets.registry import Buckets
from lona.connection.client_log import ClientLog
from lona.runtime.endings import Endings
from lona.work.clock import Clock


@pytest.fixture
def request_():
    """A request whose view lives; `end` ends it."""
    endings = Endings()
    runtime = SimpleNamespace(endings=endings)
    server = SimpleNamespace(
        settings=SimpleNamespace(LIMIT_BUCKET_FILES=0, LIMIT_BUCKET_BYTES=0),
        buckets=Buckets("/files/"),
        runtimes=SimpleNamespace(find={"r": runtime}.get),
        client_log=ClientLog(lambda: 0, Clock()),
    )
    connection = SimpleNamespace(client="127.0.0.1")
    yield SimpleNamespace(id="r", server=server, connection=connection, end=endings.run)
    endings.run()


def test_a_bucket_knows_its_addresses(request_):
    bucket = Bucket(request_)
    url = f"/files/r/{bucket.id}"
    assert (bucket.get_url(), bucket.get_add_url()) == (url, f"{url}/add")
    assert bucket.get_delete_url() == f"{url}/delete"
    assert bucket.get_url("ä /?#.txt") == f"{url}/%C3%A4%20%2F%3F%23.txt"
    assert Bucket(request_).id != bucket.id


def test_paths_are_absolute_and_stay_in_the_folder(request_):
    bucket = Bucket(request_)
    assert os.path.isdir(bucket.get_path())
    assert bucket.get_path("a") == os.path.join(bucket.get_path(), "a")
    for name in ("..", "../a", "/etc/passwd"):
        with pytest.raises(ValueError, match="not lie"):
            bucket.get_path(name)
    path = bucket.get_path("a")
    request_.end()
    assert bucket.get_path("a") == path


def test_it_ends_once_with_its_view_or_before(request_, caplog):
    caplog.set_level("INFO", "lona.buckets")
    bucket, other = Bucket(request_), Bucket(request_)
    bucket.close()
    bucket.close()
    assert bucket.is_closed
    assert not other.is_closed
    request_.end()
    assert other.is_closed
    assert len(request_.server.buckets) == 0
    assert [record.getMessage().split()[2] for record in caplog.records] == [
        "opened:", "opened:", "closed:", "closed:",
    ]  # fmt: skip


def test_a_view_that_is_gone_gets_none(request_, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    request_.end()
    with pytest.raises(RuntimeError, match="is gone"):
        Bucket(request_)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [-1, 1.5, "1", True])
@pytest.mark.parametrize("name", ["max_files", "max_size"])
def test_limits_are_whole_numbers(request_, name, value):
    with pytest.raises(ValueError, match=name):
        Bucket(request_, **{name: value})


@pytest.mark.parametrize("name", ["on_add", "on_delete"])
def test_hooks_can_be_called(request_, name):
    with pytest.raises(TypeError, match=name):
        Bucket(request_, **{name: "nothing"})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.png", "image/png"),
        ("a.txt", "text/plain"),
        ("a.svg", "image/svg+xml"),
        ("a", "application/octet-stream"),
        ("a.html", "application/octet-stream"),
        ("a.xhtml", "application/octet-stream"),
        ("a.js", "application/octet-stream"),
        ("a.mjs", "application/octet-stream"),
        ("a.css", "application/octet-stream"),
        ("a.xml", "application/octet-stream"),
        ("a.wasm", "application/octet-stream"),
    ],
)
def test_what_could_act_in_a_page_is_data(name, expected):
    assert content_type(name) == expected
