"""Document metadata, and the sectioning root `Body`."""

from lona.html.node import Node


class Base(Node):
    """Base URL of relative links."""

    TAG_NAME = "base"
    SELF_CLOSING_TAG = True


class Head(Node):
    """Metadata of a document."""

    TAG_NAME = "head"


class Link(Node):
    """Relation to an external resource."""

    TAG_NAME = "link"
    SELF_CLOSING_TAG = True


class Meta(Node):
    """A piece of metadata."""

    TAG_NAME = "meta"
    SELF_CLOSING_TAG = True


class Style(Node):
    """An embedded style sheet."""

    TAG_NAME = "style"


class Title(Node):
    """Title of a document."""

    TAG_NAME = "title"


class Body(Node):
    """Content of a document."""

    TAG_NAME = "body"
