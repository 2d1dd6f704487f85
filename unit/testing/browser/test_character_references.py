"""Character references in text."""

import pytest

from lona_testing.browser.character_references import decode_references


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("plain", "plain"),
        ("&euro;&#8364;&#x20AC;&#X20ac;", "€€€€"),
        ("&amp;lt;", "&lt;"),
        ("&notit;&notin;", "¬it;∉"),
        ("&unknown; & &; &#; &#x;", "&unknown; & &; &#; &#x;"),
        ("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
        ("&#128;&#1;", "€\x01"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("\r\n <b>", "\r\n <b>"),
    ],
)
def test_references_are_decoded_as_in_html_5(text: str, decoded: str) -> None:
    assert decode_references(text) == decoded
