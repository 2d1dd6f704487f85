"""Run all tests: Python without a browser, JavaScript, and Chromium.

Installs what is missing first. Every part runs, even after a failure; a part that ran no test at
all counts as failed. Ends with a summary and exit status 0 only if every part passed.

``--examples=N`` gives tests of random input N times as much of it, and time without limit.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from prepare import CLIENT, ROOT, ensure_chromium, ensure_client_packages

TIME_LIMIT = 25 * 60.0
"""Seconds after which a part is ended, whatever it does; a single test has a limit of its own."""
LONG_TIME_LIMIT = 5 * 60 * 60.0
"""The same when there is more random input than usual."""

PYTEST = [sys.executable, "-m", "pytest"]
# In continuous integration a failure has to belong to the change, not to a new order of the tests
# or to new examples.
FIXED_ORDER = ["--randomly-seed=1", "--hypothesis-seed=1"] if os.environ.get("CI") else []
PYTEST_RESULT = re.compile(
    r"^=*\s*(\d+ (?:passed|failed|error|skipped|xfailed|deselected).*? in .+?)\s*=*$"
)
END_TO_END = ["e2e", "unit/examples", "--lona-driver=chromium"]
NODE = ["node", "--test", "--test-timeout=60000"]
NODE_REPORTER = CLIENT / "tests" / "reporter.js"
NODE_RESULT = re.compile(r"^((?:(?:, )?\d+ (?:failed|passed|skipped))+)$")
ANSI_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Result:
    """How one part of the tests ended; ``text`` is one line about it."""

    part: str
    passed: bool
    text: str


def run(
    command: list[str], directory: Path, time_limit: float = TIME_LIMIT
) -> tuple[int, list[str]]:
    """Run ``command``, show its output as it comes, and return exit status and output lines."""
    lines = []
    with subprocess.Popen(
        command,
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        limit = threading.Timer(time_limit, process.kill)
        limit.daemon = True
        limit.start()
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            lines.append(ANSI_COLOURS.sub("", line.rstrip()))
        status = process.wait()
        limit.cancel()
    return status, lines


def result_of(part: str, status: int, lines: list[str], summary: re.Pattern[str]) -> Result:
    """Return how a part ended, by its exit status and the last line that is a summary."""
    matches = [match[1] for line in lines if (match := summary.match(line))]
    text = matches[-1] if matches else f"no result (exit status {status})"
    ran_something = re.search(r"\b[1-9]\d* passed", text) is not None
    return Result(part, status == 0 and ran_something, text)


def run_pytest(part: str, *arguments: str, examples: int = 1) -> Result:
    """Run pytest; pytest itself fails if it collects nothing."""
    print(f"\n### {part}\n", flush=True)
    more = [] if examples == 1 else [f"--examples={examples}", "--timeout=0"]
    time_limit = TIME_LIMIT if examples == 1 else LONG_TIME_LIMIT
    status, lines = run([*PYTEST, *arguments, *FIXED_ORDER, *more], ROOT, time_limit)
    return result_of(part, status, lines, PYTEST_RESULT)


def run_node(part: str, directory: Path = CLIENT) -> Result:
    """Run the tests of the JavaScript client with Node's own test runner and our reporter."""
    print(f"\n### {part}\n", flush=True)
    files = sorted(
        str(path.relative_to(directory)) for path in directory.glob("tests/**/*.test.js")
    )
    if not files:
        return Result(part, False, "no tests found (client/tests/**/*.test.js)")
    status, lines = run([*NODE, f"--test-reporter={NODE_REPORTER.as_uri()}", *files], directory)
    return result_of(part, status, lines, NODE_RESULT)


def main() -> int:
    """Run every part, print the summary and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=1, metavar="N")
    examples = parser.parse_args().examples
    ensure_client_packages()
    chromium = ensure_chromium()
    print(f"Browser: {chromium}", flush=True)
    results = [
        run_node("JavaScript"),
        run_pytest("unit", "unit", "-n", "auto", examples=examples),
        run_pytest("end to end", *END_TO_END, "-n", "auto", examples=examples),
    ]
    print("\n### Summary\n")
    for result in results:
        print(f"{'ok    ' if result.passed else 'FAILED'} {result.part:<11} {result.text}")
    sys.stdout.flush()
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
