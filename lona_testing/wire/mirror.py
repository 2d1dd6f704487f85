"""The Python mirror: server messages in, document out.

One `WindowMirror` is what a browser keeps for one window. It is written from `docs/protocol.md`
alone and shares no code with the server's tree, so that comparing the two proves something.
Numbering, the order of patches, references, deferred properties and the ownership of typed values
follow that document.
"""

from collections.abc import Callable, Iterator
from typing import Any

from lona.protocol import INPUT_EVENT_TYPE, ContentKind, NodeKind, PatchCode
from lona.protocol.messages import EventAck, HttpRedirect, Redirect, Update, ViewStarted
from lona_testing.browser.character_references import decode_references
from lona_testing.browser.controls import control_of
from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    Comment,
    Element,
    Node,
    Text,
    detach,
    index_of,
    insert,
)
from lona_testing.browser.focus import Focus
from lona_testing.browser.html_parser import parse_fragment
from lona_testing.browser.options import is_selected, option_text, options_of, settle_select
from lona_testing.browser.values import PROPERTIES, get_value, sanitize
from lona_testing.wire import editing, graft
from lona_testing.wire.captures import find_event

NumberedMessage = Update | ViewStarted | Redirect | HttpRedirect | EventAck

_LIMITS = frozenset(("min", "max", "step", "type"))


class MirrorError(AssertionError):
    """The server sent something that a client can not apply: a bug of the server."""


class LegacyWidget:
    """Nodes without an element of their own, between two comments."""

    __slots__ = ("data", "end", "id", "start", "widget")

    def __init__(self, node_id: int) -> None:
        self.id = node_id
        self.start = Comment(f"lona-widget:{node_id}")
        self.end = Comment(f"end-lona-widget:{node_id}")
        self.widget: str | None = None
        self.data: Any = None  # any JSON value that the widget was given

    @property
    def parent(self) -> Element | None:
        """The element it stands in."""
        return self.start.parent


Known = Element | Text | LegacyWidget


