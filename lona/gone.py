"""Names that were removed: whoever still uses one is told what to use instead."""

from typing import NoReturn


class Gone:
    """An attribute that is not there any more; for a test like `hasattr` it does not exist."""

    def __init__(self, remedy: str) -> None:
        self._remedy = remedy
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Note how it was called."""
        self._name = f"{owner.__name__}.{name}"

    def __get__(self, instance: object, owner: type | None = None) -> NoReturn:
        """Raise `AttributeError` with the remedy."""
        raise AttributeError(f"{self._name} was removed in Lona 1.8; {self._remedy}")
