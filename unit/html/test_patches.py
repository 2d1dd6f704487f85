"""What the clients are told: checked with a client in miniature, made of wire content only."""

import json
import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lona.html import patches
from lona.html.document import Document
from lona.html.node import Node
from lona.html.patches import Content
from lona.html.text_node import TextNode
from lona.html.widget_data import WidgetDict, WidgetList
from lona.protocol import ContentKind, PatchCode
from random_trees.amount import examples


def decoded(content: Content | None) -> Any:
    """Return what the clients get, as Python objects."""
    assert content is not None
    return json.loads(content.to_json())


class Div(Node):
    TAG_NAME = "div"


class Client:
    """The least that a client has to do: a dict of items by id, each with a list of children."""

    def __init__(self) -> None:
        self.nodes: dict[int, dict[str, Any]] = {}
        self.root: int | None = None
        self.html: str | None = None

    def apply(self, content: Content | None) -> None:
        if content is None:
            return
        body = decoded(content)
        match content.kind:
            case ContentKind.HTML:
                self.nodes, self.root, self.html = {}, None, body
            case ContentKind.TREE:
                self.nodes, self.html = {}, None
                (self.root,) = self.read(body)
            case ContentKind.PATCHES:
                assert body, "an empty list of patches must not be sent"
                for patch in body:
                    self.patch(*patch)
                self.forget()

    def read(self, entries: list[Any]) -> list[int]:
        items = iter(entries)
        tops: list[int] = []
        open_counts: list[list[Any]] = []  # [children that are still to come, their list]
        for kind in items:
            node_id = next(items)
            count = 0
            if kind == 3:
                self.take_out(node_id)
            else:
                assert node_id not in self.nodes, f"{node_id} is known already"
                node: dict[str, Any] = {"kind": kind, "parent": None, "children": []}
                if kind == 2:
                    node["text"] = next(items)
                else:
                    node["tag"] = next(items) if kind == 1 else None
                    spec = next(items) or {}
                    node.update({key: spec.get(key) for key in "ncihwd"})
                    node.update({key: dict(spec.get(key, {})) for key in "as"})
                    count = next(items)
                self.nodes[node_id] = node
            parent = None
            if open_counts:
                open_counts[-1][0] -= 1
                parent = open_counts[-1][1]
                self.nodes[parent]["children"].append(node_id)
            else:
                tops.append(node_id)
            self.nodes[node_id]["parent"] = parent
            if count:
                open_counts.append([count, node_id])
            while open_counts and not open_counts[-1][0]:
                open_counts.pop()
        assert not open_counts
        return tops

    def take_out(self, node_id: int) -> None:
        node = self.nodes[node_id]
        if node["parent"] is not None:
            self.nodes[node["parent"]]["children"].remove(node_id)
            node["parent"] = None

    def patch(self, code: int, node_id: int, *args: Any) -> None:
        node = self.nodes[node_id]
        match PatchCode(code), args:
            case PatchCode.SET_ATTRIBUTE, (name, value):
                node["a"][name] = value
            case PatchCode.REMOVE_ATTRIBUTE, (name,):
                node["a"].pop(name, None)
            case PatchCode.SET_STYLE, (name, value):
                node["s"][name] = value
            case PatchCode.REMOVE_STYLE, (name,):
                node["s"].pop(name, None)
            case PatchCode.SET_IDS, (ids,):
                node["i"] = ids or None
            case PatchCode.SET_CLASSES, (classes,):
                node["c"] = classes or None
            case PatchCode.SET_TEXT, (text,):
                assert node["kind"] == 2
                node["text"] = text
            case PatchCode.INSERT_NODES, (before, entries):
                self.insert(node_id, before, entries)
            case PatchCode.REMOVE_NODES, _:
                for each in (node_id, *args):
                    self.take_out(each)
            case PatchCode.CLEAR_NODES, (before,):
                children = node["children"]
                end = len(children) if before is None else children.index(before)
                for child in children[:end]:
                    self.take_out(child)
            case PatchCode.SET_WIDGET_DATA, (path, value):
                if path:
                    self.container(node, path)[path[-1]] = value
                else:
                    node["d"] = value
            case PatchCode.REMOVE_WIDGET_DATA, (path,):
                del self.container(node, path)[path[-1]]
            case PatchCode.INSERT_WIDGET_DATA, (path, value):
                self.container(node, path).insert(path[-1], value)
            case _:
                raise AssertionError(f"unknown patch {code} {args}")

    def container(self, node: dict[str, Any], path: list[Any]) -> Any:
        container = node["d"]
        for key in path[:-1]:
            container = container[key]
        return container

    def insert(self, parent: int, before: int | None, entries: list[Any]) -> None:
        assert before is None or self.nodes[before]["parent"] == parent
        tops = self.read(entries)
        ancestor: int | None = parent
        while ancestor is not None:
            assert ancestor not in tops, "a node was moved into its own descendant"
            ancestor = self.nodes[ancestor]["parent"]
        children = self.nodes[parent]["children"]
        position = len(children) if before is None else children.index(before)
        children[position:position] = tops
        for node_id in tops:
            self.nodes[node_id]["parent"] = parent

    def forget(self) -> None:
        known: set[int] = set()
        stack = [self.root] if self.root is not None else []
        while stack:
            node_id = stack.pop()
            assert node_id not in known
            known.add(node_id)
            stack.extend(self.nodes[node_id]["children"])
        self.nodes = {node_id: node for node_id, node in self.nodes.items() if node_id in known}

    def tree(self, node_id: int | None = None) -> Any:
        node_id = self.root if node_id is None else node_id
        if node_id is None:
            return self.html or None
        node = self.nodes[node_id]
        if node["kind"] == 2:
            return (node_id, node["text"])
        own = {key: node[key] for key in "ciwsad" if node[key]}
        return (node_id, node["tag"], own, [self.tree(child) for child in node["children"]])


