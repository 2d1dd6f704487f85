"""Scripting, web components, and edits."""

from lona.html.node import Node


class Canvas(Node):
    """A bitmap that scripts draw on."""

    TAG_NAME = "canvas"


class NoScript(Node):
    """Content for browsers without scripts."""

    TAG_NAME = "noscript"


class Script(Node):
    """A script. (To bring a file along use `lona.static_files.Script`.)"""

    TAG_NAME = "script"


class Slot(Node):
    """A placeholder in a web component."""

    TAG_NAME = "slot"


class Template(Node):
    """Markup that is not rendered."""

    TAG_NAME = "template"


class Del(Node):
    """Removed text."""

    TAG_NAME = "del"


class Ins(Node):
    """Inserted text."""

    TAG_NAME = "ins"
