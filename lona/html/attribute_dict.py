"""Attributes and style properties of an element: dicts that mark what changes.

Values are `str`, `int`, `float` or `bool` and keep their type; the wire and HTML get strings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from lona.html.event_list import ATTRIBUTE as EVENTS_ATTRIBUTE
from lona.html.names import is_name, runs_javascript
from lona.protocol import PatchCode
from lona.warnings import JavaScriptUrlWarning, warn

if TYPE_CHECKING:
    from lona.html.node import Node

BOOLEAN_ATTRIBUTES = frozenset(
    {
        "allowfullscreen",
        "async",
        "autofocus",
        "autoplay",
        "checked",
        "controls",
        "default",
        "disabled",
        "formnovalidate",
        "hidden",
        "ismap",
        "itemscope",
        "loop",
        "multiple",
        "muted",
        "novalidate",
        "open",
        "playsinline",
        "readonly",
        "required",
        "reversed",
        "selected",
    }
)
"""Attributes that are on by being there: off for `False` only."""

CHANGED_BY_BROWSERS = {"details": frozenset({"open"}), "dialog": frozenset({"open"})}
"""Attributes, by tag, that a browser changes without a word: the server's word about them counts.

Every assignment and every removal is sent, whether it changes anything here or not.
"""

_STYLE_PART = re.compile(r"""[^"'();]+|"[^"]*"?|'[^']*'?|[();]""")
_BOOL = {True: "true", False: "false"}
_MISSING: Any = object()


def to_wire(name: str, value: Any) -> str | None:
    """Return an attribute's value as a string for browsers, or None if it has to be absent."""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        if name in BOOLEAN_ATTRIBUTES:
            return "" if value else None
        return _BOOL[value]
    return str(value)


class _ValueDict(dict[str, Any]):
    """A dict of one node that checks values and marks changes."""

    __slots__ = ("_node",)

    _KIND: ClassVar[PatchCode]

    def __init__(self, node: Node) -> None:
        # without super(): a new dict is empty, and this happens for many nodes
        self._node = node

    def _check(self, name: Any, value: Any) -> None:
        """Raise `ValueError` (or `RuntimeError`) if this cannot be an item."""
        if not isinstance(name, str) or not name:
            raise ValueError(f"unsupported name: {name!r}; names are strings with something in it")
        if not isinstance(value, str | int | float):
            raise ValueError(f"unsupported type: {type(value)}")

    def take(self, values: Mapping[str, str]) -> None:
        """Add items of a new node that need no check, because they were parsed; nobody knows it."""
        dict.update(self, values)

    def set(self, name: str, value: Any, issuer: object = None) -> None:
        """Set an item; the client `issuer`, where it was typed, does not get it back."""
        self._check(name, value)
        with self._node.lock:
            self._set(name, value, issuer)

    def _set(self, name: str, value: Any, issuer: object) -> None:
        current = dict.get(self, name, _MISSING)
        if current == value and type(current) is type(value) and name not in self._unsure:
            return
        dict.__setitem__(self, name, value)
        self._mark(name, issuer)

    def _mark(self, name: str, issuer: object = None) -> None:
        if (sent := self._node._sent) is not None:
            sent.mark_set(self._node, self._KIND, name, issuer)

    def __setitem__(self, name: str, value: Any) -> None:
        self.set(name, value)

    def __delitem__(self, name: str) -> None:
        self.discard(name)

    def discard(self, name: str, issuer: object = None) -> None:
        """Remove an item if it is there; the client `issuer`, where it was done, knows already."""
        with self._node.lock:
            if dict.pop(self, name, _MISSING) is not _MISSING or name in self._unsure:
                self._mark(name, issuer)

    def pop(self, name: str, *default: Any) -> Any:
        """Remove an item and return its value; `KeyError` if it is missing without a default."""
        if len(default) > 1:
            raise TypeError(f"pop expected at most 2 arguments, got {len(default) + 1}")
        with self._node.lock:
            known = name in self
            value = dict.pop(self, name, *default)
            if known or name in self._unsure:
                self._mark(name)
            return value

    def popitem(self) -> tuple[str, Any]:
        """Remove and return the item that was set last; `KeyError` if there is none."""
        with self._node.lock:
            name, value = dict.popitem(self)
            self._mark(name)
            return name, value

    def setdefault(self, name: str, default: Any = "") -> Any:
        """Return the value of an item, which is set to `default` before if it is missing."""
        with self._node.lock:
            if name not in self:
                self[name] = default
            return self[name]

    def update(self, values: Any = _MISSING, /, **more: Any) -> None:
        """Set all items of a dict, or none if one of them is refused (`ValueError`)."""
        if values is _MISSING:
            values = {}
        if not isinstance(values, Mapping):
            raise ValueError(f"update takes a dict, not {type(values).__name__}: {values!r}")
        new = {**values, **more}
        for name, value in new.items():
            self._check(name, value)
        with self._node.lock:
            for name, value in new.items():
                self._set(name, value, None)

    def replace(self, values: Any) -> None:
        """Make these the items; `ValueError` if it is no dict or one of them is refused.

        Like `clear` it leaves the attribute in which events are mirrored: that is theirs.
        """
        if not isinstance(values, Mapping):
            raise ValueError(f"a dict is needed, not {type(values).__name__}: {values!r}")
        new = dict(values)
        for name, value in new.items():
            self._check(name, value)
        with self._node.lock:
            for name in self._removable():
                if name not in new:
                    del self[name]
            for name, value in new.items():
                self._set(name, value, None)

    def clear(self) -> None:
        """Remove all items."""
        with self._node.lock:
            for name in self._removable():
                del self[name]

    def _removable(self) -> list[str]:
        return [name for name in (*self, *self._unsure) if not self._stays(name)]

    @property
    def _unsure(self) -> Collection[str]:
        """The items of which a browser may have something else than the server has sent."""
        return ()

    def _stays(self, name: str) -> bool:
        """Tell whether an item belongs to something else and outlives that all are removed."""
        return False

    def __ior__(self, values: Any) -> Any:  # type: ignore[misc]  # `|` gives a plain dict
        self.update(values)
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} belongs to a node and cannot be pickled")


