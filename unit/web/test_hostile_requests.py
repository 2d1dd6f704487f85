"""Requests that no browser sends, on raw sockets: each is answered, and tells one line of the log.

None of them may show a traceback, a version, or anything of what it contains in the log.
"""

import gzip
import logging
import re
import socket
import struct
import subprocess
import sys
import zlib

import pytest

from lona import App, JsonResponse, View
from lona_testing.plugin.live_server import LiveServer
from lona_testing.plugin.loop_thread import LoopThread

SECRET = "s3cr3t"
LINE = b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"


class Echo(View):
    def handle_request(self, request):
        values = {name: str(value) for name, value in request.POST.items()}
        return JsonResponse([request.method, request.GET, values])


@pytest.fixture(scope="module")
def port():
    app = App(__file__)
    app.settings.ALLOWED_HOSTS = ["example.org"]
    app.settings.CONTENT_SECURITY_POLICY = "strict"
    app.route("/")(View)
    app.route("/plain", interactive=False)(Echo)
    loop_thread = LoopThread()
    live = LiveServer(app, loop_thread)
    yield int(live.url.rpartition(":")[2])
    live.close()
    loop_thread.stop()


@pytest.fixture
def ask(port):
    """Give a function that sends bytes and returns status, headers (lower case) and body."""

    def send(data):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(data)
            with connection.makefile("rb") as answer:
                status = int(answer.readline().split()[1])
                lines = iter(lambda: answer.readline().decode().strip(), "")
                headers = dict(line.lower().split(": ", 1) for line in lines)
                return status, headers, answer.read(int(headers["content-length"]))

    return send


def get(target, *headers):
    return b"GET " + target + LINE + b"".join(line + b"\r\n" for line in headers) + b"\r\n"


def post(body, content_type, *headers):
    lines = (b"Content-Type: " + content_type, b"Content-Length: %d" % len(body), *headers)
    return b"POST /plain" + LINE + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + body


def part(headers, value=b"v"):
    return b"--x\r\n" + headers + b"\r\n\r\n" + value + b"\r\n--x--\r\n"


URLENCODED = b"application/x-www-form-urlencoded"
MULTIPART = b"multipart/form-data; boundary=x"
NAMED = b'Content-Disposition: form-data; name="a"'

