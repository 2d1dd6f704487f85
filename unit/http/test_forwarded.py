import pytest
from yarl import URL

from lona import default_settings
from lona.http.forwarded import Proxies
from lona_testing.wire.http import HttpRequest

DEFAULT = Proxies(default_settings.TRUSTED_PROXIES)


def request(url="http://localhost:8080/", remote="127.0.0.1", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpRequest(URL(url), headers=named, remote=remote)


@pytest.mark.parametrize(
    ("headers", "is_same"),
    [
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
        ({"X_Forwarded_Host": "a.org", "Origin": "https://a.org"}, True),
        ({"X_Forwarded_Host": "a, b.org", "Origin": "https://b.org"}, True),
        ({"Forwarded": "for=1.2.3.4;host=a.org", "Origin": "https://a.org"}, True),
        ({"Forwarded": 'host="a.org:81", for=1', "Origin": "http://a.org:81"}, True),
        ({"Forwarded": "for=a.org", "Origin": "https://a.org"}, False),
    ],
)
def test_the_origin_of_the_addressed_host_is_its_own(headers, is_same):
    assert DEFAULT.is_same_origin(request(**headers), headers["Origin"]) is is_same


def test_https_is_known_from_the_request_or_the_proxy():
    assert DEFAULT.is_https(request("https://a.org/")) is True
    assert DEFAULT.is_https(request()) is False
    assert DEFAULT.is_https(request(X_Forwarded_Proto="https")) is True
    assert DEFAULT.is_https(request(X_Forwarded_Proto="http, https")) is False
    assert DEFAULT.is_https(request(Forwarded="for=1;proto=HTTPS;host=a")) is True


def test_all_addressed_hosts_are_told():
    hosts = DEFAULT.addressed_hosts(request(Host="a", X_Forwarded_Host="b", Forwarded="host=c"))
    assert hosts == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("remote", "is_trusted"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("10.1.2.3", True),
        ("172.31.0.1", True),
        ("172.32.0.1", False),
        ("192.168.3.4", True),
        ("fd00::1", True),
        ("fe80::1%eth0", True),
        ("::ffff:10.0.0.1", True),
        ("::ffff:8.8.8.8", False),
        ("8.8.8.8", False),
        ("2001:db8::1", False),
        ("nonsense", False),
        (None, True),
        ("", True),
    ],
)
def test_this_machine_and_private_networks_are_trusted_by_default(remote, is_trusted):
    forwarded = request(remote=remote, X_Forwarded_Proto="https", X_Forwarded_Host="a")
    assert DEFAULT.is_trusted(forwarded) is is_trusted
    assert DEFAULT.is_https(forwarded) is is_trusted
    assert ("a" in DEFAULT.addressed_hosts(forwarded)) is is_trusted


def test_trust_can_be_given_and_taken():
    one = Proxies(["203.0.113.7", "2001:db8::/32"])
    assert one.is_trusted(request(remote="203.0.113.7"))
    assert one.is_trusted(request(remote="2001:db8::5"))
    assert not one.is_trusted(request(remote="203.0.113.8"))
    assert not one.is_trusted(request(remote="127.0.0.1"))
    assert not one.is_trusted(request(remote=None))
    assert not Proxies([]).is_trusted(request())


@pytest.mark.parametrize("entry", ["nonsense", "10.0.0.1/8", "", None, "a.example.org"])
def test_nonsense_is_named(entry):
    with pytest.raises(ValueError, match="TRUSTED_PROXIES"):
        Proxies([entry])
