"""lona_testing.browser.history: entries, and documents that have several of them."""

from yarl import URL

from lona_testing.browser.history import History


def history(*paths: str) -> History:
    made = History()
    for path in paths:
        made.load(URL(path), replace=False)
    return made


def test_nothing_was_loaded_at_the_beginning() -> None:
    assert History().url is None
    assert History().go(-1) is None


def test_a_new_entry_takes_the_place_of_what_was_ahead() -> None:
    made = history("/a", "/b", "/c")
    made.go(-2)
    made.push(URL("/d"))
    assert made.go(1) is None
    assert made.url == URL("/d")
    made.go(-1)
    assert made.url == URL("/a")


def test_steps_beyond_the_ends_are_not_taken() -> None:
    made = history("/a", "/b")
    assert made.go(-2) is None
    assert made.go(1) is None
    assert made.url == URL("/b")


def test_entries_know_their_document() -> None:
    made = history("/a")
    made.push(URL("/a/view"))
    entry = made.go(-1)
    assert entry is not None
    assert made.is_loaded(entry)
    made.load(URL("/b"), replace=True)
    assert not made.is_loaded(entry)
    assert made.go(-1) is None
