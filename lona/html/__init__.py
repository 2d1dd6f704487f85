"""Everything public about HTML: all node classes, parsing, event types."""

from lona.compat import get_client_version
from lona.events.event_types import (
    BLUR,
    CHANGE,
    CLICK,
    CONTEXT_MENU,
    DBLCLICK,
    FOCUS,
    INPUT,
    KEY_DOWN,
    KEY_UP,
    POINTER_ENTER,
    POINTER_LEAVE,
    SCROLL_END,
    SUBMIT,
    TOGGLE,
    ChangeEventType,
    DomEventType,
    EventType,
    KeyEventType,
)
from lona.html import elements, forms
from lona.html.abstract_node import AbstractNode
from lona.html.elements import *  # noqa: F403 (it has a list of its own)
from lona.html.forms import *  # noqa: F403
from lona.html.node import Node
from lona.html.parsing import HTML, HTML1, HTML2, NodeHTMLParser, parse_html
from lona.html.raw_html import RawHTML
from lona.html.registry import (
    FUTURE_NODE_CLASSES,
    INPUT_NODE_CLASSES,
    NODE_CLASSES,
    SELF_CLOSING_TAGS,
)
from lona.html.text_node import TextNode
from lona.html.widget import Widget
from lona.protocol.codes import INPUT_EVENT_TYPE

__all__ = [
    "BLUR",
    "CHANGE",
    "CLICK",
    "CONTEXT_MENU",
    "DBLCLICK",
    "FOCUS",
    "FUTURE_NODE_CLASSES",
    "HTML",
    "HTML1",
    "HTML2",
    "INPUT",
    "INPUT_EVENT_TYPE",
    "INPUT_NODE_CLASSES",
    "KEY_DOWN",
    "KEY_UP",
    "NODE_CLASSES",
    "POINTER_ENTER",
    "POINTER_LEAVE",
    "SCROLL_END",
    "SELF_CLOSING_TAGS",
    "SUBMIT",
    "TOGGLE",
    "AbstractNode",
    "ChangeEventType",
    "DomEventType",
    "EventType",
    "KeyEventType",
    "Node",
    "NodeHTMLParser",
    "RawHTML",
    "TextNode",
    "Widget",
    "get_client_version",
    "parse_html",
]
__all__ += elements.__all__
__all__ += forms.__all__
