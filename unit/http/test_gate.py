import pytest

from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona_testing.fake_connection import ConnectionRefusedByServer, FakeConnection
from lona_testing.wire.http import HttpRequest

UPGRADE = {"Upgrade": "websocket"}
PASS_THROUGH = Route("/", lambda request: None, http_pass_through=True)


def status(request, route=None, **settings):
    server = Server("/", settings_post_overrides=settings, routes=[Route("/", View)])
    answer = server.gate.refuse(request, route)
    return None if answer is None else answer.status


def get(url="http://example.org/", remote="203.0.113.9", **options):
    return HttpRequest(url, remote=remote, **options)


# hosts


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:8080", "EXAMPLE.org", "a_b", "[::1]:80", "1.2.3.4", "x."]
)
def test_without_list_every_host_is_allowed(host):
    assert status(get(headers={"Host": host})) is None


@pytest.mark.parametrize(
    "host",
    ["", "]", "a b", "a/b", "a@b", "[::1", "a?b", "a#b", "a,b", "%41", "a\\b", "a:b", "a:99999",
     "a:80:80", "<script>", "a\nb", "ü.de"],
)  # fmt: skip
def test_a_host_that_is_none_is_a_bad_request(host, caplog):
    assert status(get(headers={"Host": host})) == 400
    assert len(caplog.records) == 1
    assert "\n" not in caplog.text.strip()


@pytest.mark.parametrize(("count", "expected"), [(14, None), (5000, 400)])
def test_a_request_with_too_many_hosts_is_a_bad_one(count, expected):
    headers = {"Host": "a", "X-Forwarded-Host": ",".join(["a"] * count)}
    assert status(get(remote="127.0.0.1", headers=headers)) == expected


@pytest.mark.parametrize(
    ("host", "is_allowed"),
    [
        ("example.org", True),
        ("EXAMPLE.ORG:8080", True),
        ("example.org.", True),
        ("www.example.org", False),
        ("sub.example.net", True),
        ("a.b.example.net", True),
        ("example.net", True),
        ("notexample.net", False),
        ("example.org.evil.example", False),
        ("evil.example", False),
        ("localhost:1", True),
        ("app.localhost", True),
        ("localhost.evil.example", False),
        ("127.0.0.1:8080", True),
        ("[::1]", True),
        ("203.0.113.1", True),
        ("1.2.3.4.evil.example", False),
        ("app", False),
    ],
)
def test_only_listed_hosts_local_names_and_addresses_are_allowed(host, is_allowed):
    allowed = ["example.org", ".example.net"]
    expected = None if is_allowed else 400
    assert status(get(headers={"Host": host}), ALLOWED_HOSTS=allowed) == expected
    handshake = get(headers={"Host": host, **UPGRADE})
    assert status(handshake, ALLOWED_HOSTS=allowed) == expected
    assert status(get(headers={"Host": host}), PASS_THROUGH, ALLOWED_HOSTS=allowed) == expected


def test_a_star_allows_every_host():
    assert status(get(headers={"Host": "any.example"}), ALLOWED_HOSTS=["*"]) is None


def test_the_host_of_the_request_line_and_that_of_a_proxy_have_to_be_allowed_too():
    settings = {"ALLOWED_HOSTS": ["example.org"]}
    line = get("http://evil.example/", headers={"Host": "example.org"})
    assert status(line, **settings) == 400
    headers = {"Host": "example.org", "X-Forwarded-Host": "evil.example"}
    assert status(get(headers=headers, remote="10.0.0.1"), **settings) == 400
    assert status(get(headers=headers), **settings) is None  # nobody believes it


def test_a_rebound_name_is_not_made_good_by_a_forwarded_one():
    headers = {"Host": "evil.example", "X-Forwarded-Host": "example.org"}
    rebound = get(headers=headers, remote="127.0.0.1")
    assert status(rebound, ALLOWED_HOSTS=["example.org"]) == 400


@pytest.mark.parametrize(
    "name", ["ALLOWED_HOSTS", "HTTP_ALLOWED_ORIGINS", "WEBSOCKET_ALLOWED_ORIGINS"]
)
def test_a_string_in_place_of_a_list_is_an_error_that_names_the_setting(name):
    with pytest.raises(ValueError, match=name):
        Server("/", settings_post_overrides={name: "example.org"}, routes=[PASS_THROUGH])


# websockets


