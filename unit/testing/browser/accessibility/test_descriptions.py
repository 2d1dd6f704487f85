"""lona_testing.browser.accessibility.descriptions: descriptions and error messages."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.accessibility.descriptions import description_of, error_message_of

Parse = Callable[[str], Any]


@pytest.mark.parametrize(
    ("html", "description"),
    [
        ("<i id=x aria-describedby='a b' title=T></i><p id=a>A</p><p id=b hidden>B</p>", "A B"),
        ("<i id=x aria-describedby=a></i><p id=a>A<i hidden>h</i></p>", "A"),
        ("<input id=x aria-describedby=gone aria-description=D title=T>", ""),
        ("<input id=x aria-description=' a  b ' title=T>", "a b"),
        ("<button id=x title=T></button>", "T"),
        ("<input id=x aria-describedby=a><p id=a>De<input value=v> <img alt=i></p>", "De i"),
        ("<p id=x></p>", ""),
    ],
)
def test_descriptions(markup: Parse, html: str, description: str) -> None:
    assert description_of(markup(html)["x"]) == description


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ("aria-invalid=true", "Wrong"),
        ("aria-invalid=spelling", "Wrong"),
        ("aria-invalid=false", ""),
        ("", ""),
        ("required", "Wrong"),
        ("required disabled", ""),
        ("type=email value=nobody", "Wrong"),
    ],
)
def test_what_is_valid_has_no_error_message(markup: Parse, attributes: str, message: str) -> None:
    html = f"<input id=x aria-errormessage=e {attributes}><p id=e>Wrong</p>"
    assert error_message_of(markup(html)["x"]) == message
