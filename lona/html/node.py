"""Elements. What they contain lives in containers that are created on first touch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, ClassVar, SupportsIndex

from lona.events.event_types import DECLARED_BY_HANDLERS, HANDLERS, OF_KEYS
from lona.events.keys import pressed
from lona.html.abstract_node import AbstractNode, first_use
from lona.html.attribute_dict import AttributeDict, StyleDict, parse_style
from lona.html.attribute_list import ClassList, IDList
from lona.html.document import Document
from lona.html.event_list import ATTRIBUTE as EVENTS_ATTRIBUTE
from lona.html.event_list import EventList
from lona.html.names import is_name
from lona.html.node_list import NodeList, to_node
from lona.html.text_node import TextNode
from lona.html.widget_data import WidgetData
from lona.protocol import NodeKind
from lona.protocol.codec import encode_string
from lona.state import State
from lona.warnings import KeywordWarning, warn

_ITSELF: Any = object()


class Node(AbstractNode):
    """An element. Subclasses set the class constants; each instance gets a copy of their values.

    Positional arguments are children: nodes, strings and numbers; other iterables are unpacked one
    level. Keywords are attributes: each `_` becomes `-` and one leading `-` is dropped, so that
    `_class`, `_for` and `data_user_id` give `class`, `for` and `data-user-id`. Keywords with a
    meaning of their own: `id` and `class` (str or list of str), `style` (dict or CSS string),
    `attributes` (dict), `events` (list of event types), `nodes` (children, instead of
    positional ones), `handle_click`, `handle_change`, `handle_key_down` and the like (callables,
    or coroutine functions, that take the input event; they declare their event, but for click,
    change, focus and blur), `state` (dict), `ignore` (bool).

    Values of wrong types raise `ValueError`; handlers that cannot be called and an `ignore` that
    is no bool raise `TypeError`.
    """

    __slots__ = (
        "__dict__",
        "__weakref__",
        "_attributes",
        "_class_list",
        "_document",
        "_events",
        "_id",
        "_id_list",
        "_nodes",
        "_parent",
        "_plain",
        "_position",
        "_sent",
        "_style",
        "_tag_name",
    )

    _KIND: ClassVar[NodeKind] = NodeKind.ELEMENT

    TAG_NAME: ClassVar[str] = "html"
    NAMESPACE: ClassVar[str] = ""
    SELF_CLOSING_TAG: ClassVar[bool] = False
    ID_LIST: ClassVar[list[str]] = []
    CLASS_LIST: ClassVar[list[str]] = []
    STYLE: ClassVar[dict[str, Any]] = {}
    ATTRIBUTES: ClassVar[dict[str, Any]] = {}
    EVENTS: ClassVar[list[Any]] = []
    WIDGET: ClassVar[str] = ""
    WIDGET_DATA: ClassVar[dict[str, Any] | list[Any]] = {}
    STATIC_FILES: ClassVar[list[Any]] = []

    _RENDER_WITHOUT: ClassVar[frozenset[str]] = frozenset()
    """Attributes that are left out of `str(node)`, because they are shown otherwise."""

    _PLAIN: ClassVar[tuple[str, str | None]]
    """`TAG_NAME`, and what `_plain` is for it as far as the class decides that."""

    # Few nodes have these: a default in the class, the exception in the instance's dict.
    _namespace: str = ""
    _widget: str = ""
    _self_closing_tag: bool | None = None
    _widget_data: WidgetData | None = None

    def __init__(
        self,
        *args: Any,
        namespace: str | None = None,
        tag_name: str | None = None,
        self_closing_tag: bool | None = None,
        widget: str = "",
        widget_data: dict[Any, Any] | list[Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self._id = ""
        self._parent: AbstractNode | None = None
        self._document: Document | None = None
        self._sent: Document | None = None
        self._position = 0
        self._nodes: NodeList | None = None
        self._attributes: AttributeDict | None = None
        self._style: StyleDict | None = None
        self._id_list: IDList | None = None
        self._class_list: ClassList | None = None
        self._events: EventList | None = None
        self._tag_name = tag_name = tag_name or self.TAG_NAME
        usual_tag_name, plain = self._PLAIN
        if tag_name != usual_tag_name:
            if not is_name(tag_name):
                raise ValueError(f"{tag_name!r} cannot be the name of an element")
            plain = plain and _to_plain(tag_name)
        self._plain = plain
        if widget := widget or self.WIDGET:
            self._widget = widget
            self._plain = None
        if namespace is None:
            namespace = self.NAMESPACE
        if namespace:
            self._namespace = namespace
            self._plain = None
        if self_closing_tag is not None:
            self._self_closing_tag = self_closing_tag
        if self.ID_LIST:
            self.id_list.extend(self.ID_LIST)
        if self.CLASS_LIST:
            self.class_list.extend(self.CLASS_LIST)
        if self.STYLE:
            self.style.update(self.STYLE)
        if self.ATTRIBUTES:
            self.attributes.update(self.ATTRIBUTES)
        if self.EVENTS:
            self.events.extend(self.EVENTS)
        if widget_data is not None:
            self._widget_data = WidgetData(self, widget_data)
        if kwargs and self._take_keywords(kwargs):
            return
        if args:
            self._take_children(args)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        tag_name: object = cls.TAG_NAME  # a property, perhaps
        is_plain = isinstance(tag_name, str) and not cls._EXTRA_SPEC
        cls._PLAIN = (cls.TAG_NAME, _to_plain(cls.TAG_NAME) if is_plain else None)

    def _take_keywords(self, keywords: dict[str, Any]) -> bool:
        """Take all keywords, `nodes` last; tell whether it was among them."""
        nodes: Any = _ITSELF
        for keyword, value in keywords.items():
            take = _KEYWORDS.get(keyword)
            if take is not None:
                take(self, keyword, value)
                continue
            _check_keyword(keyword, value)
            name = keyword.replace("_", "-").removeprefix("-")
            if name == "nodes":
                nodes = value
            else:
                self.attributes.set(name, value)
        if nodes is _ITSELF:
            return False
        self.nodes = nodes
        return True

    def _take_children(self, args: tuple[Any, ...]) -> None:
        children: list[Any] = []
        for arg in args:
            if isinstance(arg, AbstractNode | str) or not isinstance(arg, Iterable):
                children.append(arg)
            else:
                children.extend(arg)  # a copy: nodes that move leave the list they were in
        # nobody's append() is skipped; the usual one has a shorter way
        append: Callable[[Any], None] = self.append
        if type(self).append is Node.append:
            append = self.nodes.append_new
            children = [to_node(child) for child in children]  # all of them, or an error
        for child in children:
            append(child)

    @property
    def tag_name(self) -> str:
        """Name of the element, as in HTML."""
        return self._tag_name

    @property
    def namespace(self) -> str:
        """Namespace URI: its own, else that of the nearest ancestor that has one, else ''."""
        return self._namespace or self._inherited_namespace()

    @property
    def self_closing_tag(self) -> bool:
        """Whether the node is written as one tag: `<br />`."""
        own = self._self_closing_tag
        return self.SELF_CLOSING_TAG if own is None else own

    @self_closing_tag.setter
    def self_closing_tag(self, value: bool) -> None:
        self._self_closing_tag = value

    @property
    def widget(self) -> str:
        """Name of the JavaScript class that gives the element a life of its own, or ''."""
        return self._widget

    @property
    def nodes(self) -> NodeList:
        """The children. Assign a list, another iterable of children, or a single child."""
        nodes = self._nodes
        if nodes is None:
            nodes = self._nodes = first_use(self, "_nodes", NodeList)
        return nodes

    @nodes.setter
    def nodes(self, value: Any) -> None:
        single = isinstance(value, AbstractNode | str) or not isinstance(value, Iterable)
        self.nodes.replace([value] if single else value)

    @property
    def attributes(self) -> AttributeDict:
        """The attributes, without `id`, `class` and `style`. Assign a dict."""
        attributes = self._attributes
        if attributes is None:
            self._plain = self._plain and ""
            attributes = self._attributes = first_use(self, "_attributes", AttributeDict)
        return attributes

    @attributes.setter
    def attributes(self, value: Mapping[str, Any]) -> None:
        self.attributes.replace(value)

    @property
    def style(self) -> StyleDict:
        """The style properties. Assign a dict."""
        style = self._style
        if style is None:
            self._plain = self._plain and ""
            style = self._style = first_use(self, "_style", StyleDict)
        return style

    @style.setter
    def style(self, value: Mapping[str, Any]) -> None:
        self.style.replace(value)

    @property
    def id_list(self) -> IDList:
        """The HTML ids. Assign a list."""
        id_list = self._id_list
        if id_list is None:
            self._plain = self._plain and ""
            id_list = self._id_list = first_use(self, "_id_list", IDList)
        return id_list

    @id_list.setter
    def id_list(self, value: list[Any]) -> None:
        self.id_list.replace(value)

    @property
    def class_list(self) -> ClassList:
        """The CSS classes. Assign a list."""
        class_list = self._class_list
        if class_list is None:
            self._plain = self._plain and ""
            class_list = self._class_list = first_use(self, "_class_list", ClassList)
        return class_list

    @class_list.setter
    def class_list(self, value: list[Any]) -> None:
        self.class_list.replace(value)

    @property
    def events(self) -> EventList:
        """The event types that the browser sends for this node. Assign a list."""
        events = self._events
        if events is None:
            events = self._events = first_use(self, "_events", EventList)
        return events

    @events.setter
    def events(self, value: list[Any]) -> None:
        self.events.replace(value)

    @property
    def widget_data(self) -> WidgetData:
        """Data that is shared with the widget: dict- or list-like. Assign a dict or list."""
        data = self._widget_data
        if data is None:
            data = self._widget_data = first_use(
                self, "_widget_data", lambda node: WidgetData(node, deepcopy(node.WIDGET_DATA))
            )
        return data

    @widget_data.setter
    def widget_data(self, value: dict[Any, Any] | list[Any]) -> None:
        self.widget_data.replace(value)

    @property
    def ignore(self) -> bool:
        """Whether the client leaves links, forms and events of this element to the browser."""
        return self._attributes is not None and "data-lona-ignore" in self._attributes

    @ignore.setter
    def ignore(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise TypeError(f"ignore has to be a bool, not {value!r}")
        if value:
            self.attributes["data-lona-ignore"] = ""
        elif self._attributes is not None:
            del self._attributes["data-lona-ignore"]

    def listens_to(self, event_type: int | str) -> bool:
        """Return whether the element asked for such events, and is not disabled.

        What it asked for stands in the attribute `data-lona-events`, also if HTML was parsed.
        """
        attributes = self._attributes
        if attributes is not None and attributes.get("disabled", False) is not False:
            return False
        if super().listens_to(event_type):
            return True
        if attributes is None:
            return False
        return self._entry_of(event_type) is not None

    def wants(self, event_type: int | str, data: Any) -> bool:
        """Return whether the element asked for an event with this data: for this key, if for some.

        What it has not asked for is passed on.
        """
        if event_type not in OF_KEYS:
            return True
        entry = self._entry_of(event_type)
        keys = "" if entry is None else entry.split(":", 3)[3:]
        return not keys or pressed(data) in keys[0].split(",")

    def _entry_of(self, event_type: int | str) -> str | None:
        """Return what the element has asked for, as in its attribute."""
        if self._attributes is None:
            return None
        wanted = str(self._attributes.get(EVENTS_ATTRIBUTE, "")).split(";")
        number = f"{event_type:d}"
        return next((entry for entry in wanted if entry.partition(":")[0] == number), None)

    def read_change(self, data: Any, get_node: Callable[[int], AbstractNode | None]) -> Any:
        """Return the data of a change event; of any `select` it is about its options."""
        if self._tag_name != "select":
            return data
        from lona.html.choice import read_choice

        return read_choice(self, data, get_node)

    def append(self, value: Any) -> None:
        """Add a child at the end."""
        self.nodes.append(value)

    def extend(self, nodes: Iterable[Any]) -> None:
        """Add several children at the end."""
        self.nodes.extend(nodes)

    def insert(self, index: SupportsIndex, value: Any) -> None:
        """Add a child before the given index, which may be negative or beyond the end."""
        self.nodes.insert(index, value)

    def remove(self, node: Any = _ITSELF) -> None:
        """Take out exactly this child; without argument, take the node itself out of its parent.

        `ValueError` if it is no child, `RuntimeError` if the node itself has no parent.
        """
        if node is _ITSELF:
            super().remove()
        else:
            self.nodes.remove(node)

    def pop(self, index: SupportsIndex) -> AbstractNode:
        """Take out the child at the index and return it."""
        return self.nodes.pop(index)

    def index(self, node: Any) -> int:
        """Return the index of exactly this child; `ValueError` if it is none."""
        return self.nodes.index(node)

    def clear(self) -> None:
        """Take out all children."""
        self.nodes.clear()

    def has_id(self, name: str) -> bool:
        """Tell whether the element has this HTML id."""
        return self._id_list is not None and name in self._id_list

    def has_class(self, class_name: str) -> bool:
        """Tell whether the element has this CSS class."""
        return self._class_list is not None and class_name in self._class_list

    def set_text(self, text: object) -> None:
        """Replace all children by one text."""
        new = TextNode(text)
        with self.lock:
            nodes, sent = self.nodes, self._sent
            old = nodes[0] if len(nodes) == 1 else None
            if sent is None or type(old) is not TextNode or old._sent is not sent:
                nodes.replace([new])
            elif old._text != new._text:
                # the browser keeps its text node: the new one takes over the place of the old one
                new._parent = self
                list.__setitem__(nodes, 0, new)
                old._parent = None
                sent.replace_text(old, new)

    def hide(self) -> None:
        """Set the style property `display` to `none`."""
        self.style["display"] = "none"

    def show(self) -> None:
        """Remove the style property `display` if it is `none`."""
        with self.lock:
            if self._style is not None and self._style.get("display") == "none":
                del self._style["display"]

    def _is_like(self, other: Any) -> bool:
        return (
            self._tag_name == other._tag_name
            and self._EXTRA_SPEC is other._EXTRA_SPEC
            and self._widget == other._widget
            and (self._id_list or ()) == (other._id_list or ())
            and (self._class_list or ()) == (other._class_list or ())
            and (self._style or {}) == (other._style or {})
            and (self._attributes or {}) == (other._attributes or {})
            and self._raw_widget_data() == other._raw_widget_data()
        )

    def _raw_widget_data(self) -> Any:
        data = self._widget_data
        return self.WIDGET_DATA if data is None else data.raw

    def _mark_widget_data(self, operation: Any, path: tuple[Any, ...], value: Any) -> None:
        if self._widget:  # without one, the clients never got any data
            super()._mark_widget_data(operation, path, value)

    def _copy_widget_data(self) -> Any:
        return self.widget_data.copy()

    def _wire_spec(self, spec: dict[str, Any]) -> None:
        own = self._namespace
        if own and own != self._inherited_namespace():
            spec["n"] = own
        if self._widget:
            spec["w"] = self._widget
            spec["d"] = self._copy_widget_data()

    def _serialize(self) -> list[Any]:
        """Return the node and all below it as the wire carries them; a name of Lona 1.x."""
        from lona.html.wire import to_json

        with self.lock:
            entries: list[Any] = json.loads(to_json([self]))
            return entries

    def _describe(self) -> str:
        ids = f" #{self._id_list}" if self._id_list else ""
        return f"<{self._tag_name}{ids} data-lona-node-id={self.id}>"

    def __len__(self) -> int:
        return len(self._nodes) if self._nodes else 0

    def __iter__(self) -> Iterator[AbstractNode]:
        return iter(self._nodes or ())

    def __contains__(self, node: object) -> bool:
        return isinstance(node, AbstractNode) and node._parent is self

    def __getitem__(self, key: Any) -> Any:
        return self.nodes[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.nodes[key] = value

    def __delitem__(self, key: Any) -> None:
        del self.nodes[key]


def _to_plain(tag_name: str) -> str:
    return f",{encode_string(tag_name)},0,"


Node._PLAIN = (Node.TAG_NAME, _to_plain(Node.TAG_NAME))


def _take_ids(node: Node, name: str, value: Any) -> None:
    node.id_list.take("id", value)


def _take_classes(node: Node, name: str, value: Any) -> None:
    node.class_list.take("class", value)


def _take_style(node: Node, name: str, value: Any) -> None:
    if isinstance(value, str):
        node.style.take(parse_style(value))
    elif isinstance(value, Mapping):
        node.style.update(value)
    else:
        raise ValueError(f"style has to be a dict or a string, not {value!r}")


def _take_attributes(node: Node, name: str, value: Any) -> None:
    if not isinstance(value, Mapping):
        raise ValueError(f"attributes has to be a dict, not {value!r}")
    node.attributes.update(value)


def _take_events(node: Node, name: str, value: Any) -> None:
    if not isinstance(value, list | EventList):
        raise ValueError(f"events has to be a list of event types, not {value!r}")
    node.events.extend(value)


def _take_handler(node: Node, name: str, value: Any) -> None:
    attribute = name.replace("-", "_")
    if not callable(value):
        raise TypeError(f"{attribute} has to be callable, not {value!r}")
    node.__dict__[attribute] = value
    declared = DECLARED_BY_HANDLERS.get(attribute)
    if declared is not None and declared not in node.events:
        node.events.add(declared)


def _take_state(node: Node, name: str, value: Any) -> None:
    node._state = State(value, lambda: node.lock)


def _take_ignore(node: Node, name: str, value: Any) -> None:
    node.ignore = value


_TAKERS: Mapping[str, Callable[[Node, str, Any], None]] = {
    "id": _take_ids,
    "class": _take_classes,
    "style": _take_style,
    "attributes": _take_attributes,
    "events": _take_events,
    **{name.replace("_", "-"): _take_handler for name in HANDLERS.values()},
    "state": _take_state,
    "ignore": _take_ignore,
}
_KEYWORDS = {
    spelling: take
    for name, take in _TAKERS.items()
    for spelling in (name, f"_{name}", name.replace("-", "_"))
}
_HANDLERS = sorted(name for name in _KEYWORDS if name.startswith("handle_"))


def _check_keyword(keyword: str, value: object) -> None:
    """Raise `ValueError` for a handler that nothing calls; warn of `class_` and the like."""
    if keyword.startswith("handle_") and callable(value):
        near = get_close_matches(keyword, _HANDLERS, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"there is no {keyword}=, only {', '.join(_HANDLERS)}{hint}")
    if keyword.endswith("_") and keyword.strip("_"):
        own = f"_{keyword.strip('_')}"
        attribute = keyword.replace("_", "-").removeprefix("-")
        warn(
            f"{keyword}={value!r} becomes the attribute {attribute!r}; write {own}={value!r}",
            KeywordWarning,
        )