class WindowMirror:
    """What a browser shows in one window.

    `root` is the window's element, `title` the last title the server sent (None: none), `acked` the
    highest number that was applied, `nodes` all nodes by their id, `focus` what has the focus of
    the page. The control in `resend` has become another node before the server saw its last change:
    who sends events has to send that again.
    """

    def __init__(self, root: Element | None = None, focus: Focus | None = None) -> None:
        self.root = root if root is not None else Element("div")
        self.focus = focus if focus is not None else Focus()
        self.resend: Element | None = None
        self.title: str | None = None
        self.view = 0
        self.acked = 0
        self.nodes: dict[int, Known] = {}
        self._early: dict[int, NumberedMessage] = {}
        # Holders of what this message has taken out so far; a reference may still take it back.
        self._removed: list[Element] = []
        # New elements of this message in document order, while a control has the focus.
        self._fresh: list[Element] | None = None
        self._properties: dict[tuple[int, str], tuple[Element, str, str | None]] = {}
        self._selects: dict[int, Element] = {}

    def start_view(self, view: int) -> None:
        """Wait for the messages of another view; what is shown stays until it starts."""
        self.view = view
        self.acked = 0
        self._early.clear()

    def receive(self, message: NumberedMessage) -> list[NumberedMessage]:
        """Apply a message and those that waited for it; give what was applied, in order.

        Messages of other views, and numbers that were applied already, are dropped.
        """
        if message.view != self.view or message.seq <= self.acked:
            return []
        self._early[message.seq] = message
        applied = []
        while (following := self._early.pop(self.acked + 1, None)) is not None:
            self.acked += 1
            self._apply(following)
            applied.append(following)
        return applied

    @property
    def has_gap(self) -> bool:
        """Whether messages wait for one that has not come."""
        return bool(self._early)

    def _apply(self, message: NumberedMessage) -> None:
        if isinstance(message, ViewStarted):
            self._empty_root()
        elif isinstance(message, Update):
            if message.title is not None:
                self.title = message.title
            departure = self._departure()
            self._fresh = None if departure is None else []
            _CONTENT[ContentKind(message.kind)](self, message.content)
            self._finish(message.applied, departure)

    # What an update may hold

    def _empty_root(self) -> None:
        detach(self.root, 0, len(self.root.children))
        self.nodes.clear()

    def _nothing(self, content: Any) -> None:
        pass

    def _html(self, content: Any) -> None:
        self._empty_root()
        insert(self.root, 0, parse_fragment(content, self.root))

    def _tree(self, content: Any) -> None:
        old = self.root.children[:]
        roots = self._build(content, self.root.namespace)
        leaving = [node for node in old if node.parent is self.root]
        if leaving:
            self._hold(detach(self.root, 0, len(self.root.children)))
        insert(self.root, len(self.root.children), roots)

    def _patches(self, content: Any) -> None:
        for code, *arguments in content:
            _PATCHES[PatchCode(code)](self, *arguments)
            if self._selects:
                self._settle_selects()

    # The end of a message

    def _departure(self) -> graft.Departure | None:
        control = self.focus.element
        if control is None or control.id is None or control.tag not in graft.TAGS:
            return None
        if self.nodes.get(control.id) is not control:
            return None
        return graft.Departure(control, self.root)

    def _finish(self, applied: int, departure: graft.Departure | None) -> None:
        self._settle_selects()
        chosen = self._keep_control(departure, applied) if departure is not None else None
        for element, name, value in reversed(self._properties.values()):
            editing.offer(element, name, value, applied, self.focus)
        self._properties.clear()
        if chosen is not None and self.resend is not None:
            for option in options_of(self.resend):
                control_of(option).selected = _label(option) in chosen
        self._forget_removed()

    def _keep_control(self, departure: graft.Departure, applied: int) -> list[str] | None:
        """Let the counterpart of a control that left take over; gives labels to be chosen."""
        if not self._fresh or not departure.is_gone:
            return None
        control = departure.control
        assert control.id is not None
        twin = departure.find_twin(self._fresh, self.nodes.get(control.id), self._removed)
        if twin is None:
            return None
        is_toggle = isinstance(editing.value_of(control), bool)
        self.focus.element = twin
        if find_event(twin, INPUT_EVENT_TYPE.CHANGE) is not None and twin.tag != "select":
            # The new node's value counts, given or not.
            name = "checked" if is_toggle else "value"
            self._properties.setdefault((id(twin), name), (twin, name, None))
        if editing.hand_over(control, twin, applied):
            self.resend = twin
        if control.tag != "select":
            return None
        return [_label(o) for o in options_of(control) if is_selected(o)]

    def _settle_selects(self) -> None:
        for select in self._selects.values():
            settle_select(select)
        self._selects.clear()

    def _forget_removed(self) -> None:
        stack: list[Node] = [node for holder in self._removed for node in holder.children]
        self._removed.clear()
        while stack:
            node = stack.pop()
            if type(node) is Comment:
                self._forget_widget(node)
            elif type(node) is Text:
                self._forget(node)
            elif type(node) is Element:
                self._forget(node)
                stack.extend(node.children)

    def _forget(self, node: Element | Text) -> None:
        # A newer node may have the same id: the whole state can come again.
        if node.id is not None and self.nodes.get(node.id) is node:
            del self.nodes[node.id]

    def _forget_widget(self, comment: Comment) -> None:
        name, _, number = comment.data.partition(":")
        if name == "lona-widget" and number.isdigit():
            known = self.nodes.get(int(number))
            if isinstance(known, LegacyWidget) and known.start is comment:
                del self.nodes[known.id]

    # Looking up

    def _known(self, node_id: int) -> Known:
        node = self.nodes.get(node_id)
        if node is None:
            raise MirrorError(f"the server named node {node_id}, which this window does not have")
        return node

    def _element(self, node_id: int) -> Element:
        node = self._known(node_id)
        if type(node) is not Element:
            raise MirrorError(
                f"node {node_id} has to be an element, but is a {type(node).__name__}"
            )
        return node

    def _place(self, parent: Known, before: int | None) -> tuple[Element, int]:
        """Give the element and position of the child `before` (None: the end) of a parent."""
        if before is not None:
            sibling = self._known(before)
            first = sibling.start if isinstance(sibling, LegacyWidget) else sibling
            if first.parent is None:
                raise MirrorError(f"node {before} is not in the document")
            return first.parent, index_of(first)
        if isinstance(parent, LegacyWidget):
            assert parent.end.parent is not None
            return parent.end.parent, index_of(parent.end)
        if isinstance(parent, Text):
            raise MirrorError(f"node {parent.id} is a text and has no children")
        return parent, len(parent.children)

    # Building nodes

    def _build(self, flat: list[Any], namespace: str) -> list[Node]:
        """Give the detached top-level nodes of a flat sequence; references are taken out."""
        items = iter(flat)
        # Nodes get their parents at once: a reference may take one out of a legacy widget that was
        # itself referenced before.
        holder = Element("holder")
        owners = [holder]
        # Per open node: list for its children, how many are missing, their namespace, the comment
        # that ends it.
        open_nodes: list[_Open] = []
        for kind in items:
            children = open_nodes[-1].children if open_nodes else holder.children
            here = open_nodes[-1].namespace if open_nodes else namespace
            if open_nodes:
                open_nodes[-1].missing -= 1
            opened = _ENTRIES[NodeKind(kind)](self, items, children, here)
            _adopt(children, owners[-1])
            if opened is not None:
                open_nodes.append(opened)
                owners.append(opened.parent or owners[-1])
            while open_nodes and open_nodes[-1].missing == 0:
                open_nodes.pop().close()
                owners.pop()
        if open_nodes:
            raise MirrorError("a flat sequence of nodes ends before all children came")
        return detach(holder, 0, len(holder.children))

    def _read_element(self, items: Iterator[Any], siblings: list[Node], namespace: str) -> "_Open":
        node_id, tag, spec, count = next(items), next(items), next(items), next(items)
        spec = spec or {}
        if "n" in spec:
            namespace = spec["n"] or HTML_NAMESPACE
        element = Element(tag, namespace, node_id)
        siblings.append(element)
        self.nodes[node_id] = element
        if self._fresh is not None:
            self._fresh.append(element)
        if spec:
            self._read_spec(element, spec)
        if element.tag == "select":
            self._selects[id(element)] = element
        return _Open(element.children, count, namespace, element, None)

    def _read_spec(self, element: Element, spec: dict[str, Any]) -> None:
        if "i" in spec:
            element.attributes["id"] = spec["i"]
        if "c" in spec:
            element.attributes["class"] = spec["c"]
        if "s" in spec:
            element.style.update(spec["s"])
        for name, value in spec.get("a", {}).items():
            self._set_attribute_of(element, name, value)
        element.widget = spec.get("w")
        element.widget_data = spec.get("d")
        if "h" in spec:
            element.raw = True
            insert(element, 0, parse_fragment(spec["h"], element))

    def _read_text(self, items: Iterator[Any], siblings: list[Node], namespace: str) -> None:
        node_id, data = next(items), next(items)
        text = Text(decode_references(data), node_id)
        siblings.append(text)
        self.nodes[node_id] = text

    def _read_reference(self, items: Iterator[Any], siblings: list[Node], namespace: str) -> None:
        node = self._known(next(items))
        parent, start, stop = _range(node)
        siblings.extend(detach(parent, start, stop))
        self._touch_select(parent)

    def _read_widget(self, items: Iterator[Any], siblings: list[Node], namespace: str) -> "_Open":
        node_id, spec, count = next(items), next(items), next(items)
        widget = LegacyWidget(node_id)
        spec = spec or {}
        widget.widget = spec.get("w")
        widget.data = spec.get("d")
        self.nodes[node_id] = widget
        siblings.append(widget.start)
        return _Open(siblings, count, namespace, None, widget.end)

    def _cut(self, parent: Element, start: int, stop: int) -> None:
        self._hold(detach(parent, start, stop))
        self._touch_select(parent)

    def _hold(self, nodes: list[Node]) -> None:
        holder = Element("removed")
        insert(holder, 0, nodes)
        self._removed.append(holder)

    def _touch_select(self, parent: Element) -> None:
        if parent.tag in ("select", "optgroup"):
            select = next((e for e in parent.ancestors() if e.tag == "select"), None)
            if select is not None:
                self._selects[id(select)] = select

    # Patches

    def _set_attribute(self, node_id: int, name: str, value: str) -> None:
        self._set_attribute_of(self._element(node_id), name, value)

    def _set_attribute_of(self, element: Element, name: str, value: str) -> None:
        if name in PROPERTIES:
            self._defer(element, name, value)
            return
        name = name.lower() if element.namespace == HTML_NAMESPACE else name
        element.attributes[name] = value
        if name in _LIMITS:
            sanitize(element)

    def _remove_attribute(self, node_id: int, name: str) -> None:
        element = self._element(node_id)
        if name in PROPERTIES:
            self._defer(element, name, None)
            return
        name = name.lower() if element.namespace == HTML_NAMESPACE else name
        element.attributes.pop(name, None)
        if name in _LIMITS:
            sanitize(element)

    def _defer(self, element: Element, name: str, value: str | None) -> None:
        self._properties.pop((id(element), name), None)
        self._properties[id(element), name] = (element, name, value)

    def _set_style(self, node_id: int, name: str, value: str) -> None:
        self._element(node_id).style[name] = value

    def _remove_style(self, node_id: int, name: str) -> None:
        self._element(node_id).style.pop(name, None)

    def _set_ids(self, node_id: int, ids: str) -> None:
        _set_or_remove(self._element(node_id), "id", ids)

    def _set_classes(self, node_id: int, classes: str) -> None:
        _set_or_remove(self._element(node_id), "class", classes)

    def _set_text(self, node_id: int, data: str) -> None:
        text = self._known(node_id)
        if type(text) is not Text:
            raise MirrorError(f"node {node_id} has to be a text, but is a {type(text).__name__}")
        text.data = decode_references(data)

    def _set_raw_html(self, node_id: int, html: str) -> None:
        element = self._element(node_id)
        detach(element, 0, len(element.children))
        insert(element, 0, parse_fragment(html, element))

    def _insert_nodes(self, parent_id: int, before: int | None, flat: list[Any]) -> None:
        parent = self._known(parent_id)
        element, _ = self._place(parent, None)
        nodes = self._build(flat, element.namespace)
        # Looked up after building: references may have stood in the same parent.
        element, position = self._place(parent, before)
        insert(element, position, nodes)
        self._touch_select(element)

    def _remove_nodes(self, *node_ids: int) -> None:
        for node_id in node_ids:
            self._cut(*_range(self._known(node_id)))

    def _clear_nodes(self, parent_id: int, before: int | None) -> None:
        parent = self._known(parent_id)
        element, stop = self._place(parent, before)
        start = index_of(parent.start) + 1 if isinstance(parent, LegacyWidget) else 0
        self._cut(element, start, stop)

    # Widget data

    def _set_data(self, node_id: int, path: list[str | int], value: Any) -> None:
        if not path:
            self._put_data(node_id, value)
        else:
            self._container(node_id, path)[path[-1]] = value

    def _remove_data(self, node_id: int, path: list[str | int]) -> None:
        del self._container(node_id, path)[path[-1]]

    def _insert_data(self, node_id: int, path: list[str | int], value: Any) -> None:
        self._container(node_id, path).insert(path[-1], value)

    def _put_data(self, node_id: int, value: Any) -> None:
        node = self._known(node_id)
        if isinstance(node, LegacyWidget):
            node.data = value
        else:
            self._element(node_id).widget_data = value

    def _container(self, node_id: int, path: list[str | int]) -> Any:
        node = self._known(node_id)
        item = node.data if isinstance(node, LegacyWidget) else self._element(node_id).widget_data
        try:
            for key in path[:-1]:
                item = item[key]
        except (LookupError, TypeError):
            raise MirrorError(f"widget data of node {node_id} has nothing at {path}") from None
        return item


