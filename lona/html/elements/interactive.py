"""Interactive elements."""

from lona.html.node import Node


class Details(Node):
    """Content that can be unfolded."""

    TAG_NAME = "details"


class Dialog(Node):
    """A dialog."""

    TAG_NAME = "dialog"


class Summary(Node):
    """What is seen of folded details."""

    TAG_NAME = "summary"
