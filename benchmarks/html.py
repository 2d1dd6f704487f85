"""The tree against Lona 1.16.2 and against the least that Python could do, side by side.

    python benchmarks/html.py

Creates two virtual environments in a temporary folder: one with `lona==1.16.2` from the package
index, one with this repository. Each workload runs in a process of its own; the three kinds take
turns, and the median of the rounds counts. The least is nested lists, dumped as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
WORKLOADS = Path(__file__).resolve().parent / "html_workloads.py"
ROUNDS = 3
REFERENCE = "lona==1.16.2"

GOALS = {  # workload → (least factor below the reference, most times the least possible)
    "create 10,000 nodes": (10, None),
    "memory of 10,000 nodes": (4, None),
    "serialise 10,000 nodes": (10, 3),
    "append 1,000 at depth 60": (10, None),
    "change one text of 10,000": (10, None),
    "remove and re-insert one": (10, None),
    "parse 1 MB of HTML": (10, None),
}


def environment(folder: Path, requirement: str) -> Path:
    """Create a virtual environment with one requirement; give its interpreter."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, requirement], check=True)
    return python


def run(python: Path | str, kind: str) -> dict[str, float]:
    """Run all workloads once; seconds (memory: bytes) by name."""
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    output = subprocess.run(
        [python, "-P", WORKLOADS, kind], check=True, stdout=subprocess.PIPE, text=True, env=env
    ).stdout
    result: dict[str, float] = json.loads(output.splitlines()[-1])
    return result


def show(name: str, value: float | None) -> str:
    """Write a measured value with its unit."""
    if value is None:
        return "-"
    if "memory" in name:
        return f"{value / 1e6:.2f} MB"
    return f"{value * 1e3:.2f} ms" if value >= 1e-3 else f"{value * 1e6:.1f} µs"


def main() -> None:
    """Measure and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        pythons: dict[str, Path | str] = {
            "reference": environment(Path(folder) / "reference", REFERENCE),
            "ours": environment(Path(folder) / "ours", str(REPOSITORY)),
            "least": sys.executable,
        }
        rounds: dict[str, list[dict[str, float]]] = {kind: [] for kind in pythons}
        for _ in range(ROUNDS):
            for kind, python in pythons.items():
                rounds[kind].append(run(python, kind))
    names = list(GOALS)
    middle = {
        kind: {
            name: median(results[name] for results in all_results)
            for name in names
            if name in all_results[0]
        }
        for kind, all_results in rounds.items()
    }
    print(f"{'':28}{REFERENCE:>14}{'ours':>12}{'least':>12}{'better':>9}{'to least':>10}  goals")
    for name in names:
        reference, ours, least = (middle[kind].get(name) for kind in rounds)
        better = reference / ours if reference and ours else None
        to_least = ours / least if least and ours else None
        lower, upper = GOALS[name]
        met = (better is None or better >= lower) and (
            upper is None or to_least is None or to_least <= upper
        )
        print(
            f"{name:28}{show(name, reference):>14}{show(name, ours):>12}{show(name, least):>12}"
            f"{f'{better:.1f}x' if better else '-':>9}"
            f"{f'{to_least:.1f}x' if to_least else '-':>10}"
            f"  ≥ {lower}x{f', ≤ {upper}x' if upper else ''}: {'met' if met else 'MISSED'}"
        )


if __name__ == "__main__":
    main()
