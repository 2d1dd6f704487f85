import logging

import pytest

from lona.routing import MATCH_ALL, Route, Router


def resolve(pattern, path):
    router = Router()
    router.add_route(Route(pattern, None))
    matched, _, match_info = router.resolve(path)
    return match_info if matched else None


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/", "/", {}),
        ("/", "", None),
        ("/foo", "/foo", {}),
        ("/foo", "/foo/", None),
        ("/foo/", "/foo", None),
        ("/foo", "/foo/bar", None),
        ("/f.o", "/fxo", None),
        ("/foo(/)", "/foo", {}),
        ("/foo(/)", "/foo/", {}),
        ("/foo(/)", "/foo//", None),
        ("/(/)", "/", {}),
        ("/<a>", "/x", {"a": "x"}),
        ("/<a>", "/x/", None),
        ("/<a>", "/", None),
        ("/<a>(/)", "/x", {"a": "x"}),
        ("/<a>(/)", "/x/", {"a": "x"}),
        ("/<a>/<b>", "/x/y", {"a": "x", "b": "y"}),
        ("/<a:[a-z]{3}>", "/abc", {"a": "abc"}),
        ("/<a:[a-z]{3}>", "/abcd", None),
        ("/p<path:.*>", "/p/x/y", {"path": "/x/y"}),
        ("/p<path:.*>", "/p", {"path": ""}),
        ("/<a>.txt", "/ü b.txt", {"a": "ü b"}),
        (MATCH_ALL, "/any/thing", {}),
    ],
)
def test_patterns_match_whole_paths(pattern, path, expected):
    assert resolve(pattern, path) == expected


def test_the_first_matching_route_wins():
    first, second = Route("/<a>", 1), Route("/x", 2)
    router = Router()
    router.add_routes(first, second)
    assert router.resolve("/x") == (True, first, {"a": "x"})
    assert router.routes == [first, second]


def test_no_match_gives_no_route():
    assert Router().resolve("/x") == (False, None, {})


def test_match_infos_are_not_shared_between_requests():
    router = Router()
    router.add_route(Route("/<a>", None))
    router.resolve("/x")[2]["a"] = "changed"
    assert router.resolve("/x")[2] == {"a": "x"}


def test_a_route_that_is_added_later_is_found_although_results_are_cached():
    router = Router()
    assert router.resolve("/x")[0] is False
    router.add_route(Route("/x", None, name="x"))
    assert router.resolve("/x")[0] is True
    assert router.get_route("x") is router.routes[0]


def test_attributes_of_a_route():
    route = Route("/a/<b>(/)", "view", "name", False, True, "frontend")
    assert route.raw_pattern == "/a/<b>(/)"
    assert (route.view, route.name, route.frontend_view) == ("view", "name", "frontend")
    assert (route.interactive, route.http_pass_through) == (False, True)
    assert (route.path, route.format_string) == (None, "/a/{b}")
    assert route.optional_trailing_slash is True
    assert Route("/a(/)", None).path == "/a"
    assert Route(MATCH_ALL, None).path == MATCH_ALL


def test_routes_compare_by_identity_and_tell_their_pattern():
    assert Route("/", 1) != Route("/", 1)
    assert repr(Route("/a", 1)) == "<Route(/a, 1)>"
    assert repr(Route(MATCH_ALL, 1)) == "<Route(MATCH_ALL, 1)>"


@pytest.mark.parametrize("pattern", ["/<a-b>", "/<a>/<a>", "/<a:[>", None, 2])
def test_a_bad_pattern_is_a_value_error_that_names_it(pattern):
    with pytest.raises(ValueError, match="route pattern"):
        Route(pattern, None)


