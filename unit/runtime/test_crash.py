"""lona.runtime.crash: what the 500 page tells."""

from lona.runtime.crash import MOST_CHARACTERS, Crash


def make(error, **values):
    given = {"view": "V", "request": "GET /", "address": "/", "came_from": "/", "is_told": True}
    return Crash(error, **{**given, **values})


def raised(error):
    try:
        raise error  # the line of the source
    except BaseException as caught:
        return caught


class Silent(Exception):
    def __str__(self):
        raise RuntimeError("no")


def test_it_tells_type_message_and_lines_of_the_source():
    crash = make(raised(KeyError("a")))
    assert crash.kind == "KeyError"
    assert crash.message == "KeyError: &#39;a&#39;"
    assert "raise error  # the line of the source" in crash.traceback
    assert __file__ in crash.traceback


def test_causes_are_told():
    error = ValueError("second")
    error.__cause__ = raised(KeyError("first"))
    assert "KeyError" in make(raised(error)).traceback
    assert "direct cause" in make(raised(error)).traceback


def test_every_character_is_shown_as_it_is():
    crash = make(ValueError("<b> &lt; \ud800"), view="<V>", request="GET /?a=&amp;")
    assert crash.message == "ValueError: &lt;b&gt; &amp;lt; \\ud800"
    assert crash.shown_view == "&lt;V&gt;"
    assert crash.shown_request == "GET /?a=&amp;amp;"


def test_an_exception_without_words_and_one_with_too_many_are_shown():
    assert "Silent" in make(Silent()).message
    long = make(ValueError("<" * 10 * MOST_CHARACTERS)).message
    assert len(long) < 5 * MOST_CHARACTERS
    assert "…" in long


def test_ids_are_short_and_differ():
    first, second = make(KeyError()), make(KeyError())
    assert first.id != second.id
    assert len(first.id) == 8
