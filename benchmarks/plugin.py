"""What the pytest plugin costs a session that tests something else.

`python -P benchmarks/plugin.py [--rounds N]`. In one run, taking turns: importing pytest alone and
with `lona.pytest`, and a session of one empty test without the plugin and with it. Prints medians
and what the plugin adds.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SESSION = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
PAIRS = {
    "import": (
        [sys.executable, "-c", "import pytest"],
        [sys.executable, "-c", "import pytest, lona.pytest"],
    ),
    "session of one empty test": ([*SESSION, "-p", "no:lona"], SESSION),
}


def seconds(command: list[str], directory: str) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, cwd=directory, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "test_empty.py").write_text("def test_empty():\n    pass\n")
        for name, commands in PAIRS.items():
            times: list[list[float]] = [[], []]
            for _ in range(rounds):
                for kept, command in zip(times, commands, strict=True):
                    kept.append(seconds(command, directory))
            without, with_ = map(statistics.median, times)
            print(
                f"{name}: {1000 * without:.0f} ms without, {1000 * with_:.0f} ms with the plugin: "
                f"{1000 * (with_ - without):+.0f} ms, {with_ / without:.2f} times"
            )


if __name__ == "__main__":
    main()
