"""Inline text semantics."""

from typing import Any

from lona.html.node import Node


class A(Node):
    """A link.

    Links run their `href` as a view in the same window. With `interactive=False` the browser
    follows the link by itself, as needed for downloads.
    """

    TAG_NAME = "a"

    def __init__(self, *args: Any, interactive: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if interactive is not None:
            self.interactive = interactive

    @property
    def interactive(self) -> bool:
        """Whether Lona follows the link; the opposite of `ignore`."""
        return not self.ignore

    @interactive.setter
    def interactive(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise TypeError(f"interactive has to be True or False, not {value!r}")
        self.ignore = not value

    def set_href(self, href: object) -> None:
        """Set the target to `str(href)`."""
        self.attributes["href"] = str(href)

    def get_href(self, _unused: object = None) -> Any:
        """Return the attribute `href`, or None."""
        return self.attributes.get("href")


class Abbr(Node):
    """An abbreviation."""

    TAG_NAME = "abbr"


class B(Node):
    """Text to draw attention to."""

    TAG_NAME = "b"


class Bdi(Node):
    """Text isolated from the direction of its surroundings."""

    TAG_NAME = "bdi"


class Bdo(Node):
    """Text with an explicit direction."""

    TAG_NAME = "bdo"


class Br(Node):
    """A line break."""

    TAG_NAME = "br"
    SELF_CLOSING_TAG = True


class Cite(Node):
    """Title of a work."""

    TAG_NAME = "cite"


class Code(Node):
    """A fragment of code."""

    TAG_NAME = "code"


class Data(Node):
    """Content with a machine-readable value."""

    TAG_NAME = "data"


class Dfn(Node):
    """A term that is being defined."""

    TAG_NAME = "dfn"


class Em(Node):
    """Emphasised text."""

    TAG_NAME = "em"


class I(Node):  # noqa: E742 (the name of the tag)
    """Text set off from the rest."""

    TAG_NAME = "i"


class Kbd(Node):
    """User input."""

    TAG_NAME = "kbd"


class Mark(Node):
    """Highlighted text."""

    TAG_NAME = "mark"


class Q(Node):
    """A short quotation."""

    TAG_NAME = "q"


class Rp(Node):
    """Fallback parenthesis of a ruby annotation."""

    TAG_NAME = "rp"


class Rt(Node):
    """Text of a ruby annotation."""

    TAG_NAME = "rt"


class Ruby(Node):
    """Text with ruby annotations."""

    TAG_NAME = "ruby"


class S(Node):
    """Text that is no longer relevant."""

    TAG_NAME = "s"


class Samp(Node):
    """Output of a program."""

    TAG_NAME = "samp"


class Small(Node):
    """A side comment."""

    TAG_NAME = "small"


class Span(Node):
    """An inline container without meaning."""

    TAG_NAME = "span"


class Strong(Node):
    """Text of strong importance."""

    TAG_NAME = "strong"


class Sub(Node):
    """Subscript."""

    TAG_NAME = "sub"


class Sup(Node):
    """Superscript."""

    TAG_NAME = "sup"


class Time(Node):
    """A point or period of time."""

    TAG_NAME = "time"


class U(Node):
    """Text with a non-textual annotation."""

    TAG_NAME = "u"


class Var(Node):
    """A variable."""

    TAG_NAME = "var"


class Wbr(Node):
    """An opportunity for a line break."""

    TAG_NAME = "wbr"
    SELF_CLOSING_TAG = True
