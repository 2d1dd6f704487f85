"""Where the focus goes when a view shows its first content after a link or form."""

from collections.abc import Iterator

from lona_testing.browser.dom import Element
from lona_testing.browser.focus import can_have_focus
from lona_testing.browser.user import User

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Arrival:
    """The next arrival of a view in a window, whose element is `root`."""

    def __init__(self, root: Element, user: User) -> None:
        self._root = root
        self._user = user
        self._is_guided = False
        self._left: Element | None = None  # had the focus when the view was asked for
        self._lent: Element | None = None  # may have the focus as long as it has it

    def forget(self) -> None:
        """Do nothing when a view arrives."""
        self._is_guided = False
        self._left = None

    def guide(self) -> None:
        """Note that the user follows a link or submits a form."""
        self._is_guided = True
        self._left = self._user.active

    def arrived(self) -> None:
        """Take the focus to where the view begins, if it is free; no event tells of it."""
        self._user.check_focus()
        if self._is_guided and self._user.active in (None, self._left):
            for element in self._beginnings():
                if self._focus(element):
                    break
        self.forget()

    def blurred(self, element: Element) -> None:
        """Note that an element has lost the focus."""
        if element is self._lent:
            element.attributes.pop("tabindex", None)
            self._lent = None

    def _beginnings(self) -> Iterator[Element]:
        inside = [element for element in self._root.elements() if element is not self._root]
        yield from (e for e in inside if e.has("autofocus"))
        yield from (e for e in inside if e.tag in _HEADINGS or e.get("role") == "heading")
        yield self._root

    def _focus(self, element: Element) -> bool:
        if can_have_focus(element):
            self._user.focus_state.enter(element)
            return True
        if element.has("tabindex"):
            return False
        element.attributes["tabindex"] = "-1"
        if can_have_focus(element):
            self._user.focus_state.enter(element)
            self._lent = element
            return True
        del element.attributes["tabindex"]
        return False
