import logging

from lona.failures import Failure, Failures

logger = logging.getLogger("lona.test")


def test_an_exception_is_logged_with_its_traceback(caplog):
    error = ValueError("broken")
    Failures().report(logger, error, "%s raised", "a view")
    (record,) = caplog.records
    assert (record.name, record.levelname, record.getMessage()) == (
        "lona.test",
        "ERROR",
        "a view raised",
    )
    assert record.exc_info[1] is error


def test_all_who_watch_are_told(caplog):
    failures, first, second = Failures(), [], []
    error = ValueError("broken")
    failures.report(logger, error, "before")
    failures.watch(first.append)
    failures.watch(second.append)
    failures.report(logger, error, "%d times", 2)
    assert first == second == [Failure(error, "2 times")]