@pytest.mark.parametrize(
    ("pattern", "args", "expected"),
    [
        ("/a", {}, "/a"),
        ("/a(/)", {}, "/a"),
        ("/a/<x>(/)", {"x": 1}, "/a/1"),
        ("/a/<x:[0-9]>/{b}", {"x": "no digit", "other": 2}, "/a/no digit/{b}"),
    ],
)
def test_reverse_fills_arguments_in(pattern, args, expected):
    router = Router()
    router.add_route(Route(pattern, None, name="it"))
    assert router.reverse("it", **args) == expected


def test_only_routes_can_be_added():
    with pytest.raises(TypeError, match="'/' is no lona"):
        Router().add_route("/")


def test_reverse_distinguishes_values_that_are_equal():
    router = Router()
    router.add_route(Route("/<x>", None, name="it"))
    assert [router.reverse("it", x=x) for x in (1, True, 1.0)] == ["/1", "/True", "/1.0"]


def test_reverse_of_an_unknown_name_and_without_argument_are_value_errors():
    router = Router()
    router.add_route(Route("/<x>", None, name="it"))
    with pytest.raises(ValueError, match=r"^no route named 'other' found$"):
        router.reverse("other")
    with pytest.raises(ValueError, match=r"^missing URL arg: x$"):
        router.reverse("it")


def test_of_two_routes_with_one_name_the_first_keeps_it(caplog):
    router = Router()
    first = Route("/1", None, name="it")
    with caplog.at_level(logging.WARNING, "lona.routing"):
        router.add_routes(first, Route("/2", None, name="it"))
    assert router.get_route("it") is first
    assert router.get_route("other") is None
    assert "'it' is used twice" in caplog.text


def test_caches_have_a_size_and_counters():
    router = Router()
    router.add_route(Route("/<x>", None, name="it"))
    router.resize_resolve_cache(1)
    router.resize_name_cache(2)
    router.resize_reverse_cache(3)
    router.resolve("/1")
    router.resolve("/2")
    router.get_route("it")
    router.reverse("it", x=1)
    assert router.get_resolve_cache_info().currsize == 1
    assert router.get_name_cache_info().maxsize == 2
    assert router.get_reverse_cache_info().maxsize == 3
    router.clear_resolve_cache_info()
    router.clear_name_cache_info()
    router.clear_reverse_cache_info()
    assert router.get_resolve_cache_info().currsize == 0
    assert router.get_name_cache_info().currsize == 0
    assert router.get_reverse_cache_info().currsize == 0


def test_a_plain_route_may_name_its_methods():
    route = Route("/", None, interactive=False, methods=["get", "PUT", "GET"])
    assert route.methods == ("GET", "PUT")
    assert Route("/", None, interactive=False).methods is None


@pytest.mark.parametrize("methods", ["GET", (), ("G ET",), (1,)])
def test_methods_that_are_none_are_refused(methods):
    with pytest.raises(ValueError, match=r'/x. has methods=.*like \("GET", "PUT"\)'):
        Route("/x", None, interactive=False, methods=methods)


@pytest.mark.parametrize("kind", [{}, {"interactive": False, "http_pass_through": True}])
def test_only_plain_routes_name_methods(kind):
    with pytest.raises(ValueError, match="interactive=False"):
        Route("/x", None, methods=("GET",), **kind)


@pytest.mark.parametrize(
    ("pattern", "remedy"),
    [
        ("/a/<id:int>", "<id:[0-9]+>"),
        ("/<x>/<p:path>", "<p:.*>"),
        ("/<u:uuid>", "<u:[0-9a-f-]{36}>"),
    ],
)
def test_what_other_frameworks_write_behind_the_colon_is_doubted(pattern, remedy):
    (doubt,) = Route(pattern, None).doubts()
    assert doubt.endswith(f"write {remedy}")


@pytest.mark.parametrize("pattern", ["/<id:[0-9]+>", "/<int>", "/int", "/<id:integer>", MATCH_ALL])
def test_other_patterns_are_not_doubted(pattern):
    assert Route(pattern, None).doubts() == []


def test_a_route_knows_where_it_was_made():
    assert Route("/", None).place.startswith(f"{__file__}:")
