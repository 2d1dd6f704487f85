"""Paths that browsers see, and paths that routes know."""

import pytest
from yarl import URL

from lona.http.prefix import UrlPrefix


@pytest.mark.parametrize("setting", ["", "/"])
def test_without_prefix_nothing_changes(setting):
    prefix = UrlPrefix(setting)
    assert prefix.root == "/"
    for path in ("/", "/a", "//a"):
        assert prefix.outside(path) == prefix.inside(path) == prefix.completed(path) == path


@pytest.mark.parametrize("setting", ["/a/b", "a/b", "/a/b/", "a/b/"])
def test_slashes_around_it_do_not_count(setting):
    prefix = UrlPrefix(setting)
    assert prefix.root == prefix.path == "/a/b"
    assert prefix.outside("/x") == "/a/b/x"


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/app", "/"),
        ("/app/", "/"),
        ("/app/x/y", "/x/y"),
        ("/app/app/x", "/app/x"),
        ("/application", None),
        ("/", None),
        ("/x/app", None),
    ],
)
def test_what_is_below_it_is_ours(path, inside):
    assert UrlPrefix("/app").inside(path) == inside


@pytest.mark.parametrize(
    ("url", "completed"),
    [
        ("http://host/x%20y?a=%2F#f", "http://host/app/x%20y?a=%2F#f"),
        ("http://host/app/x?a=1", "http://host/app/x?a=1"),
        ("http://host/", "http://host/app/"),
    ],
)
def test_what_a_proxy_has_cut_is_completed(url, completed):
    assert UrlPrefix("/app").completed_url(URL(url, encoded=True)) == URL(completed, encoded=True)


@pytest.mark.parametrize("setting", ["/a//b", "/a/../b", "/.", "/a?b", "/a#b", "http://x/y", "/ä"])
def test_what_is_no_path_is_named(setting):
    with pytest.raises(ValueError, match="URL_PREFIX"):
        UrlPrefix(setting)