class _Open:
    """A node of a flat sequence whose children are still to come."""

    __slots__ = ("children", "end", "missing", "namespace", "parent", "start")

    def __init__(
        self,
        children: list[Node],
        missing: int,
        namespace: str,
        parent: Element | None,
        end: Comment | None,
    ) -> None:
        self.children = children
        self.missing = missing
        self.namespace = namespace
        self.parent = parent
        self.end = end

    def close(self) -> None:
        """Note that all children came."""
        if self.end is not None:
            self.children.append(self.end)
        if self.parent is not None:
            for child in self.children:
                child.parent = self.parent


def _label(option: Element) -> str:
    """Give what the user knows an option by, to find it among others."""
    return get_value(option) + option_text(option)


def _adopt(children: list[Node], parent: Element) -> None:
    """Give the last children, which have no parent yet, their parent."""
    for child in reversed(children):
        if child.parent is not None:
            return
        child.parent = parent


def _range(node: Known) -> tuple[Element, int, int]:
    """Give the parent of a node and the positions it takes there (first, behind the last)."""
    first: Node = node.start if isinstance(node, LegacyWidget) else node
    parent = first.parent
    if parent is None:
        raise MirrorError(f"node {node.id} is taken out, but stands nowhere")
    start = index_of(first)
    return parent, start, index_of(node.end) + 1 if isinstance(node, LegacyWidget) else start + 1


