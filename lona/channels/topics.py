"""Which topics belong together: equal ones, and those of which one is a pattern of the other.

Plain topics are looked up, only patterns are tried: to send costs nothing that grows with the
number of plain topics.
"""

import re
from collections.abc import Iterator
from fnmatch import translate
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

_WILDCARDS = re.compile(r"[*?\[]")


@lru_cache(maxsize=1024)
def _pattern(topic: str) -> re.Pattern[str]:
    return re.compile(translate(topic))


def is_pattern(topic: str) -> bool:
    """Whether a topic has wildcards (`*`, `?`, `[…]`, as in a shell)."""
    return _WILDCARDS.search(topic) is not None


class TopicMap(Generic[T]):
    """Things by topic, in the order in which they were added. Not for several threads at a time."""

    def __init__(self) -> None:
        self._plain: dict[str, dict[T, None]] = {}
        self._patterns: dict[str, dict[T, None]] = {}

    def add(self, topic: str, thing: T) -> bool:
        """Add something; tell whether it is the only one of its topic."""
        things = self._of(topic).setdefault(topic, {})
        things[thing] = None
        return len(things) == 1

    def remove(self, topic: str, thing: T) -> bool:
        """Remove something that was added; tell whether it was the last one of its topic."""
        things = self._of(topic)[topic]
        del things[thing]
        if not things:
            del self._of(topic)[topic]
        return not things

    def matching(self, topic: str) -> list[T]:
        """Return what a message to a topic reaches."""
        return [thing for things in self._matching(topic) for thing in things]

    def all(self) -> dict[str, list[T]]:
        """Return everything by its topic."""
        return {topic: list(things) for topic, things in (self._plain | self._patterns).items()}

    def _of(self, topic: str) -> dict[str, dict[T, None]]:
        return self._patterns if is_pattern(topic) else self._plain

    def _matching(self, topic: str) -> Iterator[dict[T, None]]:
        if is_pattern(topic):
            match = _pattern(topic).match
            yield from (things for plain, things in self._plain.items() if match(plain))
            for pattern, things in self._patterns.items():
                if pattern == topic or match(pattern) or _pattern(pattern).match(topic):
                    yield things
            return
        if topic in self._plain:
            yield self._plain[topic]
        for pattern, things in self._patterns.items():
            if _pattern(pattern).match(topic):
                yield things
