"""One app with both drivers for all topics, and the summary at the end."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from .known import Known
from .report import table
from .verdicts import Verdict

VERDICTS = pytest.StashKey[list[Verdict]]()


@pytest.fixture(scope="session")
def verdicts(pytestconfig: pytest.Config) -> list[Verdict]:
    """All verdicts of this run."""
    return pytestconfig.stash.setdefault(VERDICTS, [])


@pytest.fixture(scope="session")
def known(verdicts: list[Verdict]) -> Iterator[Known]:
    """The list of known differences; rewritten at the end if that is asked for."""
    known = Known.read()
    yield known
    if os.environ.get("LONA_TRUTH_UPDATE"):
        known.update(verdicts)
        known.write()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    verdicts = config.stash.get(VERDICTS, [])
    if not verdicts:
        return
    terminalreporter.section("both drivers were asked the same")
    for line in table(verdicts):
        terminalreporter.write_line(line)
    if path := os.environ.get("LONA_TRUTH_REPORT"):
        lines = sorted(f"{v.kind.value}\t{v}" for v in verdicts if v.kind.value != "equal")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
