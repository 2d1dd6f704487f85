import pytest

from lona.http.charsets import CHARSETS, check_charset, decode


@pytest.mark.parametrize(
    ("charset", "name"),
    [("utf8", "utf-8"), ("Latin1", "iso8859-1"), ("Windows-1252", "cp1252"), ("sjis", "shift_jis")],
)
def test_character_sets_of_the_web_are_known_by_all_their_names(charset, name):
    assert check_charset(charset) == name


@pytest.mark.parametrize(
    "charset",
    ["punycode", "idna", "rot13", "zlib", "unicode_escape", "undefined", "utf-7", "nonsense", ""],
)
def test_other_codecs_are_none(charset):
    with pytest.raises(LookupError):
        decode(b"a", charset)


@pytest.mark.parametrize("charset", sorted(CHARSETS))
def test_a_megabyte_of_anything_is_decoded_or_refused(charset):
    for data in (b"a" * 2**20, b"-" * 2**20, b"\xff" * 2**20):
        try:
            assert decode(data, charset)
        except UnicodeDecodeError:
            pass
