import pytest

from lona.http.file_requests import accepted_coding, entity_tag, wanted_range

SECOND = 1_000_000_000


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, br", "br"),
        ("GZIP", "gzip"),
        ("br;q=0.000, gzip;q=0.1", "gzip"),
        ("br; q=0, gzip; q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0, *", "gzip"),
        ("gzip;q=much", None),
        ("notgzip", None),
        ("", None),
    ],
)
def test_a_coding_is_sent_only_to_who_takes_it(accepted, coding):
    assert accepted_coding(accepted, {"br", "gzip"}) == coding


def test_what_is_not_there_is_not_sent():
    assert accepted_coding("br, gzip", {"gzip"}) == "gzip"
    assert accepted_coding("br, gzip", set()) is None


@pytest.mark.parametrize("asked", ["bytes=0-0", "bytes=5-", "bytes=-3", "Bytes=2-4"])
def test_one_range_is_answered(asked):
    assert wanted_range(asked, None, SECOND, 10) == asked


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=4-2", "bytes=-0", "bytes=0-1,4-5", "lines=1-2"]
)
def test_anything_else_means_the_whole_file(asked):
    assert wanted_range(asked, None, SECOND, 10) is None


def test_a_part_fits_only_to_the_file_that_the_client_knows():
    def is_sent(condition):
        return wanted_range("bytes=5-", condition, SECOND, 10) is not None

    assert is_sent(entity_tag(SECOND, 10))
    assert is_sent("Thu, 01 Jan 1970 00:00:01 GMT")
    assert not is_sent("Thu, 01 Jan 1970 00:00:02 GMT")
    assert not is_sent(entity_tag(SECOND, 11))
    assert not is_sent(entity_tag(SECOND + 1, 10))
    assert not is_sent("W/" + entity_tag(SECOND, 10))  # a weak one says too little
    assert not is_sent("")
