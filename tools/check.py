"""Check everything that needs no test run: format, lint, types, layers, freshness of the bundle.

Every check runs, even after a failure; the exit status is 0 only if all of them passed.
"""

from __future__ import annotations

import subprocess
import sys

from prepare import ROOT, ensure_client_packages

PYTHON = [sys.executable, "-m"]
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

CHECKS: dict[str, list[str]] = {
    "format": [*PYTHON, "ruff", "format", "--check", "."],
    "lint": [*PYTHON, "ruff", "check", "."],
    "types (Python)": [*PYTHON, "mypy"],
    "layers": [sys.executable, "-c", LINT_IMPORTS],
    "types (JavaScript)": ["npx", "--prefix", "client", "tsc", "-p", "client/tsconfig.json"],
    "bundle is fresh": ["node", "client/build.mjs", "--check"],
}


def main() -> int:
    """Run every check, print the summary and return the exit status."""
    ensure_client_packages()
    results = {}
    for name, command in CHECKS.items():
        print(f"\n### {name}: {' '.join(command)}\n", flush=True)
        results[name] = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode == 0
    print("\n### Summary of the checks\n")
    for name, passed in results.items():
        print(f"{'ok    ' if passed else 'FAILED'} {name}")
    sys.stdout.flush()
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