def tree_of(node: Any) -> Any:
    """Say what a client has to have for a node."""
    if node is None or isinstance(node, str):
        return node or None
    if isinstance(node, TextNode):
        return (int(node.id), str(node))
    own = {
        "c": " ".join(sorted(map(str, node.class_list))),
        "i": " ".join(sorted(map(str, node.id_list))),
        "w": node.widget,
        "s": {name: str(value) for name, value in node.style.items()},
        "a": {name: str(value) for name, value in node.attributes.items()},
        "d": node.widget_data.copy() if node.widget else None,
    }
    own = {key: value for key, value in own.items() if value}
    return (int(node.id), node.tag_name, own, [tree_of(child) for child in node])


class Page:
    """A document and its client, which joins when the first tree is shown."""

    def __init__(self, root: Node | None = None) -> None:
        self.document = Document()
        self.client = Client()
        if root is not None:
            self.show(root)

    def show(self, html: Any) -> Content | None:
        content = patches.show(self.document, html)
        self.client.apply(content)
        return content

    def take(self) -> list[Any]:
        content = patches.take(self.document)
        self.client.apply(content)
        assert self.client.tree() == tree_of(self.document.html)
        return [] if content is None else decoded(content)

    def check(self) -> None:
        self.take()
        late = Client()
        late.apply(patches.snapshot(self.document))
        assert late.tree() == self.client.tree()
        assert set(map(int, self.document._index)) == set(self.client.nodes)
        for node_id in self.client.nodes:
            node = self.document.get_node(node_id)
            assert node is not None
            assert node._sent is self.document


# -- showing ------------------------------------------------------------------------------------


def test_a_tree_is_sent_whole_when_it_is_shown_first() -> None:
    root = Div("text", Div(_class="b a", style="top: 1px", title="x"))
    content = patches.show(Document(), root)
    first, second, third = (int(node.id) for node in (root, *root))
    spec = {"c": "a b", "s": {"top": "1px"}, "a": {"title": "x"}}
    entries = [[1, first, "div", 0, 2], [2, second, "text"], [1, third, "div", spec, 0]]
    assert content is not None
    assert content.kind is ContentKind.TREE
    assert decoded(content) == [item for entry in entries for item in entry]


def test_a_shown_tree_that_did_not_change_costs_nothing() -> None:
    root = Div("text")
    page = Page(root)
    assert page.show(root) is None


def test_a_string_is_sent_as_a_whole_each_time_it_is_shown() -> None:
    document = Document()
    for _ in range(2):
        assert patches.show(document, "<b>x</b>") == Content(ContentKind.HTML, ['"<b>x</b>"'])
    assert patches.take(document) is None


