"""What assistive technology is told of a part of a page, as a tree: Playwright's ARIA snapshots.

`build` makes the tree, `aria_snapshot` writes it as YAML. Templates are compared with the tree in
`snapshot_templates`.
"""

import json
import re
import sys
from dataclasses import dataclass, field

from lona_testing.browser.accessibility.aria import PRESENTATIONAL, has
from lona_testing.browser.accessibility.display import is_apart
from lona_testing.browser.accessibility.exclusion import is_excluded
from lona_testing.browser.accessibility.names import name_of
from lona_testing.browser.accessibility.references import content_of
from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.accessibility.states import (
    checked_state,
    disabled_state,
    expanded_state,
    invalid_state,
    level_of,
    pressed_state,
    selected_state,
)
from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Element, Text, is_html
from lona_testing.browser.matching import flat
from lona_testing.browser.style.generated import generated_text
from lona_testing.browser.values import get_value

_LONGEST_NAME = 900
_HAVE_NO_TEXT_VALUE = ("checkbox", "radio", "file")

State = bool | int | str


@dataclass
class AriaNode:
    """A role with its name, states, properties (as `/url`) and children: nodes and texts."""

    role: str
    name: str = ""
    states: dict[str, State] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    children: list["AriaNode | str"] = field(default_factory=list)


def aria_snapshot(root: Element, depth: int | None = None) -> str:
    """Return the snapshot of an element and what is in it, `depth` levels below the first."""
    lines: list[str] = []
    for child in build(root).children:
        _write(child, "", lines, depth or sys.maxsize)
    return "\n".join(lines)


def build(root: Element) -> AriaNode:
    """Return a node of the role `fragment` that holds what an element is told as."""
    fragment = AriaNode("fragment")
    _add(root, fragment, set())
    _join_texts(fragment)
    return fragment


def _add(element: Element, parent: AriaNode, seen: set[Element]) -> None:
    if element in seen or is_excluded(element):
        return
    seen.add(element)
    node = _node_of(element)
    if node is not None:
        parent.children.append(node)
    _add_children(element, node or parent, seen)
    if node is not None:
        _join_texts(node)
        if node.role == "generic" and not node.children:
            parent.children.remove(node)


def _add_children(element: Element, node: AriaNode, seen: set[Element]) -> None:
    apart = " " if is_apart(element) else ""
    node.children += [apart, generated_text(element, "before")]
    if not is_html(element, "iframe"):
        for child in content_of(element):
            if isinstance(child, Element):
                _add(child, node, seen)
            elif isinstance(child, Text) and node.role != "textbox":
                node.children.append(child.data)
    node.children += [generated_text(element, "after"), apart]


def _node_of(element: Element) -> AriaNode | None:
    if is_html(element, "iframe"):
        return AriaNode("iframe")
    role = role_of(element)
    if role is None or role in PRESENTATIONAL or (role == "generic" and _is_only_text(element)):
        return None
    node = AriaNode(role, name_of(element), _states_of(element, role))
    if role == "link" and "href" in element.attributes:
        node.properties["url"] = element.attributes["href"]
    placeholder = element.attributes.get("placeholder")
    if role == "textbox" and placeholder is not None and placeholder != node.name:
        node.properties["placeholder"] = placeholder
    if is_html(element, "textarea") or (
        is_html(element, "input") and input_type(element) not in _HAVE_NO_TEXT_VALUE
    ):
        node.children.append(get_value(element))
    return node


def _is_only_text(element: Element) -> bool:
    """Whether an element is a piece of the text that it stands in."""
    is_text = [isinstance(child, Text) for child in element.children] == [True]
    return is_text and not is_apart(element)


def _states_of(element: Element, role: str) -> dict[str, State]:
    """Return the states that are not false, in the order in which they are written."""
    invalid = invalid_state(element)
    states: dict[str, State | None] = {
        "checked": has(role, "checked") and checked_state(element),
        "disabled": has(role, "disabled") and disabled_state(element),
        "expanded": expanded_state(element),
        "invalid": has(role, "invalid") and invalid != "false" and (invalid == "true" or invalid),
        "level": level_of(element),
        "pressed": pressed_state(element),
        "selected": selected_state(element),
    }
    return {name: value for name, value in states.items() if value}


def _join_texts(node: AriaNode) -> None:
    """Join texts that stand side by side; a text that only says the name again goes."""
    children: list[AriaNode | str] = []
    texts: list[str] = []
    for child in [*node.children, None]:
        if isinstance(child, str):
            texts.append(child)
            continue
        text = flat("".join(texts))
        texts.clear()
        if text:
            children.append(text)
        if child is not None:
            children.append(child)
    node.children = [] if children == [node.name] else children


# writing


def _write(node: AriaNode | str, indent: str, lines: list[str], depth: int) -> None:
    if isinstance(node, str):
        lines.append(f"{indent}- text: {_value(node)}")
        return
    key = f"{indent}- {_key(node)}"
    children = node.children if depth > 0 else []
    if not node.properties and len(node.children) == 1 and isinstance(node.children[0], str):
        lines.append(f"{key}: {_value(node.children[0])}")
        return
    lines.append(key + (":" if node.properties or children else ""))
    for name, value in node.properties.items():
        lines.append(f"{indent}  - /{name}: {_value(value)}")
    for child in children:
        _write(child, indent + "  ", lines, depth - 1)


def _key(node: AriaNode) -> str:
    key = node.role
    if node.name and len(node.name) <= _LONGEST_NAME:
        key += " " + json.dumps(node.name, ensure_ascii=False)
    for state, value in node.states.items():
        key += f" [{state}]" if value is True else f" [{state}={value}]"
    return "'" + key.replace("'", "''") + "'" if _needs_quotes(key) else key


def _value(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if _needs_quotes(text) else text


_SPECIAL = re.compile(
    r"""|\s.*|.*\s|.*[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\n\r{}`].*|.*:(\s.*)?|.*\s\#.*"""
    r"""|[-&*\],?!>|@"'\#%\[].*""",
    re.VERBOSE | re.DOTALL,
)
_NO_STRING = re.compile(
    r"y|n|yes|no|true|false|on|off|null|~|[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|0x[0-9a-f]+|0o[0-7]+"
    r"|0b[01]+|[-+]?\.?inf(inity)?|\.nan",
    re.IGNORECASE,
)


def _needs_quotes(text: str) -> bool:
    """Whether a plain scalar of YAML 1.2 would be something else than this text."""
    return bool(_SPECIAL.fullmatch(text) or _NO_STRING.fullmatch(text))
