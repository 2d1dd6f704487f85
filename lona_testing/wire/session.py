"""One user's browser in the process: the pages of one server that share their cookies."""

from typing import TYPE_CHECKING

from lona_testing.browser.context import Context
from lona_testing.wire.network import ServerNetwork
from lona_testing.wire.outsiders import Outsiders
from lona_testing.wire.page import Page

if TYPE_CHECKING:
    from lona.server import Server


class Session(Context):
    """A browser context: pages of one session share it, those of another user do not.

    `origin` is the address under which the pages think they are; `outsiders` may change the pages
    beside the server.
    """

    def __init__(
        self,
        server: "Server",
        origin: str = "http://localhost",
        outsiders: Outsiders | None = None,
    ) -> None:
        super().__init__(ServerNetwork(server), origin)
        self.server = server
        self.outsiders = outsiders

    def new_page(self) -> Page:
        """Open an empty page (a tab)."""
        return self._open(Page(self))