def test_a_text_can_be_shown() -> None:
    text = TextNode("x")
    content = patches.show(Document(), text)
    assert content == Content(ContentKind.TREE, [f'[2,{text.id},"x"]'])


def test_a_node_with_a_parent_can_not_be_shown() -> None:
    root = Div(Div())
    with pytest.raises(RuntimeError, match="show its root"):
        patches.show(Document(), root[0])
    assert root[0].parent is root


def test_a_tree_that_was_replaced_sends_nothing_more() -> None:
    old, new = Div(Div()), Div()
    page = Page(old)
    page.show(new)
    old[0].style["color"] = "red"
    old.append("x")
    assert page.take() == []
    assert old.document is not page.document


def test_a_tree_that_another_document_shows_moves_there() -> None:
    root = Div("x")
    first, second = Page(root), Page(root)
    root.append("y")
    second.check()
    assert first.document.html is None
    first.check()


def test_a_shown_root_that_is_mounted_elsewhere_empties_the_page() -> None:
    root = Div("x")
    page = Page(root)
    outer = Div(root)
    assert root.document is not page.document
    page.check()
    assert page.client.tree() is None
    page.show(outer)
    page.check()


def test_the_root_can_be_wrapped_and_shown_again() -> None:
    root = Div("x")
    page = Page(root)
    page.show(Div(root, "y"))
    page.check()


def test_a_snapshot_refuses_to_skip_changes_that_others_wait_for() -> None:
    root = Div()
    page = Page(root)
    root.append("x")
    with pytest.raises(RuntimeError, match="call take"):
        patches.snapshot(page.document)
    page.check()


def test_a_snapshot_of_nothing_is_nothing() -> None:
    assert patches.snapshot(Document()) == Content(ContentKind.NOTHING, ["null"])


def test_a_node_is_found_by_its_id_only_while_it_is_shown() -> None:
    root = Div(Div())
    child = root[0]
    page = Page(root)
    assert page.document.get_node(int(child.id)) is child
    root.remove(child)
    assert page.document.get_node(int(child.id)) is None
    page.check()


# -- one change ---------------------------------------------------------------------------------


@pytest.fixture
def root() -> Node:
    return Div(Div(*"abc"), Div(), "text", title="t", _class="c", _id="i", style="top: 1px")


@pytest.fixture
def shown(root: Node) -> Page:
    return Page(root)


def test_an_attribute_is_set(root: Node, shown: Page) -> None:
    root.attributes["title"] = 5
    assert shown.take() == [[1, int(root.id), "title", "5"]]


def test_an_attribute_is_removed(root: Node, shown: Page) -> None:
    del root.attributes["title"]
    assert shown.take() == [[2, int(root.id), "title"]]


def test_a_boolean_attribute_that_is_false_is_removed(root: Node, shown: Page) -> None:
    root.attributes["hidden"] = True
    content = patches.take(shown.document)
    assert content is not None
    assert decoded(content) == [[1, int(root.id), "hidden", ""]]
    root.attributes["hidden"] = False
    content = patches.take(shown.document)
    assert content is not None
    assert decoded(content) == [[2, int(root.id), "hidden"]]


def test_the_same_value_again_sends_nothing(root: Node, shown: Page) -> None:
    root.attributes["title"] = "t"
    root.style["top"] = "1px"
    root.class_list.add("c")
    root.id_list = ["i"]
    root[1].clear()
    assert shown.take() == []


def test_styles_classes_and_ids_are_set_and_removed(root: Node, shown: Page) -> None:
    number = int(root.id)
    root.style["--x"] = 1
    root.style["left"] = "0"
    del root.style["top"]
    root.class_list.add("b")
    root.id_list.clear()
    assert shown.take() == [
        [3, number, "--x", "1"],
        [3, number, "left", "0"],
        [4, number, "top"],
        [6, number, "b c"],
        [5, number, ""],
    ]


def test_many_changes_of_one_thing_cost_one_patch(root: Node, shown: Page) -> None:
    for number in range(10):
        root.style["top"] = f"{number}px"
    assert shown.take() == [[3, int(root.id), "top", "9px"]]


def test_a_text_is_replaced_in_place(root: Node, shown: Page) -> None:
    root[1].set_text("a")
    shown.take()
    old = root[1][0]
    number = int(old.id)
    root[1].set_text("b")
    assert shown.take() == [[7, number, "b"]]
    assert str(old) == "a"
    assert old.parent is None
    assert old.id != str(number)
    shown.check()


