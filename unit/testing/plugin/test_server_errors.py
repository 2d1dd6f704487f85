import logging

import pytest

from lona.failures import Failures
from lona_testing.plugin.server_errors import ServerErrors

logger = logging.getLogger("lona.test")


class Server:
    def __init__(self):
        self.failures = Failures()

    def fail(self, error, text="a view raised"):
        try:
            raise error
        except BaseException as raised:
            self.failures.report(logger, raised, text)


@pytest.fixture
def errors():
    return ServerErrors()


@pytest.fixture
def server(errors):
    server = Server()
    errors.watch(server)
    return server


def test_what_nobody_expects_fails_the_test_with_its_traceback(errors, server):
    server.fail(ValueError("broken"))
    assert [repr(error) for error in errors] == ["ValueError('broken')"]
    with pytest.raises(pytest.fail.Exception) as failure:
        errors.fail_if_any(at_end=False)
    head, *lines = str(failure.value).splitlines()
    assert head == "a view raised"
    assert lines[-1] == "ValueError: broken"
    assert any("test_server_errors.py" in line for line in lines)
    errors.fail_if_any(at_end=True)  # nothing is told twice


def test_many_exceptions_are_told_in_a_line_each(errors, server):
    for number in range(20):
        server.fail(ValueError(number), f"view {number} raised")
    report = errors.take_report()
    assert report.count("Traceback") == 3
    assert "view 19 raised: ValueError(19)" in report


def test_a_cause_is_shown_too(errors, server):
    error = ValueError("broken")
    error.__cause__ = KeyError("the cause")
    server.fail(error)
    assert "the cause" in errors.take_report()


@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
def test_an_expected_exception_is_taken_whenever_it_comes(errors, server, is_before):
    if is_before:
        server.fail(ValueError("broken"))
    expectation = errors.expect(ValueError, match="^bro")
    if not is_before:
        server.fail(ValueError("broken"))
        server.fail(ValueError("broken again"))
    assert len(expectation.errors) == (1 if is_before else 2)
    assert len(errors) == 0
    errors.fail_if_any(at_end=True)


@pytest.mark.parametrize("error", [KeyError("broken"), ValueError("another")])
def test_another_type_or_text_is_not_expected(errors, server, error):
    errors.expect(ValueError, match="broken")
    server.fail(error)
    assert list(errors) == [error]


def test_what_does_not_come_fails_the_test_at_its_end(errors):
    errors.expect((ValueError, KeyError), match="broken")
    errors.fail_if_any(at_end=False)
    with pytest.raises(pytest.fail.Exception, match=r"ValueError or KeyError that.*'broken', did"):
        errors.fail_if_any(at_end=True)


def test_in_a_with_statement_it_comes_in_the_body(errors, server):
    with errors.expect(ValueError) as expectation:
        server.fail(ValueError("broken"))
    assert str(expectation.errors[0]) == "broken"
    server.fail(ValueError("later"))
    assert len(errors) == 1
    with (
        pytest.raises(pytest.fail.Exception, match="KeyError, did not come"),
        errors.expect(KeyError),
    ):
        pass


def test_an_exception_of_the_body_is_not_hidden(errors):
    with pytest.raises(ZeroDivisionError), errors.expect(ValueError):
        raise ZeroDivisionError
