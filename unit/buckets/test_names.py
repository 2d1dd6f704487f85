import os

import pytest

from lona.buckets.names import check_name, is_name
from lona.buckets.refused import Refused


@pytest.mark.parametrize(
    "name",
    ["a", "a.txt", ".a", "..a", "a b", "ü.txt", "console.log", "com10", "x" * 255, "a.", "add"],
)
def test_what_can_be_a_file_in_a_folder_is_a_name(name):
    if os.name == "nt" and name[-1] == ".":
        pytest.skip("not on Windows")
    assert check_name(name) == name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty"),
        ("a/b", "a path"),
        ("a\\b", "a path"),
        ("..", "a folder"),
        ("a\0", "control characters"),
        ("a\n", "control characters"),
        ("\ud800", "no text"),
        ("é" * 128, "too long"),
        ("CON", "a device"),
        ("con .txt", "a device"),
        ("Lpt1.tar.gz", "a device"),
        ("COM¹", "a device"),
    ],
)
def test_what_is_none_is_refused_with_a_reason(name, reason):
    assert not is_name(name)
    with pytest.raises(Refused, match=reason) as refused:
        check_name(name)
    assert refused.value.status == 400
    assert str(refused.value).isprintable()


def test_windows_allows_less(monkeypatch):
    monkeypatch.setattr(os, "name", "nt")
    assert not any(map(is_name, ["a:b", "a?", "a.", "a "]))
