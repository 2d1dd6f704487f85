"""Why a websocket was not let in."""

import pytest

from lona.connection.admission import Farewell, NotAdmitted, Refused
from lona.http.answer import text_answer


def test_a_refusal_keeps_the_answer_and_names_its_status():
    answer = text_answer(403, "no")
    with pytest.raises(NotAdmitted, match="status 403") as info:
        raise Refused(answer)
    assert info.value.answer is answer


@pytest.mark.parametrize("text", ["bye", None])
def test_a_farewell_keeps_its_words(text):
    with pytest.raises(NotAdmitted, match=repr(text)) as info:
        raise Farewell(text)
    assert info.value.text == text
