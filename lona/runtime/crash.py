"""What the 500 page tells about an exception, to users and (setting `DEBUG`) to developers."""

import secrets
import traceback
from dataclasses import dataclass, field

from markupsafe import Markup, escape

MOST_CHARACTERS = 20_000
"""Of one text that is shown: an exception may carry a whole document."""


def _new_id() -> str:
    return secrets.token_hex(4)


@dataclass(frozen=True)
class Crash:
    """One exception that ended a view.

    `view` names the view and `request` method and address; `address` is where a reload leads and
    `came_from` the way back. `is_told` says whether the page shows more than the `id`, which stands
    in the log, too. All texts for pages are escaped completely.
    """

    error: BaseException
    view: str
    request: str
    address: str
    came_from: str
    is_told: bool
    id: str = field(default_factory=_new_id)

    @property
    def kind(self) -> Markup:
        """The type of the exception."""
        return _shown(type(self.error).__qualname__)

    @property
    def message(self) -> Markup:
        """What the exception says, with its type in front."""
        return _shown("".join(traceback.format_exception_only(self.error)))

    @property
    def traceback(self) -> Markup:
        """Where it was raised, with the lines of the source."""
        return _shown("".join(traceback.format_exception(self.error)))

    @property
    def shown_view(self) -> Markup:
        """The name of the view."""
        return _shown(self.view)

    @property
    def shown_request(self) -> Markup:
        """The request."""
        return _shown(self.request)


def _shown(text: str) -> Markup:
    """Return a text as HTML: with every character, as templates else keep `&lt;` as it is."""
    text = text.strip("\n").encode("utf-8", "backslashreplace").decode()
    if len(text) > MOST_CHARACTERS:
        half = MOST_CHARACTERS // 2
        text = f"{text[:half]}\n…\n{text[-half:]}"
    return escape(text)
