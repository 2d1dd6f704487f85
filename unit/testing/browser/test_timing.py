"""lona_testing.browser.timing: timeouts and what is left of them."""

from datetime import timedelta

import pytest

from lona_testing.browser.timing import Deadline, seconds_of
from lona_testing.vocabulary.values import Timeout


@pytest.mark.parametrize(
    ("timeout", "seconds"),
    [(None, 5.0), (250, 0.25), (0.5, 0.0005), (timedelta(seconds=2), 2.0)],
)
def test_a_timeout_is_milliseconds_or_a_timedelta(timeout: Timeout, seconds: float) -> None:
    assert seconds_of(timeout, 5.0) == seconds


@pytest.mark.parametrize("timeout", [0, timedelta(0)])
def test_zero_is_no_limit(timeout: Timeout) -> None:
    assert seconds_of(timeout, 5.0) > 100_000


def test_a_deadline_that_is_over_has_nothing_left() -> None:
    assert Deadline(-1).remaining == 0
    assert 0 < Deadline(60).remaining <= 60
