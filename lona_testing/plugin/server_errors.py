"""What user code raised on the servers of a test: it fails the test that does not expect it."""

import os
import re
import threading
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from lona.failures import Failure
    from lona.server import Server

_MOST_SHOWN = 3
"""How many exceptions are shown with their tracebacks; of the others, each gets a line."""

Kinds = type[BaseException] | tuple[type[BaseException], ...]


class ServerErrors:
    """The fixture `lona_errors`: the exceptions of views, handlers, hooks and middlewares.

    Iterating gives those that nobody has expected, oldest first. Stop reasons, `ForbiddenError` and
    `NotFoundError` are none.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._unexpected: list[tuple[BaseException, str]] = []
        self._expectations: list[Expectation] = []

    def __iter__(self) -> Iterator[BaseException]:
        with self._lock:
            return iter([error for error, _ in self._unexpected])

    def __len__(self) -> int:
        return len(self._unexpected)

    def expect(self, kind: Kinds, match: str = "") -> "Expectation":
        """Take the exceptions of a type, or of one of several; they do not fail the test.

        `match` is a regular expression that is searched in the text of the exception. The test
        fails if no such exception has come until its end, its clean-up included. Used in a `with`
        statement, it has to come within the body.
        """
        expectation = Expectation(self, kind, match)
        with self._lock:
            left = [told for told in self._unexpected if not expectation.take(told[0])]
            self._unexpected[:] = left
            self._expectations.append(expectation)
        return expectation

    def drop(self, expectation: "Expectation") -> None:
        """Expect something no more."""
        with self._lock:
            self._expectations.remove(expectation)

    @property
    def missing(self) -> "list[Expectation]":
        """What was expected and has not come yet."""
        return [expectation for expectation in self._expectations if not expectation.is_met]

    # what others use

    def watch(self, server: "Server") -> None:
        """Note what user code of a server raises from now on."""
        server.failures.watch(self._note)

    def _note(self, failure: "Failure") -> None:
        self.add(failure.error, failure.text)

    def add(self, error: BaseException, text: str) -> None:
        """Note an exception; `text` says what raised it."""
        with self._lock:
            if not any(expectation.take(error) for expectation in self._expectations):
                self._unexpected.append((error, text))

    def take_report(self) -> str:
        """Say which exceptions nobody expected since the last report; "" if there are none."""
        with self._lock:
            unexpected, self._unexpected = self._unexpected, []
        parts = [_describe(error, text) for error, text in unexpected[:_MOST_SHOWN]]
        parts += [f"{text}: {error!r}"[:200] for error, text in unexpected[_MOST_SHOWN:]]
        return "\n\n".join(parts)

    def fail_if_any(self, *, at_end: bool) -> None:
        """Fail the test because of what came, and at its end also for what has not come."""
        parts = [self.take_report()]
        if at_end:
            parts += [f"{expectation} did not come" for expectation in self.missing]
        if text := "\n\n".join(filter(None, parts)):
            pytest.fail(text, pytrace=False)


class Expectation:
    """Exceptions that a test expects; `errors` are those that came."""

    def __init__(self, owner: ServerErrors, kind: Kinds, match: str) -> None:
        self._owner = owner
        self._kind = kind
        self._pattern = re.compile(match)
        self.errors: list[BaseException] = []

    def take(self, error: BaseException) -> bool:
        """Take an exception, if it is expected; tell whether."""
        is_expected = isinstance(error, self._kind) and bool(self._pattern.search(str(error)))
        if is_expected:
            self.errors.append(error)
        return is_expected

    @property
    def is_met(self) -> bool:
        """Whether an exception came."""
        return bool(self.errors)

    def __enter__(self) -> "Expectation":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._owner.drop(self)
        if error is None and not self.is_met:
            pytest.fail(f"{self} did not come")

    def __str__(self) -> str:
        kinds = self._kind if isinstance(self._kind, tuple) else (self._kind,)
        names = " or ".join(kind.__name__ for kind in kinds)
        text = f" that matches {self._pattern.pattern!r}" if self._pattern.pattern else ""
        return f"the exception that was expected on the server, {names}{text},"


def _describe(error: BaseException, text: str) -> str:
    """Return what raised an exception, and its traceback without what is Lona's own."""
    told = traceback.TracebackException.from_exception(error, capture_locals=False)
    seen: Callable[[traceback.FrameSummary], bool] = _is_of_user
    for each in _chain(told):
        own = [line for line in each.stack if seen(line)]
        if own:
            each.stack = traceback.StackSummary.from_list(own)
    return f"{text}\n\n{''.join(told.format())}".rstrip()


def _chain(
    told: traceback.TracebackException | None,
) -> Iterator[traceback.TracebackException]:
    while told is not None:
        yield told
        told = told.__cause__ or told.__context__


def _is_of_user(line: traceback.FrameSummary) -> bool:
    import lona

    return not line.filename.startswith(os.path.dirname(lona.__file__) + os.sep)
