"""Messages in words."""

import pytest

from lona.connection.wording import MOST_CHARACTERS, in_words
from lona.protocol import encode
from lona.protocol import messages as m


def test_an_event_says_what_the_user_did():
    event = m.InputEvent(
        window=1, view=2, acked=3, event_id=4, type=301, data=[], node=5, target=None,
        tag="B", ids=[""], classes=[""],
    )  # fmt: skip
    assert in_words(encode(event)) == (
        "InputEvent window=1 view=2 acked=3 event_id=4 type=CLICK data=[] node=5 target=None"
    )


def test_a_custom_event_has_its_name():
    event = m.InputEvent(
        window=1, view=2, acked=3, event_id=4, type="moved", data={"x": 1}, node=None, target=None,
        tag="", ids=[""], classes=[""],
    )  # fmt: skip
    assert "type=moved data={'x': 1} node=None" in in_words(encode(event))


def test_long_values_are_cut():
    text = in_words(encode(m.ClientError(window=1, view=1, text="x" * 1000)))
    assert f"text={'x' * MOST_CHARACTERS}… (1000)" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "custom message hello"),
        ("two\nlines", r"custom message two\nlines"),
        ("lona:[999]", "no message"),
        ("lona:{", "no message"),
        (encode(m.Ping()), "Ping"),
        (encode(m.HttpRedirect(1, 1, 1, "/a?token=1")), "location=/a?…"),
    ],
)
def test_whatever_comes_is_one_line(text, words):
    assert words in in_words(text)
    assert "\n" not in in_words(text)
