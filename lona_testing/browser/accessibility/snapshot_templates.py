"""Templates of ARIA snapshots: what a snapshot has to have, at least.

A template names nodes with what matters of them, in their order: what it does not name may be there
as well. `/children: equal` in a list allows no other children, `deep-equal` none further down.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from lona_testing.browser.accessibility.snapshot import AriaNode, State
from lona_testing.browser.accessibility.yaml_lists import Item, parse_list
from lona_testing.browser.errors import PageError
from lona_testing.browser.matching import flat
from lona_testing.vocabulary.values import TextPattern

Mode = Literal["contain", "equal", "deep-equal"]


@dataclass
class Template:
    """A node that is looked for. None does not matter."""

    role: str
    name: TextPattern | None = None
    states: dict[str, State] = field(default_factory=dict)
    url: TextPattern | None = None
    mode: Mode = "contain"
    children: "list[Template | TextPattern]" = field(default_factory=list)

    def is_in(self, root: AriaNode) -> bool:
        """Whether a node that is a fragment has what this fragment names, at any depth."""
        if not self.children:
            return False
        return _children_match(root, self, self.mode) or any(
            self.is_in(child) for child in root.children if isinstance(child, AriaNode)
        )


def parse_template(text: str) -> Template:
    """Return a template as a fragment; raises `PageError` where it cannot be read."""
    try:
        return _with_items(Template("fragment"), parse_list(text))
    except PageError as error:
        raise PageError(f"the template of the ARIA snapshot cannot be read: {error}") from None


# comparing


def _matches(
    actual: AriaNode | str, wanted: Template | TextPattern, mode: Mode = "contain"
) -> bool:
    if isinstance(actual, str) or not isinstance(wanted, Template):
        return (
            isinstance(actual, str)
            and not isinstance(wanted, Template)
            and _text_matches(actual, wanted)
        )
    return (
        actual.role == wanted.role
        and (wanted.name is None or _text_matches(actual.name, wanted.name))
        and all(actual.states.get(name, False) == value for name, value in wanted.states.items())
        and (wanted.url is None or _text_matches(actual.properties.get("url", ""), wanted.url))
        and _children_match(actual, wanted, mode if mode == "deep-equal" else wanted.mode)
    )


def _children_match(actual: AriaNode, wanted: Template, mode: Mode) -> bool:
    if mode == "contain":
        rest = iter(actual.children)
        return all(any(_matches(child, one) for child in rest) for one in wanted.children)
    return len(actual.children) == len(wanted.children) and all(
        _matches(child, one, mode)
        for child, one in zip(actual.children, wanted.children, strict=True)
    )


def _text_matches(text: str, wanted: TextPattern) -> bool:
    if isinstance(wanted, re.Pattern):
        return wanted.search(text) is not None
    return not wanted or text == wanted


# reading

_KEY = re.compile(
    r"(?P<role>[a-z]+)"
    r'(?:\s+(?:"(?P<name>(?:[^"\\]|\\.)*)"|/(?P<pattern>(?:[^/\\]|\\.)+)/))?'
    r"(?P<states>(?:\s*\[[^\]]*\])*)\s*"
)
_STATE = re.compile(r"\[\s*([a-z]+)\s*(?:=\s*([\w.-]+)\s*)?\]")
_NAMED_GROUP = re.compile(r"\(\?<(?![=!])")

_WORDS: dict[str, State] = {"true": True, "false": False}
_STATE_VALUES: dict[str, dict[str, State]] = {
    "active": _WORDS,
    "checked": {**_WORDS, "mixed": "mixed"},
    "disabled": _WORDS,
    "expanded": _WORDS,
    "invalid": {**_WORDS, "grammar": "grammar", "spelling": "spelling"},
    "pressed": {**_WORDS, "mixed": "mixed"},
    "selected": _WORDS,
}


def _with_items(template: Template, items: list[Item]) -> Template:
    for item in items:
        if item.key.startswith("/"):
            _set_property(template, item)
        elif item.key == "text" and isinstance(item.value, str):
            template.children.append(_text(item.value))
        else:
            template.children.append(_node(item))
    return template


def _set_property(template: Template, item: Item) -> None:
    if not isinstance(item.value, str):
        raise PageError(f"{item.key} needs a text")
    if item.key == "/children":
        modes: dict[str, Mode] = {
            "contain": "contain",
            "equal": "equal",
            "deep-equal": "deep-equal",
        }
        if item.value not in modes:
            raise PageError(f"/children is one of {', '.join(modes)}, not {item.value!r}")
        template.mode = modes[item.value]
    elif item.key == "/url":
        template.url = _text(item.value)


def _node(item: Item) -> Template:
    match = _KEY.fullmatch(item.key)
    if match is None:
        raise PageError(f"{item.key!r} is not a role, perhaps a name, and states in brackets")
    template = Template(match["role"])
    if match["name"] is not None:
        template.name = flat(re.sub(r"\\(.)", r"\1", match["name"]))
    elif match["pattern"] is not None:
        template.name = _pattern(match["pattern"])
    for name, value in _STATE.findall(match["states"]):
        _set_state(template, name, value or "true")
    if isinstance(item.value, str):
        template.children.append(_text(item.value))
    return (
        template
        if item.value is None or isinstance(item.value, str)
        else _with_items(template, item.value)
    )


def _set_state(template: Template, name: str, value: str) -> None:
    if name == "level":
        try:
            template.states[name] = int(float(value))
        except ValueError:
            raise PageError(f"a level is a number, not {value!r}") from None
        return
    values = _STATE_VALUES.get(name)
    if values is None or value not in values:
        raise PageError(f"there is no state [{name}={value}]")
    if name != "active":  # it is told of nowhere in a snapshot
        template.states[name] = values[value]


def _text(text: str) -> TextPattern:
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        return _pattern(text[1:-1])
    return flat(text)


def _pattern(source: str) -> re.Pattern[str]:
    try:
        return re.compile(_NAMED_GROUP.sub("(?P<", source))
    except re.error as error:
        raise PageError(f"the pattern /{source}/ cannot be read: {error}") from None
