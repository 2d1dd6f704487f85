"""The keyboard of a page: keys go to whatever has the focus."""

from typing import Protocol


class Keyboard(Protocol):
    """What `page.keyboard` gives."""

    def press(self, key: str, *, delay: float | None = None) -> None:
        """Press a key: a character, or a name like `Enter` or `Control+a`. `delay` is ignored."""

    def type(self, text: str, *, delay: float | None = None) -> None:
        """Press the keys of a text one by one. `delay` is ignored."""

    def insert_text(self, text: str) -> None:
        """Put a text in the place of what is selected, without any key."""
