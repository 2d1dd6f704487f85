"""What ends with a view."""

import threading
from collections.abc import Callable

Ending = Callable[[], object]


class Endings:
    """What is to be done when a view is removed; the functions raise nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._endings: list[Ending] = []
        self._is_over = False

    def add(self, ending: Ending) -> bool:
        """Have a function called at the end; False if that is over."""
        with self._lock:
            if not self._is_over:
                self._endings.append(ending)
            return not self._is_over

    def remove(self, ending: Ending) -> None:
        """Forget a function, if it is known."""
        with self._lock:
            if ending in self._endings:
                self._endings.remove(ending)

    def run(self) -> None:
        """Call all of them, the last one first, and take no more."""
        with self._lock:
            self._is_over = True
            endings, self._endings = self._endings, []
        for ending in reversed(endings):
            ending()
