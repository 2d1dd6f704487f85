"""The keyboard of a page, with Playwright's names: keys go to whatever has the focus."""

from typing import TYPE_CHECKING, Any

from lona_testing.browser.only_in_browsers import refuse

if TYPE_CHECKING:
    from lona_testing.browser.page import Page


class Keyboard:
    """What `page.keyboard` gives."""

    def __init__(self, page: "Page") -> None:
        self._page = page

    def press(self, key: str, *, delay: float | None = None) -> None:
        """Press a key: a character, or a name like `Enter` or `Control+a`. `delay` is ignored."""
        user = self._page.user
        self._page.act(lambda: user.active, lambda element: user.press(element, key), None)

    def type(self, text: str, *, delay: float | None = None) -> None:
        """Press the keys of a text one by one. `delay` is ignored."""
        user = self._page.user
        self._page.act(lambda: user.active, lambda element: user.type_text(element, text), None)

    def insert_text(self, text: str) -> None:
        """Put a text in the place of what is selected, without any key."""
        user = self._page.user
        self._page.act(lambda: user.active, lambda element: user.insert_unkeyed(text), None)

    def __getattr__(self, name: str) -> Any:
        refuse(self, name)