def test_neighbours_are_inserted_by_one_patch(root: Node, shown: Page) -> None:
    before = int(root[2].id)
    root.insert(2, Div())
    root.insert(3, Div())
    first, second = int(root[2].id), int(root[3].id)
    assert shown.take() == [
        [12, int(root.id), before, [1, first, "div", 0, 0, 1, second, "div", 0, 0]]
    ]


def test_a_move_is_a_reference(root: Node, shown: Page) -> None:
    first, last = root[0], root[2]
    root.append(first)
    assert shown.take() == [[12, int(root.id), None, [3, int(first.id)]]]
    assert last.parent is root


def test_a_node_that_is_taken_out_and_put_back_keeps_its_element(root: Node, shown: Page) -> None:
    child = root[0]
    root.remove(child)
    child.style["color"] = "red"
    child.append("new")
    child.remove(child[0])
    root.insert(0, child)
    shown.check()
    assert child.document is shown.document


def test_a_node_that_never_arrived_is_not_removed(root: Node, shown: Page) -> None:
    child = Div()
    root.append(child)
    root.remove(child)
    assert shown.take() == []


def test_a_known_node_inside_a_new_one_is_a_reference(root: Node, shown: Page) -> None:
    child = root[0]
    root[0] = Div(child)
    sent = shown.take()
    assert [3, int(child.id)] == sent[0][3][-2:]
    shown.check()


def test_what_is_below_a_removed_node_is_not_removed_again(root: Node, shown: Page) -> None:
    outer = root[0]
    outer.remove(outer[0])
    root.remove(outer)
    assert shown.take() == [[13, int(outer.id)]]


def test_a_descendant_of_a_removed_node_can_be_kept(root: Node, shown: Page) -> None:
    outer, text = root[0], root[0][1]
    root.remove(outer)
    root.append(text)
    shown.check()
    assert text.parent is root


def test_a_node_removed_from_a_removed_tree_is_unknown_afterwards(root: Node, shown: Page) -> None:
    outer = root[0]
    text = outer[1]
    root.remove(outer)
    outer.remove(text)
    shown.check()
    root.append(text)
    shown.check()


def test_replacing_many_children_is_one_clear_and_one_insert(root: Node, shown: Page) -> None:
    root.nodes = [Div() for _ in range(20)]
    shown.take()
    root.nodes = [Div() for _ in range(20)]
    sent = shown.take()
    assert [patch[0] for patch in sent] == [PatchCode.INSERT_NODES, PatchCode.CLEAR_NODES]
    root.clear()
    assert shown.take() == [[14, int(root.id), None]]


def test_assigning_the_same_children_again_sends_nothing(root: Node, shown: Page) -> None:
    root.nodes = list(root.nodes)
    root.nodes = root.nodes
    assert shown.take() == []


def test_only_children_that_change_their_order_are_moved(root: Node, shown: Page) -> None:
    children = [Div() for _ in range(10)]
    root.nodes = children
    shown.take()
    root.nodes = [*children[1:], children[0]]
    assert shown.take() == [[12, int(root.id), None, [3, int(children[0].id)]]]


def test_parent_and_child_can_change_places(root: Node, shown: Page) -> None:
    a, b = root[0], Div()
    a.append(b)
    shown.take()
    root.append(b)
    b.append(a)
    shown.check()
    assert a.parent is b


def test_a_chain_can_be_turned_upside_down() -> None:
    chain = [Div() for _ in range(6)]
    for outer, inner in pairwise(chain):
        outer.append(inner)
    root = Div(chain[0])
    page = Page(root)
    root.clear()
    for node in chain:
        node.clear()
    chain.reverse()
    for outer, inner in pairwise(chain):
        outer.append(inner)
    root.append(chain[0])
    page.check()


# -- who typed it -------------------------------------------------------------------------------


def test_a_typed_value_goes_to_all_but_its_issuer(root: Node, shown: Page) -> None:
    issuer, other = object(), object()
    root.attributes.set("value", "typed", issuer=issuer)
    root.style["top"] = "2px"
    content = patches.take(shown.document)
    assert content is not None
    assert len(decoded(content.for_issuer(other))) == 2
    assert decoded(content.for_issuer(issuer)) == [[3, int(root.id), "top", "2px"]]


