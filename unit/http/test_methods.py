"""lona.http.methods"""

import pytest

from lona.http.methods import allowed_methods, method_for, refuse_method
from lona.routing import Route

PLAIN = Route("/", None, interactive=False)
PUT = Route("/", None, interactive=False, methods=("PUT",))
NAMED = Route("/", None, interactive=False, methods=("GET", "HEAD", "OPTIONS"))
PAGE = Route("/", None)
PASS_THROUGH = Route("/", None, http_pass_through=True)


def test_head_comes_with_get_and_options_with_all():
    assert allowed_methods(PLAIN) == ("GET", "POST", "HEAD", "OPTIONS")
    assert allowed_methods(PUT) == ("PUT", "OPTIONS")
    assert allowed_methods(NAMED) == ("GET", "HEAD", "OPTIONS")


@pytest.mark.parametrize(
    ("method", "route", "status"),
    [
        ("GET", PLAIN, None),
        ("HEAD", PLAIN, None),
        ("POST", PLAIN, None),
        ("OPTIONS", PLAIN, 204),
        ("PUT", PLAIN, 405),
        ("get", PLAIN, 405),
        ("GET", PUT, 405),
        ("HEAD", PUT, 405),
        ("PUT", PUT, None),
        ("OPTIONS", NAMED, None),
        ("DELETE", PAGE, None),
        ("OPTIONS", PASS_THROUGH, None),
        ("DELETE", None, None),
    ],
)
def test_other_methods_are_refused_and_told_what_there_is(method, route, status):
    answer = refuse_method(method, route)
    assert (answer and answer.status) == status
    if answer is not None:
        assert answer.headers["Allow"] == ", ".join(allowed_methods(route))


@pytest.mark.parametrize(
    ("method", "route", "seen"),
    [
        ("GET", PLAIN, "GET"),
        ("HEAD", PLAIN, "GET"),
        ("HEAD", NAMED, "HEAD"),
        ("PUT", PUT, "PUT"),
        ("PUT", PAGE, "POST"),
        ("HEAD", PAGE, "GET"),
        ("POST", None, "POST"),
    ],
)
def test_a_view_sees_the_method_that_came(method, route, seen):
    assert method_for(method, route) == seen
