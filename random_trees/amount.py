"""How much random input tests try, and which: options `--examples` and `--first-seed` of pytest.

Usually it is the same each time, so that a failure belongs to the change. `--examples=20` tries 20
times as much, and something new each day; `--first-seed=S` repeats what a day had.
"""

import time

_SECONDS_OF_A_DAY = 24 * 60 * 60

factor = 1
"""How many times as much as usual."""

_seed: int | None = None


def choose(examples: int, seed: int | None) -> None:
    """Set what the options say; `ValueError` if there would be no examples."""
    global factor, _seed
    if examples < 1:
        raise ValueError(f"--examples: at least 1 is needed, not {examples}")
    factor = examples
    _seed = seed


def examples(usual: int) -> int:
    """Return how many examples to try where `usual` is the number of every day."""
    return usual * factor


def first_seed(usual: int = 0) -> int:
    """Return where the seeds of this run begin."""
    if _seed is not None:
        return _seed
    return usual if factor == 1 else int(time.time()) // _SECONDS_OF_A_DAY * 1_000_000
