"""Random changes of one node: each operation of its attributes, style, tokens, data and value.

A change is a function of a node and two numbers, which are read modulo what there is to choose
from. The functions of one container stand in a tuple; a number chooses among them.
"""

from collections.abc import Callable
from typing import Any

from lona.html import CHANGE, CheckBox, Option2, RawHTML, Widget
from lona.html.widget_data import WidgetData
from random_trees.nodes import ATTRIBUTES, NAMES, RAW, STYLES, TEXTS, data_of

Change = Callable[[Any, int, int], Any]


def _value(number: int) -> Any:
    return (TEXTS[number % len(TEXTS)], number, number % 2 == 0)[number % 3]


def _attribute(number: int) -> str:
    return ATTRIBUTES[number % len(ATTRIBUTES)]


def _keep(attributes: Any, more: dict[str, Any]) -> dict[str, Any]:
    """Return all that may not be lost (types of inputs, events) and something more."""
    return {n: v for n, v in attributes.items() if n not in ATTRIBUTES} | more


def _pop_last(items: Any) -> None:
    if items and next(reversed(items.keys())) in (*ATTRIBUTES, *dict(STYLES)):
        items.popitem()


def _set_attribute(node: Any, a: int, b: int) -> None:
    node.attributes[_attribute(a)] = _value(b)


def _delete_attribute(node: Any, a: int, b: int) -> None:
    if _attribute(a) in node.attributes:
        del node.attributes[_attribute(a)]


def _merge_attributes(node: Any, a: int, b: int) -> None:
    node.attributes |= {_attribute(b): str(a), "data-x": b}


ATTRIBUTE_CHANGES: tuple[Change, ...] = (
    _set_attribute,
    _delete_attribute,
    lambda node, a, b: node.attributes.pop(_attribute(a), None),
    lambda node, a, b: node.attributes.update({_attribute(a): _value(b)}, title=str(b)),
    lambda node, a, b: node.attributes.setdefault(_attribute(a), _value(b)),
    lambda node, a, b: _pop_last(node.attributes),
    lambda node, a, b: setattr(
        node, "attributes", _keep(node.attributes, {_attribute(a): _value(b)})
    ),
    _merge_attributes,
)


def _set_style(node: Any, a: int, b: int) -> None:
    name, value = STYLES[a % len(STYLES)]
    node.style[name] = value


STYLE_CHANGES: tuple[Change, ...] = (
    _set_style,
    _set_style,
    lambda node, a, b: node.style.pop(STYLES[a % len(STYLES)][0], None),
    lambda node, a, b: node.style.clear(),
    lambda node, a, b: node.style.update(dict(STYLES[a % 3 : a % 3 + 2])),
    lambda node, a, b: node.style.setdefault("width", "5px"),
    lambda node, a, b: _pop_last(node.style),
    lambda node, a, b: setattr(node, "style", dict(STYLES[a % 5 :])),
    lambda node, a, b: node.hide(),
    lambda node, a, b: node.show(),
)


def _token_changes(name: str) -> tuple[Change, ...]:
    def tokens(node: Any) -> Any:
        return getattr(node, name)

    return (
        lambda node, a, b: tokens(node).toggle(NAMES[a % len(NAMES)]),
        lambda node, a, b: tokens(node).add(NAMES[a % len(NAMES)]),
        lambda node, a, b: tokens(node).extend(NAMES[a % len(NAMES) :]),
        lambda node, a, b: [tokens(node).remove(token) for token in list(tokens(node))[a % 2 :]],
        lambda node, a, b: tokens(node).clear(),
        lambda node, a, b: setattr(node, name, list(NAMES[: a % 4])),
    )


ID_CHANGES = _token_changes("id_list")
CLASS_CHANGES = _token_changes("class_list")


def _change_list(items: Any, a: int, b: int) -> None:
    changes: tuple[Callable[[], Any], ...] = (
        lambda: items.append({"n": b}),
        lambda: items.insert(b % (len(items) + 1), [b]),
        lambda: items.insert(-1, b),
        lambda: items.extend([b, TEXTS[b % len(TEXTS)]]),
        lambda: items.pop(b % len(items)) if len(items) else None,
        lambda: items.remove(items[0]) if len(items) else None,
        lambda: items.clear(),
        lambda: items.__setitem__(slice(b % 3, b % 5), [b, {}]),
        lambda: items.__delitem__(slice(b % 3, None, 2)),
        lambda: items.__setitem__(-1, b) if len(items) else None,
    )
    changes[a % len(changes)]()


def _change_dict(items: Any, a: int, b: int) -> None:
    key = NAMES[b % len(NAMES)]
    changes: tuple[Callable[[], Any], ...] = (
        lambda: items.__setitem__(key, {"n": [b]}),
        lambda: items.__setitem__(key, [b]),
        lambda: items.__setitem__("text", TEXTS[b % len(TEXTS)]),
        lambda: items.update({key: None}, more=[b]),
        lambda: items.pop(key, None),
        lambda: items.popitem() if len(items) else None,
        lambda: items.clear(),
    )
    changes[a % len(changes)]()


def change_data(node: Any, a: int, b: int) -> None:
    """Change the widget data of a node, or something deep in it; live and in place."""
    data = node.data if isinstance(node, Widget) else node.widget_data
    if a % 11 == 0:
        data.replace(data_of(b) if b % 2 else [b])
        return
    containers = [data]
    for container in containers:
        inner = container.values() if isinstance(container.raw, dict) else container
        containers += [item for item in inner if isinstance(item, WidgetData)]
    chosen = containers[b % len(containers)]
    (_change_dict if isinstance(chosen.raw, dict) else _change_list)(chosen, a // 11, b)


def change_value(node: Any, a: int, b: int) -> None:
    """Change what an input, an option, raw HTML or an element with a property shows."""
    if isinstance(node, CheckBox):
        node.value = a % 2 == 0
    elif isinstance(node, Option2):
        node.selected = a % 2 == 0
    elif isinstance(node, RawHTML):
        node.inner_html = RAW[a % len(RAW)]
    elif a % 4 == 0:
        node.attributes.pop("value", None)
    else:
        # numbers, because `progress` and `li` have no other values
        node.attributes["value"] = a % 10


def change_events(node: Any, a: int, b: int) -> None:
    """Let a node listen to changes, or not any more."""
    if a % 3:
        node.events.add(CHANGE(b % 500))
    else:
        node.events.clear()