BAD_REQUESTS = {
    "raw byte in the query": get(b"/plain?a=\xff"),
    "NUL in the query": get(b"/plain?a=\0"),
    "query that is no UTF-8": get(b"/plain?a=%FF"),
    "half a surrogate pair in the query": get(b"/plain?a=%ED%A0%80"),
    "raw byte in the path": get(b"/plain\xff"),
    "path without slash": get(b"plain"),
    "asterisk": get(b"*"),
    "URL without end": get(b"http://["),
    "port that is none": get(b"http://localhost:99999/plain"),
    "header without colon": get(b"/", b"Bad Header"),
    "space before the colon": get(b"/", b"A : b"),
    "NUL in a name": get(b"/", b"A\0: b"),
    "NUL in a value": get(b"/", b"A: \0"),
    "lone carriage return": get(b"/", b"A: b\rc"),
    "header of 9 kB": get(b"/", b"A: " + b"b" * 9000),
    "20,000 headers": get(b"/", *[b"A: b"] * 20_000),
    "control character in a cookie": get(b"/", b"Cookie: sessionid=s3cr3t\x01"),
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "no host in HTTP 1.0": b"GET / HTTP/1.0\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    "empty host": b"GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n",
    "host that is none": b"GET / HTTP/1.1\r\nHost: a@b\r\nConnection: close\r\n\r\n",
    "host that is not allowed": b"GET / HTTP/1.1\r\nHost: e.example\r\nConnection: close\r\n\r\n",
    "host of a static file": (
        b"GET /static/lona/style.css HTTP/1.1\r\nHost: e.example\r\nConnection: close\r\n\r\n"
    ),
    "host in the request line": get(b"http://e.example/plain"),
    "forwarded host": get(b"/", b"X-Forwarded-Host: e.example"),
    "host of a websocket": (
        b"GET / HTTP/1.1\r\nHost: e.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    ),
    "version that is none": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "length that is none": get(b"/", b"Content-Length: x"),
    "negative length": get(b"/", b"Content-Length: -5"),
    "length and chunks": get(b"/", b"Content-Length: 5", b"Transfer-Encoding: chunked"),
    "chunk that is none": (
        b"POST /plain" + LINE + b"Content-Type: " + URLENCODED + b"\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"
    ),
    "form that is no UTF-8": post(b"a=s3cr3t\xff", URLENCODED),
    "form that is no UTF-8 when decoded": post(b"a=s3cr3t%FF", URLENCODED),
    "charset that is none": post(b"a=1", URLENCODED + b"; charset=nonsense"),
    "charset that is no charset": post(b"a=1", URLENCODED + b"; charset=rot13"),
    "charset that takes long": post(b"a=" + b"z" * 100_000, URLENCODED + b"; charset=punycode"),
    "another charset": post(b"a=1", URLENCODED + b"; charset=utf-16"),
    "no boundary": post(b"a", b"multipart/form-data"),
    "boundary that is too long": post(b"a", b"multipart/form-data; boundary=" + b"x" * 100),
    "no part": post(b"s3cr3t", MULTIPART),
    "part without name": post(part(b"Content-Disposition: form-data"), MULTIPART),
    "part that is no UTF-8": post(part(NAMED, b"s3cr3t\xff"), MULTIPART),
    "charset of a part": post(
        part(NAMED + b"\r\nContent-Type: text/plain; charset=nonsense"), MULTIPART
    ),
    "charset of a part that takes long": post(
        part(NAMED + b"\r\nContent-Type: text/plain; charset=punycode", b"z" * 100_000), MULTIPART
    ),
    "compressed part": post(
        part(NAMED + b"\r\nContent-Encoding: gzip", gzip.compress(b"s3cr3t")), MULTIPART
    ),
    "empty lines instead of parts": post(b"\r\n" * 100_000, MULTIPART),
    "20 forwarded hosts": get(b"/", b"X-Forwarded-Host: " + b", ".join([b"localhost"] * 20)),
    "encoding of a part": post(
        part(NAMED + b"\r\nContent-Transfer-Encoding: nonsense"), MULTIPART
    ),
    "header of a part": post(part(b"s3cr3t header"), MULTIPART),
    "disposition of a part": post(part(b":form-data; name=a"), MULTIPART),
    "300 headers of a part": post(part(b"\r\n".join([b"A: b"] * 300)), MULTIPART),
    "form in a form": post(
        part(NAMED + b"\r\nContent-Type: multipart/mixed; boundary=y", b"--y--"), MULTIPART
    ),
    "charset of all parts": post(
        part(b'Content-Disposition: form-data; name="_charset_"', b"n" * 100), MULTIPART
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_REQUESTS)
def test_a_broken_request_is_400_with_one_line_in_the_log(ask, caplog, name):
    status, headers, body = ask(BAD_REQUESTS[name])
    assert status == 400
    assert headers["server"] == "lona"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "sameorigin"
    assert body == b"400: Bad Request"
    records = [record for record in caplog.records if record.levelno >= logging.INFO]
    assert [record.name for record in records] == ["lona.server.http"]
    assert records[0].exc_info is None
    assert "\n" not in records[0].getMessage()
    assert SECRET not in caplog.text


@pytest.mark.parametrize("target", ["/", "/plain", "/static/lona/style.css", "/nothing"])
def test_every_answer_has_the_default_headers_and_no_version(ask, target):
    _, headers, _ = ask(get(target.encode()))
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "sameorigin"
    assert "'self'" in headers["content-security-policy"]
    assert not re.search(r"\d", headers["server"])


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (get(b"/plain"), 200),
        (get(b"/plain?a=%C3%BC"), 200),
        (get(b"http://example.org/plain"), 200),
        (post(b"a=%C3%BC", URLENCODED), 200),
        (post(part(NAMED), MULTIPART), 200),
        (post(b"a=1", URLENCODED, b"Content-Encoding: Identity"), 200),
        (post(gzip.compress(b"a=1"), URLENCODED, b"Content-Encoding: gzip"), 415),
        (post(zlib.compress(b"a=1"), URLENCODED, b"Content-Encoding: deflate"), 415),
        (post(b"a", URLENCODED, b"Content-Encoding: nonsense"), 415),
        (post(part(NAMED), MULTIPART, b"Content-Encoding: gzip"), 415),
        (post(gzip.compress(b"[]"), b"application/json", b"Content-Encoding: gzip"), 415),
        (post(b"a=1", URLENCODED, b"Origin: http://localhost"), 200),
        (post(b"a=1", URLENCODED, b"Sec-Fetch-Site: same-origin"), 200),
        (post(b"a=1", URLENCODED, b"Origin: http://e.example"), 403),
        (post(b"a=1", URLENCODED, b"Sec-Fetch-Site: cross-site"), 403),
        (get(b"/static/.env"), 404),
        (get(b"/static/%2eenv"), 404),
        (get(b"/plain", b"Range: bytes=x", b"If-Modified-Since: x", b"Content-Type: x"), 200),
    ],
)
def test_other_requests_get_what_they_deserve(ask, request_bytes, status):
    assert ask(request_bytes)[0] == status


def test_a_client_that_goes_is_no_error(ask, port, caplog):
    head = b"Content-Type: " + URLENCODED + b"\r\nContent-Length: 1000\r\n\r\na=1"
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(b"POST /plain" + LINE + head)
            linger = struct.pack("ii", 1, 0)  # with a reset
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    assert ask(get(b"/plain"))[0] == 200
    assert [record for record in caplog.records if record.levelno >= logging.INFO] == []


def test_texts_of_clients_are_not_kept_as_warnings():
    code = """
import lona.web.forms, warnings, aiohttp.multipart as multipart
for number in range(100):
    multipart.parse_content_disposition(f":{number}")
assert not [key for key in vars(multipart).get("__warningregistry__", {}) if key != "version"]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_refused_form_is_not_read_first(ask):
    promised = b"Content-Type: " + URLENCODED + b"\r\nContent-Length: 1000000\r\n"
    request = b"POST /plain" + LINE + promised + b"Origin: http://e.example\r\n\r\na=1"
    assert ask(request)[0] == 403