def test_nothing_is_left_for_an_issuer_who_caused_it_all(root: Node, shown: Page) -> None:
    issuer = object()
    root.attributes.set("value", "typed", issuer=issuer)
    content = patches.take(shown.document)
    assert content is not None
    assert content.for_issuer(issuer) is None


def test_a_value_assigned_after_typing_goes_to_the_issuer_too(root: Node, shown: Page) -> None:
    issuer = object()
    root.attributes.set("value", "typed", issuer=issuer)
    root.attributes["value"] = "corrected"
    content = patches.take(shown.document)
    assert content is not None
    assert content.for_issuer(issuer) == content


# -- widget data --------------------------------------------------------------------------------


def test_widget_data_is_sent_by_operation_and_replaced_when_there_are_many() -> None:
    node = Div(widget="w", widget_data={"list": []})
    page = Page(Div(node))
    number = int(node.id)
    data: Any = node.widget_data
    data["list"].append({"a": 1})
    data["list"][0]["a"] = 2
    assert page.take() == [[11, number, ["list", 0], {"a": 1}], [9, number, ["list", 0, "a"], 2]]
    assert page.client.nodes[number]["d"] == {"list": [{"a": 2}]}
    for each in range(100):
        data["list"].append(each)
    del data["list"][0]
    assert page.take() == [[9, number, [], {"list": list(range(100))}]]
    node.widget_data = [1]
    assert page.take() == [[9, number, [], [1]]]


# -- all of it ----------------------------------------------------------------------------------

NODES = 9
TEXTS = 3


class World:
    """Some nodes, two pages that may show them, and a model of it made of plain lists."""

    def __init__(self) -> None:
        widgets = ["w", ""]
        self.nodes: list[Any] = [Div(widget=widgets[each % 2]) for each in range(NODES)]
        self.nodes += [TextNode(number) for number in range(TEXTS)]
        self.children: list[list[int]] = [[] for _ in self.nodes]
        self.parents: list[int | None] = [None for _ in self.nodes]
        self.pages = [Page(), Page()]

    def number(self, node: Any) -> int:
        return next(number for number, each in enumerate(self.nodes) if each is node)

    def contains(self, outer: int, inner: int | None) -> bool:
        while inner is not None and inner != outer:
            inner = self.parents[inner]
        return inner == outer

    def unmount(self, child: int) -> None:
        parent = self.parents[child]
        if parent is not None:
            self.children[parent].remove(child)
            self.parents[child] = None

    def assign(self, parent: int, children: list[int]) -> None:
        children = list(reversed(dict.fromkeys(reversed(children))))
        for child in [*self.children[parent], *children]:
            self.unmount(child)
        self.children[parent] = children
        for child in children:
            self.parents[child] = parent

    def step(self, operation: str, a: int, b: int, position: int, chosen: list[int]) -> None:
        node, other = self.nodes[a % NODES], self.nodes[b]
        a %= NODES
        children = self.children[a]
        before = list(children)
        rest = [child for child in children if child != b]
        wanted: list[int] | None = None
        try:
            match operation:
                case "append":
                    wanted = [*rest, b]
                    node.append(other)
                case "insert":
                    wanted = list(rest)
                    wanted.insert(position, b)
                    node.insert(position, other)
                case "extend":
                    added = list(reversed(dict.fromkeys(reversed(chosen))))
                    wanted = [child for child in children if child not in added] + added
                    node.nodes.extend(self.nodes[each] for each in chosen)
                case "assign":
                    wanted = list(reversed(dict.fromkeys(reversed(chosen))))
                    node.nodes = [self.nodes[each] for each in chosen]
                case "set item":
                    if not -len(children) <= position < len(children):
                        with pytest.raises(IndexError):
                            node[position] = other
                        return
                    wanted = list(children)
                    if wanted[position] != b:
                        wanted[position] = -1
                        wanted = [b if child == -1 else child for child in wanted if child != b]
                    node[position] = other
                case "remove":
                    if b not in children:
                        with pytest.raises(ValueError, match="is no child"):
                            node.remove(other)
                        return
                    wanted = rest
                    node.remove(other)
                case "remove itself":
                    if self.parents[b] is None:
                        with pytest.raises(RuntimeError, match="has no parent"):
                            other.remove()
                        return
                    self.unmount(b)
                    other.remove()
                    return
                case "pop":
                    if not -len(children) <= position < len(children):
                        with pytest.raises(IndexError):
                            node.pop(position)
                        return
                    wanted = list(children)
                    popped = wanted.pop(position)
                    assert node.pop(position) is self.nodes[popped]
                case "clear":
                    wanted = []
                    node.clear()
                case "shuffle":
                    wanted = list(children)
                    random.Random(position).shuffle(wanted)
                    node.nodes = [self.nodes[child] for child in wanted]
                case "set text":
                    node.set_text(position)
                    for child in before:
                        self.unmount(child)
                    # the text is none of the model's: take it out again, sometimes after a take
                    if b % 2:
                        self.pages[0].take()
                    node.set_text(position + 1)
                    if b % 3:
                        self.pages[1].take()
                    node.clear()
                    return
                case "attribute":
                    node.attributes[f"a{b % 3}"] = position
                case "delete attribute":
                    del node.attributes[f"a{b % 3}"]
                case "style":
                    node.style[f"s{b % 3}"] = position
                case "class":
                    node.class_list.toggle(f"c{b % 3}")
                case "id":
                    node.id_list.toggle(f"i{b % 3}")
                case "data":
                    self.change_data(node.widget_data, b, position, chosen)
                case "take":
                    self.pages[a % 2].check()
                case "show":
                    if node.parent is None:
                        self.pages[b % 2].show(node)
                        self.pages[b % 2].check()
        except RuntimeError as error:
            if "loop detected" not in str(error):
                raise
            mounted = chosen if operation in ("extend", "assign") else [b]
            assert any(self.contains(each, a) for each in mounted)
            return
        if wanted is not None:
            self.assign(a, wanted)

    def change_data(self, data: Any, b: int, position: int, chosen: list[int]) -> None:
        key = f"k{b % 3}"
        if isinstance(data.get(key), WidgetList):
            items = data[key]
            match position % 6:
                case 0:
                    items.insert(b, {"deep": [chosen]})
                case 1:
                    items.extend(chosen)
                case 2 if len(items):
                    items.pop(b % len(items))
                case 3 if len(items) and isinstance(items[0], WidgetDict):
                    items[0]["deep"].append(position)
                case 4:
                    items[1:] = chosen
                case _:
                    del data[key]
        elif position % 4:
            data[key] = list(chosen)
        else:
            data.replace({key: [], "all": chosen})

    def check(self) -> None:
        for number, node in enumerate(self.nodes[:NODES]):
            assert [self.number(child) for child in node] == self.children[number]
        for number, node in enumerate(self.nodes):
            parent = self.parents[number]
            assert node.parent is (None if parent is None else self.nodes[parent])
            for page in self.pages:
                assert (node.document is page.document) == (node.root is page.document.html)


