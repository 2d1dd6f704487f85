"""Media queries (Media Queries 5), for the screen of Playwright: 1280 by 720 pixels, light.

What cannot be known is None; logic goes on with it (Kleene's): `not None` is None.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from lona_testing.browser.style.syntax import Node, split_at_commas, text_of, tokens_of

WIDTH, HEIGHT = 1280, 720

Truth = bool | None

_KEYWORDS = {
    "any-hover": "hover",
    "any-pointer": "fine",
    "color-gamut": "srgb",
    "display-mode": "browser",
    "dynamic-range": "standard",
    "forced-colors": "none",
    "grid": "0",
    "hover": "hover",
    "orientation": "landscape",
    "overflow-block": "scroll",
    "overflow-inline": "scroll",
    "pointer": "fine",
    "prefers-color-scheme": "light",
    "prefers-contrast": "no-preference",
    "prefers-reduced-motion": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "scripting": "enabled",
    "update": "fast",
}
"""What features are, that have one word as value."""

_NUMBERS: dict[str, float] = {
    "width": WIDTH,
    "height": HEIGHT,
    "device-width": WIDTH,
    "device-height": HEIGHT,
    "aspect-ratio": WIDTH / HEIGHT,
    "device-aspect-ratio": WIDTH / HEIGHT,
    "resolution": 1,
    "-webkit-device-pixel-ratio": 1,
    "color": 8,
    "color-index": 0,
    "monochrome": 0,
}
"""What features are, that can be compared: pixels, ratios, dots for each pixel, bits."""

_NO_PREFERENCE = frozenset(("none", "no-preference", "0"))

_UNITS = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4,
          "pt": 96 / 72, "pc": 16.0, "dppx": 1.0, "x": 1.0, "dpi": 1 / 96, "dpcm": 2.54 / 96,
          "vw": WIDTH / 100, "vh": HEIGHT / 100}  # fmt: skip
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: abs(a - b) < 1e-6,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
_MIRRORED = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_QUERY = re.compile(r"(?:(not|only)\s+)?([\w-]+)(?:\s+and\s+(.*))?", re.DOTALL)
_RANGE = re.compile(
    r"(?:([^<>=]+?)\s*(<=|>=|<|>|=)\s*)?([a-z-]+)(?:\s*(<=|>=|<|>|=)\s*([^<>=]+?))?"
)
_VALUE = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))([a-z]*)(?:\s*/\s*(\d+\.?\d*))?")


@lru_cache(maxsize=512)
def media_apply(text: str) -> Truth:
    """Whether a list of media queries holds."""
    if not text.strip():
        return True
    queries = split_at_commas(tokens_of(text.lower()))
    return any_of([_query(text_of(query)) for query in queries])


def any_of(truths: list[Truth]) -> Truth:
    """Whether one of them is true."""
    return True if True in truths else None if None in truths else False


def all_of(truths: list[Truth]) -> Truth:
    """Whether all of them are true."""
    return False if False in truths else None if None in truths else True


def opposite(truth: Truth) -> Truth:
    """Whether it is not so."""
    return None if truth is None else not truth


def _query(text: str) -> Truth:
    if text.startswith("(") or text.startswith("not ("):
        return condition(text, _feature)
    match = _QUERY.fullmatch(text)
    if match is None or match[2] in ("and", "or", "not", "only", "layer"):
        return False  # "not all"
    holds: Truth = match[2] in ("all", "screen")
    if match[3] is not None:
        holds = all_of([holds, condition(match[3], _feature)])
    return opposite(holds) if match[1] == "not" else holds


def condition(text: str, ask: Callable[[str], Truth]) -> Truth:
    """Return what comes of `not`, `and`, `or` and parentheses; `ask` knows what is in them."""
    tokens = [token for token in tokens_of(text) if token.type != "whitespace"]
    words = [t.lower_value for t in tokens if t.type == "ident"]
    operands = [_operand(t, ask) for t in tokens if t.type != "ident"]
    if words == ["not"] and len(operands) == 1 and tokens[0].type == "ident":
        return opposite(operands[0])
    if len(words) != len(operands) - 1:
        return False
    if set(words) <= {"and"}:
        return all_of(operands)
    return any_of(operands) if set(words) == {"or"} else None


def _operand(token: Node, ask: Callable[[str], Truth]) -> Truth:
    if token.type == "function":
        return ask(token.serialize())
    if token.type != "() block":
        return None
    inside = text_of(token.content)
    if inside.startswith("(") or inside.lower().startswith("not ("):
        return condition(inside, ask)
    return ask(inside)


def _feature(text: str) -> Truth:
    name, colon, value = (part.strip() for part in text.partition(":"))
    if not colon:
        return _range(text)
    if name in _KEYWORDS:
        return _KEYWORDS[name] == value
    for prefix, operator in (("min-", ">="), ("max-", "<="), ("", "=")):
        plain = name.replace(prefix, "", 1) if prefix in name else name
        if prefix in name and plain in _NUMBERS:
            return _compare(plain, operator, value)
    return None


def _range(text: str) -> Truth:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    left, left_operator, name, right_operator, right = match.groups()
    if name in _KEYWORDS and not left and not right:
        return _KEYWORDS[name] not in _NO_PREFERENCE
    if name not in _NUMBERS:
        return None
    if not left and not right:
        return _NUMBERS[name] != 0
    return all_of(
        [
            _compare(name, _MIRRORED[left_operator], left) if left else True,
            _compare(name, right_operator, right) if right else True,
        ]
    )


def _compare(name: str, operator: str, value: str) -> Truth:
    match = _VALUE.fullmatch(value)
    if match is None or match[2] not in _UNITS:
        return None
    number = float(match[1])
    if match[2] == "" and number and _NUMBERS[name] in (WIDTH, HEIGHT):
        return False  # a length needs a unit
    wanted = number * _UNITS[match[2]] / float(match[3] or 1)
    return _COMPARE[operator](_NUMBERS[name], wanted)
