"""The attribute `pattern`: an expression of JavaScript with the flag `v` (HTML §4.10.5.3.6)."""

from functools import lru_cache
from typing import Any


def matches(pattern: str, value: str) -> bool:
    """Whether the whole value matches; a pattern that is not valid restricts nothing."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.find(value) is not None


@lru_cache
def _compiled(pattern: str) -> Any:
    import regress  # only pages with patterns pay for it

    try:
        regress.Regex(pattern, "v")  # alone: `a)(b` must not become valid by what is put around
        return regress.Regex(f"^(?:{pattern})$", "v")
    except regress.RegressError:
        return None
