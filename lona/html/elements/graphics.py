"""Vector graphics and mathematics."""

from lona.html.node import Node


class SVG(Node):
    """Vector graphics; nodes below it are created in its namespace too."""

    TAG_NAME = "svg"
    NAMESPACE = "http://www.w3.org/2000/svg"


class Math(Node):
    """A formula in MathML (without a namespace of its own)."""

    TAG_NAME = "math"
