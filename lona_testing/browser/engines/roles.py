"""`role=button[name="Save" i][pressed]`: a role, with conditions in brackets."""

import re
from collections.abc import Callable
from typing import Any

from lona_testing.browser.accessibility.role_queries import RoleQuery
from lona_testing.browser.dom import Element
from lona_testing.browser.engines.texts import unquoted
from lona_testing.browser.matching import JavaScriptPattern, Wanted
from lona_testing.browser.selectors.matching import SelectorError

_QUOTED = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_REGEX = r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[])+/[dgimsuvy]*"
_ROLE = re.compile(r"\s*([\w\x80-\U0010ffff-]+)\s*")
_CONDITION = re.compile(
    rf"\[\s*(?P<name>[\w-]+|{_QUOTED})\s*(?:(?P<operator>[*^$|~]?=)\s*"
    rf"(?:(?P<quoted>{_QUOTED})\s*(?P<flag>[iIsS])?|(?P<regex>{_REGEX})"
    rf"|(?P<bare>[\w.+\x80-\U0010ffff-]+))\s*)?\]\s*",
    re.DOTALL,
)
_PATTERNS: dict[str, Callable[[str], str]] = {
    "=": lambda text: rf"\A{text}\Z",
    "*=": lambda text: text,
    "^=": lambda text: rf"\A{text}",
    "$=": lambda text: rf"{text}\Z",
    "|=": lambda text: rf"\A{text}(?:-|\Z)",
    "~=": lambda text: rf"(?:\A| ){text}(?: |\Z)",
}
_WORDS = {"true": True, "false": False}
_BOOLEANS = (True, False)
_STATES: dict[str, tuple[object, ...]] = {
    "checked": (*_BOOLEANS, "mixed"),
    "disabled": _BOOLEANS,
    "expanded": _BOOLEANS,
    "include-hidden": _BOOLEANS,
    "pressed": (*_BOOLEANS, "mixed"),
    "selected": _BOOLEANS,
}


def find_role(root: Element, body: str) -> list[Element]:
    """Find by role below an element; raises `SelectorError` for what cannot be read."""
    query = _read(body)
    return [element for element in root.elements() if query.matches(element)]


def _read(body: str) -> RoleQuery:
    role = _ROLE.match(body)
    if role is None:
        raise SelectorError(f"role={body}: a role is needed")
    texts: dict[str, Wanted] = {}
    states: dict[str, Any] = {}
    position = role.end()
    while position < len(body):
        condition = _CONDITION.match(body, position)
        if condition is None:
            raise SelectorError(f"role={body}: cannot read {body[position:]!r}")
        name = unquoted(condition["name"]) or condition["name"]
        if name in ("name", "description"):
            texts[name] = _text(condition)
        else:
            states[name] = _state(name, condition)
        position = condition.end()
    hidden = bool(states.pop("include-hidden", False))
    name, description = texts.get("name"), texts.get("description")
    return RoleQuery(role[1], name, description, True, hidden, states)


def _text(condition: re.Match[str]) -> Wanted:
    if condition["regex"] is not None:
        source, _, flags = condition["regex"][1:].rpartition("/")
        return JavaScriptPattern(source, flags)
    bare = condition["bare"]
    text = bare if condition["quoted"] is None else unquoted(condition["quoted"])
    if text is None or bare in _WORDS:
        raise SelectorError(f"{condition[0]}: a text in quotes is needed")
    flags = re.IGNORECASE if (condition["flag"] or "s") in "iI" else re.NOFLAG
    pattern = _PATTERNS[condition["operator"]](re.escape(" ".join(text.split())))
    return re.compile(pattern, flags)


def _state(name: str, condition: re.Match[str]) -> object:
    if condition["operator"] not in (None, "="):
        raise SelectorError(f"{condition[0]}: only = is possible")
    bare = condition["bare"]
    value: object = True if condition["operator"] is None else _WORDS.get(bare, bare)
    if condition["quoted"] is not None:
        value = unquoted(condition["quoted"])
    if name == "level":
        return _level(condition, value)
    if value not in _STATES.get(name, ()):
        raise SelectorError(f"{condition[0]}: there is no such state of a role")
    return value


def _level(condition: re.Match[str], value: object) -> float:
    try:
        if isinstance(value, str):
            return float(value)
    except ValueError:
        pass
    raise SelectorError(f"{condition[0]}: a number is needed")
