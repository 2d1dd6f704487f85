"""Blocks of text."""

from lona.html.node import Node


class BlockQuote(Node):
    """An extended quotation."""

    TAG_NAME = "blockquote"


class Dd(Node):
    """Details of a term."""

    TAG_NAME = "dd"


class Div(Node):
    """A container without meaning."""

    TAG_NAME = "div"


class Dl(Node):
    """A list of terms and details."""

    TAG_NAME = "dl"


class Dt(Node):
    """A term in a list of descriptions."""

    TAG_NAME = "dt"


class FigCaption(Node):
    """Caption of a figure."""

    TAG_NAME = "figcaption"


class Figure(Node):
    """Self-contained content with a caption."""

    TAG_NAME = "figure"


class Hr(Node):
    """A thematic break."""

    TAG_NAME = "hr"
    SELF_CLOSING_TAG = True


class Li(Node):
    """An item of a list."""

    TAG_NAME = "li"


class Menu(Node):
    """A list of commands."""

    TAG_NAME = "menu"


class Ol(Node):
    """An ordered list."""

    TAG_NAME = "ol"


class P(Node):
    """A paragraph."""

    TAG_NAME = "p"


class Pre(Node):
    """Preformatted text."""

    TAG_NAME = "pre"

    def write(self, text: object) -> None:
        """Append `str(text)`."""
        self.append(str(text))

    def write_line(self, text: object) -> None:
        """Append `str(text)` and a newline."""
        self.append(f"{text}\n")


class Ul(Node):
    """An unordered list."""

    TAG_NAME = "ul"
