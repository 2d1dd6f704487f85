"""How much random input tests try is chosen by options."""

import pytest

from random_trees import amount


@pytest.fixture(autouse=True)
def usual(monkeypatch):
    for name in ("factor", "_seed"):
        monkeypatch.setattr(amount, name, getattr(amount, name))
    amount.choose(1, None)


def test_usually_it_is_the_same_each_time():
    assert amount.examples(60) == 60
    assert amount.first_seed() == 0
    assert amount.first_seed(100_000) == 100_000


def test_more_is_asked_for_and_something_new_each_day(monkeypatch):
    amount.choose(20, None)
    monkeypatch.setattr(amount.time, "time", lambda: 3 * 86_400.0 + 5)
    assert amount.examples(60) == 1200
    assert amount.first_seed(100_000) == 3_000_000


def test_a_seed_is_asked_for():
    amount.choose(1, 77)
    assert amount.first_seed(100_000) == 77


def test_less_than_usual_is_refused():
    with pytest.raises(ValueError, match="--examples: at least 1 is needed, not 0"):
        amount.choose(0, None)


def test_pytest_takes_the_options(pytestconfig):
    assert pytestconfig.getoption("--examples") >= 1
