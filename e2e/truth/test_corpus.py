"""Both drivers answer every question of the corpus alike, but for the known differences."""

import os
from typing import Any

import pytest

from .corpus import read_topic, topics
from .judges import Judges
from .known import Known
from .verdicts import Verdict, judge
from .views import make_app


# `parse_html` makes nodes of the deprecated classes.
@pytest.mark.filterwarnings("ignore:.* is deprecated, use ")
@pytest.mark.parametrize("topic", topics())
def test_both_drivers_give_the_same_answers(
    topic: str, lona_loop_thread: Any, lona_chromium: Any, verdicts: list[Verdict], known: Known
) -> None:
    blocks = read_topic(topic)
    judges = Judges(make_app(blocks), lona_loop_thread, lona_chromium)
    try:
        found = list(judge(blocks, *judges.open()))
    finally:
        judges.close()

    verdicts += found
    if os.environ.get("LONA_TRUTH_UPDATE"):
        known.update(found)
    complaints = known.complaints(found)
    if complaints:
        lines = [f"{len(complaints)} answers of {topic}:", *complaints]
        pytest.fail("\n".join(lines), pytrace=False)
