from types import SimpleNamespace

import pytest
from multidict import CIMultiDict
from yarl import URL

from lona.http.forwarded import addressed_hosts, is_allowed_origin, is_https


def request(url="http://localhost:8080/", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(url=URL(url), headers=CIMultiDict(named))


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Host": "localhost:8080"}, True),
        ({"Host": "localhost:8080", "Origin": "http://localhost:8080"}, True),
        ({"Host": "LOCALHOST:8080", "Origin": "http://localhost:8080"}, True),
        ({"Host": "localhost:8080", "Origin": "http://localhost:8081"}, False),
        ({"Host": "localhost:8080", "Origin": "http://localhost"}, False),
        ({"Host": "localhost:8080", "Origin": "http://evil.example"}, False),
        ({"Host": "localhost:8080", "Origin": "null"}, False),
        ({"Host": "localhost:8080", "Origin": ""}, False),
        ({"Host": "localhost:8080", "Origin": "http://localhost:99999"}, False),
        ({"Host": "example.org", "Origin": "https://example.org"}, True),
        ({"Host": "example.org:443", "Origin": "https://example.org"}, True),
        ({"Host": "example.org", "Origin": "http://example.org:80"}, True),
        ({"Host": "example.org.evil.example", "Origin": "https://example.org"}, False),
        ({"Host": "[::1]:8080", "Origin": "http://[::1]:8080"}, True),
        ({"Origin": "http://localhost"}, False),
        (
            {"Host": "inner:1", "X_Forwarded_Host": "example.org", "Origin": "https://example.org"},
            True,
        ),
        (
            {"Host": "inner:1", "X_Forwarded_Host": "a, b.org", "Origin": "https://b.org"},
            True,
        ),
        (
            {"Host": "inner:1", "Forwarded": "for=1.2.3.4;host=a.org", "Origin": "https://a.org"},
            True,
        ),
        (
            {"Host": "inner:1", "Forwarded": 'host="a.org:81", for=1', "Origin": "http://a.org:81"},
            True,
        ),
        ({"Host": "inner:1", "Forwarded": "for=a.org", "Origin": "https://a.org"}, False),
    ],
)
def test_pages_of_the_addressed_host_may_open_websockets(headers, allowed):
    assert is_allowed_origin(request(**headers), []) is allowed


def test_further_origins_can_be_listed():
    foreign = request(Host="a.org", Origin="https://b.org:444")
    assert is_allowed_origin(foreign, ["https://b.org:444"]) is True
    assert is_allowed_origin(foreign, ["https://b.org"]) is False
    assert is_allowed_origin(foreign, ["http://b.org:444"]) is False
    assert is_allowed_origin(foreign, ["*"]) is True


def test_nonsense_is_not_allowed_by_nonsense():
    assert is_allowed_origin(request(Host="a", Origin="null"), ["nonsense"]) is False


def test_https_is_known_from_the_request_or_the_proxy():
    assert is_https(request("https://a.org/")) is True
    assert is_https(request()) is False
    assert is_https(request(X_Forwarded_Proto="https")) is True
    assert is_https(request(X_Forwarded_Proto="http, https")) is False
    assert is_https(request(Forwarded="for=1;proto=HTTPS;host=a")) is True


def test_all_addressed_hosts_are_told():
    hosts = addressed_hosts(request(Host="a", X_Forwarded_Host="b", Forwarded="host=c"))
    assert hosts == ["a", "b", "c"]
