"""Behind a real nginx, with TLS and below a path: the configuration in the examples."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from lona.pytest import expect

ROOT = Path(__file__).parents[1]
CONFIGURATION = ROOT / "examples/deployment/nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")

pytestmark = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"),
    reason="there is no nginx here; on Debian: apt install nginx-light",
)

FETCH = "async url => [...new Uint8Array(await (await fetch(url)).arrayBuffer())]"

MAIN = """
daemon off;
pid {directory}/nginx.pid;
error_log {directory}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    include {directory}/site.conf;
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def wait_for(port):
    """Wait until somebody listens."""
    end = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    directory = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
        "-keyout key.pem -out cert.pem".split(),
        cwd=directory,
        check=True,
        capture_output=True,
    )
    return directory


@pytest.fixture
def behind_nginx(tmp_path, certificate):
    """Give a function that serves an example below /app/; it returns the address of the site."""
    processes = []

    def start(script, change=lambda text: text):
        server = subprocess.Popen(
            [sys.executable, script, "--host=127.0.0.1", "--port=0", "-O", "URL_PREFIX='/app'"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(server)
        found = (re.search(r"running on http://127.0.0.1:(\d+)", line) for line in server.stderr)
        upstream = next(match[1] for match in found if match)
        port = free_port()
        site = change(CONFIGURATION.read_text("utf-8"))
        for pattern, text in (
            (r"server 127\.0\.0\.1:8080;", f"server 127.0.0.1:{upstream};"),
            (r"listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
            (r"/etc/ssl/certs/example\.org\.pem", f"{certificate}/cert.pem"),
            (r"/etc/ssl/private/example\.org\.key", f"{certificate}/key.pem"),
        ):
            site, count = re.subn(pattern, text, site)
            assert count == 1, pattern
        (tmp_path / "site.conf").write_text(site)
        (tmp_path / "nginx.conf").write_text(MAIN.format(directory=tmp_path))
        command = [NGINX, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
        processes.append(subprocess.Popen([*command, "-e", "stderr"]))
        wait_for(port)
        return f"https://127.0.0.1:{port}"

    yield start
    for process in reversed(processes):
        process.terminate()
        process.wait(60)
    processes[0].stderr.close()


@pytest.fixture
def open_page(lona_chromium):
    contexts = []

    def open_page(url):
        contexts.append(lona_chromium.new_context(base_url=url, ignore_https_errors=True))
        page = contexts[-1].new_page()
        page.goto("/app/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    lona_chromium.raise_page_errors()


def cut_the_prefix(text):
    """Let nginx pass on what is behind the prefix only, as many proxies do."""
    assert "proxy_pass http://lona;" in text
    return text.replace("proxy_pass http://lona;", "proxy_pass http://lona/;")


@pytest.mark.parametrize("change", [str, cut_the_prefix], ids=["passed on", "cut"])
def test_the_demo_works_below_a_path_with_tls(behind_nginx, open_page, change):
    url = behind_nginx("examples/demo/demo.py", change)
    page = open_page(url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Inputs")
    background = "getComputedStyle(document.querySelector('.card')).backgroundColor"
    assert page.evaluate(background) != "rgba(0, 0, 0, 0)"  # the style sheet is there

    page.get_by_role("link", name="Wizard").click()
    expect(page).to_have_url(f"{url}/app/wizard")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
    page.get_by_role("textbox").fill("Ada")
    page.get_by_role("textbox").press("Enter")
    page.get_by_role("button", name="Tea").click()
    expect(page).to_have_url(re.compile(re.escape(f"{url}/app/wizard/done?drink=Tea")))

    page.get_by_role("link", name="Forms").click()
    expect(page).to_have_url(f"{url}/app/forms")
    page.go_back()
    expect(page).to_have_url(re.compile("/app/wizard/done"))
    (cookie,) = page.context.cookies()
    assert (cookie["path"], cookie["secure"], cookie["httpOnly"]) == ("/app", True, True)


def test_files_come_and_go(behind_nginx, open_page):
    page = open_page(behind_nginx("examples/files/files.py"))
    content = os.urandom(300_000)
    page.get_by_label("Drop files here").set_input_files(
        {"name": "a.bin", "mimeType": "application/octet-stream", "buffer": content}
    )
    link = page.get_by_role("link", name="a.bin")
    expect(link).to_be_visible()
    assert link.get_attribute("href").startswith("/app/buckets/")
    assert bytes(page.evaluate(FETCH, link.get_attribute("href"))) == content
    page.get_by_role("button", name="Remove a.bin").click()
    expect(link).to_have_count(0)


async def test_only_pages_of_the_site_get_a_websocket_and_watchers_are_inside(behind_nginx):
    url = behind_nginx("examples/demo/demo.py")
    async with ClientSession() as session:

        def connect(origin):
            return session.ws_connect(f"{url}/app/", origin=origin, ssl=False)

        async with connect(url) as websocket:
            await websocket.send_str(f'lona:[101,1,1,0,"{url}/app/",null]')
            assert (await websocket.receive_str(timeout=60)).startswith("lona:[202")
        for foreign in ("https://evil.example", "https://127.0.0.1", "null"):
            with pytest.raises(WSServerHandshakeError) as refused:
                async with connect(foreign):
                    pass
            assert refused.value.status == 403
        async with session.get(f"{url}/app", ssl=False, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (308, f"{url}/app/")
        async with session.get(f"{url}/app/_lona/health", ssl=False) as answer:
            assert answer.status == 404
        async with session.get(f"{url}/app/static/lona/style.css", ssl=False) as answer:
            assert answer.status == 200
