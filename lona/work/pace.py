"""How often something may happen: a bucket of tokens that fills up again by itself.

Knows nothing of what happens.
"""

from lona.work.clock import Clock


class Pace:
    """Allows `rate` tokens a second, in bursts of up to `burst`; a rate of 0 allows everything."""

    def __init__(self, rate: float, burst: float, clock: Clock) -> None:
        self._rate = rate
        self._burst = max(burst, 1)
        self._clock = clock
        self._tokens = float(self._burst)
        self._filled_at = clock.monotonic()

    def spend(self, tokens: float = 1) -> float:
        """Take tokens, there or not; return for how many seconds nothing may be taken now."""
        if not self._rate:
            return 0
        now = self._clock.monotonic()
        self._tokens += (now - self._filled_at) * self._rate
        self._tokens = min(self._tokens, self._burst) - tokens
        self._filled_at = now
        return max(0, -self._tokens / self._rate)

    def allows(self) -> bool:
        """Take a token if there is one; tell whether there was."""
        if self.spend(1) > 0:
            self._tokens += 1
            return False
        return True
