"""The part of YAML that ARIA snapshots are written in: lists of texts, and of texts with a value.

    - heading "Title" [level=1]
    - list:
      - listitem: one
      - 'link "a: b"':
        - /url: "#"

What else YAML has (aliases, flow style, texts over several lines) raises `NotSupportedInProcess`.
"""

import json
import re
from dataclasses import dataclass

from lona_testing.browser.errors import NotSupportedInProcess, PageError


@dataclass
class Item:
    """One item of a list: a key, and perhaps a value."""

    key: str
    value: "str | list[Item] | None"


@dataclass
class _Line:
    indent: int
    key: str
    text: str | None
    """None: there is no colon; empty: a list is to follow."""


_IGNORED = re.compile(r"\s*(#.*)?")
_ITEM = re.compile(r"( *)-(?:\s+(.*))?")
_QUOTED = r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^']|'')*'"
_ENTRY = re.compile(
    rf"(?P<key>{_QUOTED}|[^\"'].*?)\s*(?P<colon>:(?:\s+(?P<text>.*?))?)?(?:(?<=\s)\#.*)?\s*"
)
_PLAIN = re.compile(r"(?!.*:\s).*[^:]")
_OTHER_STYLES = tuple("[{&*!|>")
_REASON = "only lists of texts in one line are read"


def parse_list(text: str) -> list[Item]:
    """Return the items of a list; raises `PageError` where it cannot be read."""
    lines = [_read(line) for line in text.splitlines() if not _IGNORED.fullmatch(line)]
    items, rest = _items(lines)
    if rest:
        raise PageError(f"{rest[0].key!r} is indented neither like what is before nor deeper")
    return items


def _items(lines: list[_Line]) -> tuple[list[Item], list[_Line]]:
    """Read the lines of one list; return what is behind it, too."""
    items: list[Item] = []
    indent = lines[0].indent if lines else 0
    while lines and lines[0].indent == indent:
        line, *lines = lines
        value: str | list[Item] | None = line.text
        if lines and lines[0].indent > indent:
            if line.text != "":
                raise PageError(f"{line.key!r} cannot have a list: no colon ends its line")
            value, lines = _items(lines)
        elif value == "":
            raise PageError(f"a text or a list is missing behind {line.key!r}")
        items.append(Item(line.key, _plain(value) if isinstance(value, str) else value))
    return items, lines


def _read(line: str) -> _Line:
    item = _ITEM.fullmatch(line)
    if item is None:
        if line.startswith(" "):
            raise NotSupportedInProcess(f"{line.strip()!r} in a template", _REASON)
        raise PageError(f"a list is needed, whose items begin with '- ': {line!r}")
    content = item[2] or ""
    entry = _ENTRY.fullmatch(content)
    if entry is None:
        raise PageError(f"the item {content!r} cannot be read")
    text = entry["text"] or "" if entry["colon"] else None
    return _Line(len(item[1]), _plain(entry["key"]), text)


def _plain(scalar: str) -> str:
    """Return what a scalar stands for: quotes are taken off."""
    if scalar.startswith(_OTHER_STYLES):
        raise NotSupportedInProcess(f"{scalar!r} in a template", _REASON)
    if re.fullmatch(_QUOTED, scalar):
        if scalar.startswith("'"):
            return scalar[1:-1].replace("''", "'")
        try:
            return str(json.loads(scalar))
        except ValueError:
            raise PageError(f"{scalar} cannot be read") from None
    if not _PLAIN.fullmatch(scalar):
        raise PageError(f"{scalar!r} needs quotes, for it has a colon")
    return scalar
