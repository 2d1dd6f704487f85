"""Tables."""

from lona.html.node import Node


class Caption(Node):
    """Caption of a table."""

    TAG_NAME = "caption"


class Col(Node):
    """A column."""

    TAG_NAME = "col"
    SELF_CLOSING_TAG = True


class ColGroup(Node):
    """A group of columns."""

    TAG_NAME = "colgroup"


class Table(Node):
    """A table."""

    TAG_NAME = "table"


class TBody(Node):
    """The body of a table."""

    TAG_NAME = "tbody"


class Td(Node):
    """A cell with data."""

    TAG_NAME = "td"


class TFoot(Node):
    """The foot of a table."""

    TAG_NAME = "tfoot"


class Th(Node):
    """A header cell."""

    TAG_NAME = "th"


class THead(Node):
    """The head of a table."""

    TAG_NAME = "thead"


class Tr(Node):
    """A row."""

    TAG_NAME = "tr"
