import pytest

from lona.work.clock import Clock
from lona.work.pace import Pace


class Standing(Clock):
    """A clock that a test moves."""

    def __init__(self):
        self.time = 0.0

    def monotonic(self):
        return self.time


@pytest.fixture
def clock():
    return Standing()


def test_a_burst_costs_nothing_and_what_follows_has_to_wait(clock):
    pace = Pace(200, 400, clock)
    assert [pace.spend() for _ in range(400)] == [0] * 400
    assert pace.spend() == pytest.approx(1 / 200)
    assert pace.spend() == pytest.approx(2 / 200)


def test_tokens_come_back_with_the_time_up_to_the_burst(clock):
    pace = Pace(10, 20, clock)
    pace.spend(20)
    clock.time += 1
    assert pace.spend(10) == 0
    assert pace.spend(5) == pytest.approx(0.5)
    clock.time += 100
    assert pace.spend(20) == 0
    assert pace.spend() > 0


def test_what_is_not_allowed_costs_nothing(clock):
    pace = Pace(1, 2, clock)
    assert [pace.allows() for _ in range(5)] == [True, True, False, False, False]
    clock.time += 1
    assert [pace.allows() for _ in range(2)] == [True, False]


def test_a_rate_of_zero_allows_everything(clock):
    pace = Pace(0, 0, clock)
    assert {pace.spend(1000) for _ in range(10)} == {0}
    assert pace.allows()
