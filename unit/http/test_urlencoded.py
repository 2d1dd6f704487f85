"""Forms in the form of a URL, also long ones."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.http.urlencoded import PIECE, parse


@given(st.lists(st.tuples(st.text(), st.text())))
def test_what_was_written_is_read(fields):
    data = urlencode(fields).encode()
    assert list(parse(data, "utf-8").items()) == fields


@given(st.binary().map(lambda data: data.replace(b"\0", b"%")))
def test_any_bytes_are_read_as_python_reads_them(data):
    expected = parse_qsl(data.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
    assert list(parse(data, "latin-1").items()) == expected


@pytest.mark.parametrize("shift", range(4))
def test_an_escape_is_whole_wherever_it_stands(shift):
    text = "x" * shift + "ü+ &=%" * PIECE
    data = urlencode({text: text}).encode()
    assert dict(parse(data, "utf-8")) == {text: text}


def test_what_is_no_text_is_an_error():
    with pytest.raises(UnicodeDecodeError):
        parse(b"a=%FC", "utf-8")