OPERATIONS = [
    *"append insert extend assign shuffle remove pop clear".split(),
    *"attribute style class id data data data show take".split(),
    *("set item", "remove itself", "set text", "delete attribute"),
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(OPERATIONS),
        st.integers(0, NODES - 1),
        st.integers(0, NODES + TEXTS - 1),
        st.integers(-4, 5),
        st.lists(st.integers(0, NODES + TEXTS - 1), max_size=6),
    ),
    max_size=40,
)


@given(STEPS)
@settings(max_examples=examples(300), deadline=None)
def test_clients_have_what_the_server_has_after_any_operations(steps: list[Any]) -> None:
    world = World()
    world.pages[0].show(world.nodes[0])
    for step in steps:
        world.step(*step)
        world.check()
    for page in world.pages:
        page.check()


def test_a_node_goes_to_and_fro_between_documents_before_all_of_them_noticed() -> None:
    first, second = Page(Div(Div(Div()))), Page(Div())
    ours, theirs = first.document.html, second.document.html
    node = ours[0]
    theirs.append(node)
    second.take()
    ours.append(node)
    first.take()
    theirs.append(node)
    ours.append(node)
    node.append("x")
    first.check()
    second.check()


def test_a_child_that_became_a_new_node_elsewhere_replaces_the_old_one_in_its_parent() -> None:
    first, second = Page(Div(Div())), Page(Div(Div()))
    child, parent = first.document.html[0], second.document.html[0]
    parent.append(child)
    second.take()
    first.document.html.append(parent)
    second.document.html.append(parent)
    second.check()
    first.check()