def _set_or_remove(element: Element, name: str, value: str) -> None:
    if value:
        element.attributes[name] = value
    else:
        element.attributes.pop(name, None)


_CONTENT: dict[ContentKind, Callable[[WindowMirror, Any], None]] = {
    ContentKind.NOTHING: WindowMirror._nothing,
    ContentKind.HTML: WindowMirror._html,
    ContentKind.TREE: WindowMirror._tree,
    ContentKind.PATCHES: WindowMirror._patches,
}

_ENTRIES: dict[NodeKind, Callable[[WindowMirror, Iterator[Any], list[Node], str], _Open | None]] = {
    NodeKind.ELEMENT: WindowMirror._read_element,
    NodeKind.TEXT: WindowMirror._read_text,
    NodeKind.REFERENCE: WindowMirror._read_reference,
    NodeKind.LEGACY_WIDGET: WindowMirror._read_widget,
}

_PATCHES: dict[PatchCode, Callable[..., None]] = {
    PatchCode.SET_ATTRIBUTE: WindowMirror._set_attribute,
    PatchCode.REMOVE_ATTRIBUTE: WindowMirror._remove_attribute,
    PatchCode.SET_STYLE: WindowMirror._set_style,
    PatchCode.REMOVE_STYLE: WindowMirror._remove_style,
    PatchCode.SET_IDS: WindowMirror._set_ids,
    PatchCode.SET_CLASSES: WindowMirror._set_classes,
    PatchCode.SET_TEXT: WindowMirror._set_text,
    PatchCode.SET_RAW_HTML: WindowMirror._set_raw_html,
    PatchCode.SET_WIDGET_DATA: WindowMirror._set_data,
    PatchCode.REMOVE_WIDGET_DATA: WindowMirror._remove_data,
    PatchCode.INSERT_WIDGET_DATA: WindowMirror._insert_data,
    PatchCode.INSERT_NODES: WindowMirror._insert_nodes,
    PatchCode.REMOVE_NODES: WindowMirror._remove_nodes,
    PatchCode.CLEAR_NODES: WindowMirror._clear_nodes,
}
