"""What watchers of a server are told."""

from types import SimpleNamespace

import pytest

from lona.http.health import Health


def make_health(prefix="/_lona/"):
    return Health(SimpleNamespace(HEALTH_URL_PREFIX=prefix))


def test_a_server_lives_before_it_is_ready():
    health = make_health()
    assert health.answer("GET", "/_lona/health").status == 200
    assert health.answer("GET", "/_lona/ready").status == 503
    health.is_ready = True
    assert health.answer("HEAD", "/_lona/ready").status == 200
    assert health.answer("GET", "/_lona/ready").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/_lona", "/_lona/", "/_lona/health/", "/_lona/other"])
def test_other_addresses_are_for_others(path):
    assert make_health().answer("GET", path) is None


def test_watchers_change_nothing():
    answer = make_health().answer("POST", "/_lona/health")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("prefix", "path"),
    [("/", "/health"), ("", "/health"), ("ops", "/ops/health"), ("/a/b/", "/a/b/health")],
)
def test_the_prefix_is_a_setting(prefix, path):
    assert make_health(prefix).answer("GET", path).status == 200


def test_nobody_is_told_if_there_is_no_prefix():
    assert make_health(None).answer("GET", "/_lona/health") is None
