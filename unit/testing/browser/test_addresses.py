"""Addresses, as the URL standard and Chromium read them."""

import pytest

from lona_testing.browser.addresses import form_encoded, resolve

BASE = "http://site.test/a/b?q=1#f"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("/t", "/t"),
        ("/t?a=1", "/t?a=1"),
        ("/t?a=x y", "/t?a=x%20y"),
        ("/t?a='b'", "/t?a=%27b%27"),
        ("/t\\x", "/t/x"),
        ("/t?", "/t?"),
        ("/t?a=1#", "/t?a=1#"),
        ("/ä?ö=é", "/%C3%A4?%C3%B6=%C3%A9"),
        ("/a/../b/./c", "/b/c"),
        (" /x\n y ", "/x%20y"),
        ("/%zz", "/%zz"),
        ("?", "/a/b?"),
        ("?z", "/a/b?z"),
        ("#", "/a/b?q=1#"),
        ("", "/a/b?q=1"),
        ("c", "/a/c"),
        ("../c", "/c"),
        ("http:foo", "/a/foo"),
        ("/a_long_name_of_a_folder_as_tests_have_them_in_pytest/x.css", None),
        ("/" + "a-" * 40 + "//b", None),
        ("/a/" + "b/" * 40 + "c%20d", None),
    ],
)
def test_a_reference_is_resolved(reference: str, expected: str | None) -> None:
    unchanged = reference if expected is None else expected
    assert resolve(BASE, reference) == "http://site.test" + unchanged


def test_an_address_of_another_site_stays_one() -> None:
    assert resolve(BASE, "//other.test:80/x") == "http://other.test/x"


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid"):
        resolve(BASE, "http://")


def test_values_of_forms_are_encoded_in_their_own_way() -> None:
    assert form_encoded([("q", "a b'+&~*é\n"), ("r", "")]) == ("q=a+b%27%2B%26%7E*%C3%A9%0D%0A&r=")