class AttributeDict(_ValueDict):
    """The attributes of an element, but for `id`, `class` and `style` (see `_ELSEWHERE`)."""

    __slots__ = ()

    _KIND: ClassVar[PatchCode] = PatchCode.SET_ATTRIBUTE
    _ELSEWHERE: ClassVar[Mapping[str, str]] = {
        "id": "id_list",
        "class": "class_list",
        "style": "style",
    }

    def _check(self, name: Any, value: Any) -> None:
        if isinstance(name, str) and name in self._ELSEWHERE:
            raise RuntimeError(
                f"Node.attributes['{name}'] is not supported. "
                f"Use Node.{self._ELSEWHERE[name]} instead."
            )
        super()._check(name, value)
        if not is_name(name):
            raise ValueError(
                f"unsupported name: {name!r}; attributes have no quotes, spaces, control "
                "characters, '<', '>', '/' and '=' in their names"
            )
        if runs_javascript(name, value):
            warn(
                f"the attribute {name!r} of a <{self._node.tag_name}> runs a script, because its "
                "URL begins with 'javascript:'; check URLs that users give",
                JavaScriptUrlWarning,
            )

    def _stays(self, name: str) -> bool:
        return name == EVENTS_ATTRIBUTE and bool(self._node._events)

    @property
    def _unsure(self) -> Collection[str]:
        return CHANGED_BY_BROWSERS.get(self._node.tag_name, ())

    def __getitem__(self, name: str) -> Any:
        if name in self._ELSEWHERE:
            self._check(name, "")
        return dict.__getitem__(self, name)

    def to_wire(self) -> dict[str, str]:
        """Return the attributes as browsers get them."""
        wire = {name: to_wire(name, value) for name, value in list(self.items())}
        return {name: value for name, value in wire.items() if value is not None}

    def to_attribute_string(self, without: frozenset[str] = frozenset()) -> str:
        """Return them as in HTML: `a="b" checked`; but for those of the names `without`."""
        return " ".join(
            name if name in BOOLEAN_ATTRIBUTES else f'{name}="{escape(value)}"'
            for name, value in self.to_wire().items()
            if name not in without
        )


class StyleDict(_ValueDict):
    """The style of an element. Keys are CSS names with dashes, custom properties included."""

    __slots__ = ()

    _KIND: ClassVar[PatchCode] = PatchCode.SET_STYLE

    def to_wire(self) -> dict[str, str]:
        """Return the properties as browsers get them."""
        return {name: str(value) for name, value in list(self.items())}

    def to_sub_attribute_string(self) -> str:
        """Return them as in the attribute `style`: `color: red; top: 1px`.

        What stands behind a semicolon in a value would be another property, and is left out.
        """
        return "; ".join(
            escape(f"{name}: {_split_rules(str(value))[0]}") for name, value in list(self.items())
        )


def parse_style(text: str) -> dict[str, str]:
    """Return the properties in a CSS string `a: b; c: d`.

    A semicolon inside of quotes or parentheses (`url(data:image/png;base64,…)`) ends no rule.
    `ValueError` for a rule without colon.
    """
    properties = {}
    for rule in _split_rules(text):
        name, colon, value = rule.partition(":")
        if not colon:
            if not rule.strip():
                continue
            raise ValueError(f"invalid style: {rule.strip()!r} is no rule 'name: value'")
        properties[name.strip()] = value.strip()
    return properties


def _split_rules(text: str) -> list[str]:
    """Split at the semicolons that stand neither in quotes nor in parentheses."""
    rules = [""]
    depth = 0
    for part in _STYLE_PART.findall(text):
        if part == ";" and not depth:
            rules.append("")
            continue
        rules[-1] += part
        if part == "(":
            depth += 1
        elif part == ")":
            depth = max(0, depth - 1)
    return rules
