import logging

import pytest

from lona.connection import client_log
from lona.connection.client_log import ClientLog
from lona.work.clock import Clock

logger = logging.getLogger("lona.server.websockets")


class Standing(Clock):
    """A clock that a test moves."""

    def __init__(self):
        self.time = 0.0

    def monotonic(self):
        return self.time


@pytest.fixture
def clock():
    return Standing()


@pytest.fixture
def log(clock):
    return ClientLog(lambda: 1, clock)


def messages(caplog):
    return [record.getMessage() for record in caplog.records]


def test_a_client_gets_one_line_a_second_and_the_next_one_tells_of_the_others(log, clock, caplog):
    for number in range(1000):
        log.log(logger, logging.WARNING, "a", "line %d", number)
    log.log(logger, logging.WARNING, "b", "line of %s", "b")
    clock.time += 1
    log.log(logger, logging.WARNING, "a", "line %d", 1000)
    assert messages(caplog) == [
        "line 0",
        "line of b",
        "line 1000 (and 999 lines like this before, of this client)",
    ]


def test_a_rate_of_zero_writes_all_lines(clock, caplog):
    log = ClientLog(lambda: 0, clock)
    for _ in range(3):
        log.log(logger, logging.WARNING, "a", "line")
    assert messages(caplog) == ["line"] * 3


def test_what_a_client_says_stays_in_its_line(log, caplog):
    log.log(logger, logging.WARNING, "a", "it said %s", "a\nERROR b\x1b[31m\r\u2028c\x00")
    assert messages(caplog) == [r"it said a\nERROR b\x1b[31m\r\u2028c\x00"]


def test_a_text_has_lines_of_its_own_and_forges_none(log, caplog):
    log.log(logger, logging.ERROR, "a", "error in %s:", "/", text="first\nsecond\r\nthird\x85")
    assert messages(caplog) == ["error in /:\n  first\n  second\\r\n  third\\x85"]


def test_who_pretends_to_be_many_clients_fills_no_log_either(log, clock, caplog):
    for number in range(1000):
        log.log(logger, logging.WARNING, f"client {number}", "x")
    assert len(caplog.records) == 50
    clock.time += 1
    log.log(logger, logging.WARNING, "client 999", "x")
    assert messages(caplog)[-1] == "x (and 1 lines like this before, of this client)"


def test_only_so_many_clients_are_remembered(log, caplog, monkeypatch):
    monkeypatch.setattr(client_log, "MAX_CLIENTS", 10)
    for number in range(100):
        log.log(logger, logging.WARNING, str(number), "x")
        log.log(logger, logging.WARNING, str(number), "x")
    assert len(log._paces) == 10
    assert len(log._withheld) <= 10


def test_a_text_of_very_many_lines_is_cut(log, caplog):
    log.log(logger, logging.ERROR, "a", "error:", text="x\n" * 4000)
    lines = messages(caplog)[0].splitlines()
    assert lines[:2] == ["error:", "  x"]
    assert lines[-1] == "  … 3971 more lines"
    assert len(lines) == 32
