"""The tree against Lona 1.16.2 and against the least that Python could do, side by side.

    python -P benchmarks/html.py [FOLDER]

Creates two virtual environments: one with `lona==1.16.2` from the package index, one with this
repository. They are thrown away afterwards, or kept in FOLDER for the next time. The least is
nested lists, dumped as JSON by the standard library.

Each of the three is a process of its own that runs all the time; they take turns, sample by sample,
so that what else the machine does falls on all of them. The smallest sample counts: other programs
can only add. Goals are judged by processor time; the time of the clock stands beside it.

(`-P`, because this file would hide a module of the standard library.)
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
WORKLOADS = Path(__file__).resolve().parent / "html_workloads.py"
REFERENCE = "lona==1.16.2"


@dataclass(frozen=True)
class Row:
    """One line of the table: a workload of `html_workloads.py` and its goals.

    `better` is the least factor below the reference, `to_least` the most times the least possible.
    """

    workload: str
    title: str
    meaning: str
    better: float
    to_least: float | None = None
    has_least: bool = False
    rounds: int = 7


ROWS = (
    Row(
        "create",
        "create 10,000 nodes",
        "constructors of a table with 1,666 rows: tr, td, text, td, span, text, one class",
        10,
        has_least=True,
    ),
    Row(
        "memory",
        "memory of 10,000 nodes",
        "bytes that the same table keeps, before it is shown, as tracemalloc counts them",
        4,
        has_least=True,
        rounds=1,
    ),
    Row(
        "serialise",
        "serialise 10,000 nodes",
        "from the shown table to the JSON text of all its nodes, as each further window gets it; "
        "least: json.dumps of the table as nested lists",
        10,
        to_least=3,
        has_least=True,
        rounds=15,
    ),
    Row(
        "show",
        "show 10,000 nodes at first",
        "the same for a table that was never shown: each node becomes known and findable by its id "
        "as well; least: as above, which does nothing of that",
        10,
        has_least=True,
        rounds=15,
    ),
    Row(
        "append",
        "append 1,000 at depth 60",
        "60 nested nodes, then 1,000 nodes with a text appended to the innermost",
        10,
    ),
    Row(
        "change",
        "change one text of 10,000",
        "set_text() in the shown table, then the JSON text of the message with the change",
        5,  # a few microseconds, of the 85 that an event takes
        rounds=15,
    ),
    Row(
        "reinsert",
        "remove and re-insert one",
        "a row in the middle of the shown table, then the JSON text of the message",
        10,
    ),
    Row(
        "parse",
        "parse 1 MB of HTML",
        "HTML(): three elements with class, id and style and two texts in 89 characters, repeated",
        10,
        rounds=3,
    ),
)


def environment(folder: Path, requirement: str) -> Path:
    """Create a virtual environment with one requirement; give its interpreter."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, requirement], check=True)
    return python


class Side:
    """A process that gives samples of the workloads of one kind."""

    def __init__(self, python: Path | str, kind: str) -> None:
        self.kind = kind
        self._process = subprocess.Popen(
            [python, "-P", WORKLOADS, kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore"},
        )

    def sample(self, workload: str) -> dict[str, float]:
        """Run a workload once."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(workload, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the process of {self.kind!r} ended while it ran {workload!r}")
        result: dict[str, float] = json.loads(answer)
        return result

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def measure(row: Row, sides: list[Side]) -> dict[str, dict[str, float]]:
    """Let the sides take turns; give the smallest samples by kind."""
    taking_part = [side for side in sides if side.kind != "least" or row.has_least]
    smallest: dict[str, dict[str, float]] = {}
    for _ in range(row.rounds):
        for side in taking_part:
            known = smallest.setdefault(side.kind, {})
            for unit, value in side.sample(row.workload).items():
                known[unit] = min(value, known.get(unit, value))
    return smallest


def show(unit: str, value: float | None) -> str:
    """Write a measured value with its unit."""
    if value is None:
        return "-"
    if unit == "bytes":
        return f"{value / 1e6:.2f} MB"
    return f"{value * 1e3:.2f} ms" if value >= 1e-3 else f"{value * 1e6:.2f} µs"


def factor(value: float | None, other: float | None) -> float | None:
    """Give how many times the other value the first one is; None if one of them is unknown."""
    return value / other if value and other else None


def print_row(row: Row, results: dict[str, dict[str, float]], unit: str, judge: bool) -> None:
    """Print the line of one unit; `judge` says whether the goals are those of this line."""
    reference, ours, least = (
        results.get(kind, {}).get(unit) for kind in ("reference", "ours", "least")
    )
    better, to_least = factor(reference, ours), factor(ours, least)
    verdict = ""
    if judge:
        met = (better or 0) >= row.better and (
            row.to_least is None or (to_least or 0) <= row.to_least
        )
        limit = f", ≤ {row.to_least:.0f}x" if row.to_least else ""
        verdict = f"  ≥ {row.better:.0f}x{limit}: {'met' if met else 'MISSED'}"
    print(
        f"{row.title if judge else '':<27}{unit:<6}"
        f"{show(unit, reference):>13}{show(unit, ours):>12}{show(unit, least):>12}"
        f"{f'{better:.1f}x' if better else '-':>9}"
        f"{f'{to_least:.1f}x' if to_least else '-':>10}{verdict}".rstrip()
    )


def main() -> None:
    """Measure and print one table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        pythons: dict[str, Path | str] = {
            "reference": environment(folder / "reference", REFERENCE),
            "ours": environment(folder / "ours", str(REPOSITORY)),
            "least": sys.executable,
        }
        sides = [Side(python, kind) for kind, python in pythons.items()]
        print(f"CPython {platform.python_version()}, {platform.platform()}, {os.cpu_count()} CPUs")
        print(
            f"{'':<33}{REFERENCE:>13}{'ours':>12}{'least':>12}{'better':>9}{'to least':>10}  goals"
        )
        for row in ROWS:
            results = measure(row, sides)
            units = ("bytes",) if row.workload == "memory" else ("cpu", "wall")
            for unit in units:
                print_row(row, results, unit, judge=unit == units[0])
        for side in sides:
            side.close()
    print()
    for row in ROWS:
        print(f"{row.title}: {row.meaning}")


if __name__ == "__main__":
    main()
