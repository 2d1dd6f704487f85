"""Content sectioning."""

from lona.html.node import Node


class Address(Node):
    """Contact information."""

    TAG_NAME = "address"


class Article(Node):
    """A self-contained composition."""

    TAG_NAME = "article"


class Aside(Node):
    """Content that is only indirectly related."""

    TAG_NAME = "aside"


class Footer(Node):
    """Footer of the nearest section."""

    TAG_NAME = "footer"


class Header(Node):
    """Introductory content."""

    TAG_NAME = "header"


class H1(Node):
    """Heading of level 1."""

    TAG_NAME = "h1"


class H2(Node):
    """Heading of level 2."""

    TAG_NAME = "h2"


class H3(Node):
    """Heading of level 3."""

    TAG_NAME = "h3"


class H4(Node):
    """Heading of level 4."""

    TAG_NAME = "h4"


class H5(Node):
    """Heading of level 5."""

    TAG_NAME = "h5"


class H6(Node):
    """Heading of level 6."""

    TAG_NAME = "h6"


class HGroup(Node):
    """A heading with secondary content."""

    TAG_NAME = "hgroup"


class Main(Node):
    """The dominant content."""

    TAG_NAME = "main"


class Nav(Node):
    """Navigation links."""

    TAG_NAME = "nav"


class Section(Node):
    """A standalone section."""

    TAG_NAME = "section"