@pytest.mark.parametrize(
    ("origin", "is_allowed"),
    [
        (None, True),
        ("http://example.org", True),
        ("https://example.org", True),
        ("http://example.org:8080", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_only_own_pages_open_websockets(origin, is_allowed):
    headers = dict(UPGRADE) if origin is None else {**UPGRADE, "Origin": origin}
    assert status(get(headers=headers)) == (None if is_allowed else 403)
    assert status(get(headers=headers), PASS_THROUGH) is None


def test_further_origins_of_websockets_can_be_listed():
    foreign = get(headers={**UPGRADE, "Origin": "https://b.org:444"})
    assert status(foreign, WEBSOCKET_ALLOWED_ORIGINS=["https://b.org:444"]) is None
    assert status(foreign, WEBSOCKET_ALLOWED_ORIGINS=["https://b.org"]) == 403
    assert status(foreign, WEBSOCKET_ALLOWED_ORIGINS=["http://b.org:444"]) == 403
    assert status(foreign, WEBSOCKET_ALLOWED_ORIGINS=["*"]) is None
    null = get(headers={**UPGRADE, "Origin": "null"})
    assert status(null, WEBSOCKET_ALLOWED_ORIGINS=["nonsense", "null"]) == 403


def test_a_forwarded_host_counts_only_from_a_trusted_proxy():
    headers = {**UPGRADE, "Host": "inner", "X-Forwarded-Host": "a.org", "Origin": "https://a.org"}
    assert status(get(headers=headers, remote="10.0.0.1")) is None
    assert status(get(headers=headers)) == 403
    assert status(get(headers=headers), TRUSTED_PROXIES=["203.0.113.0/24"]) is None


def test_the_fake_connection_is_refused_like_a_real_one():
    server = Server("/", settings_post_overrides={"ALLOWED_HOSTS": []}, routes=[PASS_THROUGH])
    for options in ({"headers": {"Origin": "http://evil.example"}}, {"url": "http://evil.example"}):
        with pytest.raises(ConnectionRefusedByServer):
            FakeConnection(server, **options).open()


# unsafe methods

OWN, FOREIGN = "https://example.org", "https://evil.example"


@pytest.mark.parametrize(
    ("origin", "site", "is_allowed"),
    [
        (None, None, True),
        (OWN, None, True),
        (OWN, "same-origin", True),
        (None, "same-origin", True),
        (None, "none", True),
        (FOREIGN, None, False),
        (FOREIGN, "cross-site", False),
        (FOREIGN, "same-origin", False),
        (None, "cross-site", False),
        (None, "same-site", False),
        (None, "nonsense", False),
        (OWN, "cross-site", False),
        ("null", None, False),
        ("null", "same-origin", False),
        ("http://example.org:8080", None, False),
        ("http://sub.example.org", "same-site", False),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "WHATEVER"])
def test_other_sites_cannot_change_anything(origin, site, is_allowed, method):
    headers = {"Origin": origin, "Sec-Fetch-Site": site}
    headers = {name: value for name, value in headers.items() if value is not None}
    request = get(method=method, headers=headers)
    assert status(request) == (None if is_allowed else 403)
    assert status(request, HTTP_ALLOWED_ORIGINS=None) is None
    assert status(request, PASS_THROUGH) is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_other_sites_may_lead_here(method):
    headers = {"Origin": FOREIGN, "Sec-Fetch-Site": "cross-site"}
    assert status(get(method=method, headers=headers)) is None


def test_origins_that_may_post_can_be_listed():
    request = get(method="POST", headers={"Origin": FOREIGN, "Sec-Fetch-Site": "cross-site"})
    assert status(request, HTTP_ALLOWED_ORIGINS=[FOREIGN]) is None
    assert status(request, HTTP_ALLOWED_ORIGINS=["http://evil.example"]) == 403
    assert status(request, HTTP_ALLOWED_ORIGINS=["*"]) is None


# queries


@pytest.mark.parametrize(
    ("query", "is_allowed"),
    [("a=%C3%BC", True), ("a=%zz&b=%", True), ("a=%00", True), ("a=%FF", False),
     ("a=%ED%A0%80", False), ("%C3=1", False), ("a=%C0%AF", False)],
)  # fmt: skip
def test_a_query_that_is_no_utf_8_is_a_bad_request(query, is_allowed):
    request = get(f"http://example.org/?{query}")
    assert status(request) == (None if is_allowed else 400)
