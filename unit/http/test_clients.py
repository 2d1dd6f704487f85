from types import SimpleNamespace

import pytest
from multidict import CIMultiDict

from lona import default_settings
from lona.http.clients import client_address
from lona.http.forwarded import Proxies

is_trusted = Proxies(default_settings.TRUSTED_PROXIES).trusts


def address(remote, **headers):
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    request = SimpleNamespace(remote=remote, headers=CIMultiDict(named))
    return client_address(request, is_trusted)


@pytest.mark.parametrize(
    ("remote", "headers", "expected"),
    [
        ("203.0.113.5", {}, "203.0.113.5"),
        ("203.0.113.5", {"X_Forwarded_For": "198.51.100.1"}, "203.0.113.5"),
        ("127.0.0.1", {"X_Forwarded_For": "8.8.8.8"}, "8.8.8.8"),
        ("127.0.0.1", {"X_Forwarded_For": "1.1.1.1, 8.8.8.8, 10.0.0.7"}, "8.8.8.8"),
        ("127.0.0.1", {"X_Forwarded_For": "8.8.8.8:4711"}, "8.8.8.8"),
        ("10.0.0.1", {"Forwarded": 'for="[2606:4700::1]:47", for=10.0.0.2'}, "2606:4700::1"),
        ("::1", {"Forwarded": "by=a;for=9.9.9.9;proto=http"}, "9.9.9.9"),
        ("127.0.0.1", {"X_Forwarded_For": "8.8.8.8, nonsense\n"}, "127.0.0.1"),
        ("::ffff:127.0.0.1", {"X_Forwarded_For": "8.8.8.8"}, "8.8.8.8"),
        ("127.0.0.1", {"X_Forwarded_For": ""}, "127.0.0.1"),
        (None, {"X_Forwarded_For": "8.8.8.8"}, "8.8.8.8"),  # a Unix socket
    ],
)
def test_the_client_is_whoever_trusted_proxies_name(remote, headers, expected):
    assert address(remote, **headers) == expected


def test_of_long_lists_only_the_end_is_looked_at():
    trusted = ",".join(["10.0.0.1"] * 5000)
    assert address("127.0.0.1", X_Forwarded_For=f"8.8.8.8,{trusted}") == "10.0.0.1"
    assert address("127.0.0.1", X_Forwarded_For=f"{trusted},8.8.8.8") == "8.8.8.8"


def test_a_request_may_be_any_object_with_headers():
    assert client_address(SimpleNamespace(headers={}), is_trusted) == ""
    request = SimpleNamespace(remote="127.0.0.1", headers={"X-Forwarded-For": "8.8.8.8"})
    assert client_address(request, is_trusted) == "8.8.8.8"
