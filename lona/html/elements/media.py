"""Images, sound, and embedded content."""

from lona.html.node import Node


class Area(Node):
    """A clickable area of an image map."""

    TAG_NAME = "area"
    SELF_CLOSING_TAG = True


class Audio(Node):
    """Sound."""

    TAG_NAME = "audio"


class Img(Node):
    """An image."""

    TAG_NAME = "img"
    SELF_CLOSING_TAG = True


class Map(Node):
    """An image map."""

    TAG_NAME = "map"


class Track(Node):
    """A text track of a media element."""

    TAG_NAME = "track"
    SELF_CLOSING_TAG = True


class Video(Node):
    """A video."""

    TAG_NAME = "video"


class Embed(Node):
    """External content."""

    TAG_NAME = "embed"
    SELF_CLOSING_TAG = True


class IFrame(Node):
    """A nested page."""

    TAG_NAME = "iframe"


class Object(Node):
    """An external resource."""

    TAG_NAME = "object"


class Picture(Node):
    """Alternative sources of an image."""

    TAG_NAME = "picture"


class Portal(Node):
    """An embedded page that can be navigated to."""

    TAG_NAME = "portal"


class Source(Node):
    """A source of a picture or a media element."""

    TAG_NAME = "source"
    SELF_CLOSING_TAG = True
