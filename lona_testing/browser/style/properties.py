"""The properties that change answers: initial values, inheritance, and which values are valid.

All other properties are ignored. Values are texts in lower case with single spaces. A declaration
with a value that is not valid does not count, as in browsers (CSS Syntax 3 §2.2).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

SIDES = ("top", "right", "bottom", "left")
GLOBAL_KEYWORDS = frozenset(("inherit", "initial", "unset", "revert", "revert-layer"))

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*|%)", re.IGNORECASE)
_UNITS = frozenset(
    "px em rem ex rex ch rch cap rcap ic ric lh rlh vw vh vi vb vmin vmax"
    " svw svh svi svb svmin svmax lvw lvh lvi lvb lvmin lvmax dvw dvh dvi dvb dvmin dvmax"
    " cqw cqh cqi cqb cqmin cqmax"
    " cm mm q in pt pc".split()
)
_PIXELS = {"px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "vw": 12.8, "vh": 7.2, "in": 96.0}
_PRODUCT = re.compile(r"calc\(\s*([+-]?[\d.]+)\s*\*\s*([\d.]+[a-z]+)\s*\)")
_MATH = re.compile(
    r"(?:-webkit-)?(?:calc|min|max|clamp|env|round|mod|rem|abs|sign|fit-content|anchor|anchor-size"
    r"|calc-size)\(.*\)"
)
_SIZE_KEYWORDS = frozenset(
    "auto min-content max-content fit-content stretch -webkit-fill-available -webkit-fit-content"
    " -webkit-min-content -webkit-max-content intrinsic min-intrinsic".split()
)

Test = Callable[[str], bool]


@dataclass(frozen=True)
class Property:
    """What the cascade has to know of a property."""

    initial: str
    accepts: Test
    is_inherited: bool = False


def amount(value: str) -> bool | None:
    """Return whether a length or number is more than nothing; None: only layout can know."""
    match = _NUMBER.fullmatch(value)
    return None if match is None else float(match[1]) > 0


def pixels_of(value: str) -> float | None:
    """Return a length in pixels, as far as that is known without layout."""
    if (product := _PRODUCT.fullmatch(value)) is not None:
        length = pixels_of(product[2])
        return None if length is None else float(product[1]) * length
    match = _NUMBER.fullmatch(value)
    if match is None or (match[2] not in _PIXELS and float(match[1])):
        return None
    return float(match[1]) * _PIXELS.get(match[2], 0)


def is_length(value: str, *, negative: bool = False) -> bool:
    """Whether a value is a length or percentage."""
    if _MATH.fullmatch(value):
        return True
    match = _NUMBER.fullmatch(value)
    if match is None or (not negative and float(match[1]) < 0):
        return False
    return match[2] in _UNITS or match[2] == "%" or (match[2] == "" and float(match[1]) == 0)


def is_number(value: str) -> bool:
    """Whether a value is a number of 0 or more."""
    match = _NUMBER.fullmatch(value)
    return bool(_MATH.fullmatch(value)) or (
        match is not None and match[2] == "" and float(match[1]) >= 0
    )


def _one_of(words: str) -> Test:
    return frozenset(words.split()).__contains__


def _length_or(words: str = "", *, negative: bool = False) -> Test:
    keywords = frozenset(words.split())
    return lambda value: value in keywords or is_length(value, negative=negative)


def _size_or(*words: str) -> Test:
    return lambda value: value in _SIZE_KEYWORDS or value in words or is_length(value)


def _anything(value: str) -> bool:
    return value != ""


DISPLAY_OF_TWO = {
    "block flow": "block",
    "block flow-root": "flow-root",
    "inline flow": "inline",
    "inline flow-root": "inline-block",
    "block flex": "flex",
    "inline flex": "inline-flex",
    "block grid": "grid",
    "inline grid": "inline-grid",
    "block table": "table",
    "inline table": "inline-table",
    "inline ruby": "ruby",
    "block list-item": "list-item",
    "list-item block": "list-item",
    "block flow list-item": "list-item",
}
"""`display` in two words, and the one that stands for them."""

_DISPLAYS = (
    "none contents block flow-root inline inline-block list-item flex inline-flex grid inline-grid"
    " table inline-table table-row-group table-header-group table-footer-group table-row"
    " table-cell table-column-group table-column table-caption ruby ruby-text math"
    " block-math -webkit-box -webkit-inline-box -webkit-flex -webkit-inline-flex flow"
)

PROPERTIES: dict[str, Property] = {
    "display": Property("inline", _one_of(_DISPLAYS)),
    "visibility": Property("visible", _one_of("visible hidden collapse"), is_inherited=True),
    "content-visibility": Property("visible", _one_of("visible hidden auto")),
    "float": Property("none", _one_of("none left right inline-start inline-end")),
    "position": Property("static", _one_of("static relative absolute fixed sticky -webkit-sticky")),
    "white-space-collapse": Property(
        "collapse", _one_of("collapse preserve preserve-breaks break-spaces"), is_inherited=True
    ),
    "text-transform": Property(
        "none", _one_of("none capitalize uppercase lowercase math-auto"), is_inherited=True
    ),
    "list-style-type": Property("disc", _anything, is_inherited=True),
    "list-style-position": Property("outside", _one_of("inside outside"), is_inherited=True),
    "list-style-image": Property("none", _anything, is_inherited=True),
    "overflow-x": Property("visible", _one_of("visible hidden clip scroll auto overlay")),
    "overflow-y": Property("visible", _one_of("visible hidden clip scroll auto overlay")),
    "font-size": Property(
        "medium",
        _length_or("xx-small x-small small medium large x-large xx-large xxx-large smaller larger"),
        is_inherited=True,
    ),
    "line-height": Property(
        "normal",
        lambda v: v == "normal" or is_number(v) or is_length(v),
        is_inherited=True,
    ),
    "width": Property("auto", _size_or()),
    "height": Property("auto", _size_or()),
    "min-width": Property("auto", _size_or()),
    "min-height": Property("auto", _size_or()),
    "max-width": Property("none", _size_or("none")),
    "max-height": Property("none", _size_or("none")),
    "aspect-ratio": Property("auto", _anything),
    "flex-direction": Property("row", _one_of("row row-reverse column column-reverse")),
    "flex-grow": Property("0", is_number),
    "flex-basis": Property("auto", _size_or("content")),
    "text-align": Property("start", _anything, is_inherited=True),
    "direction": Property("ltr", _one_of("ltr rtl"), is_inherited=True),
    "writing-mode": Property("horizontal-tb", _anything, is_inherited=True),
    "clip": Property("auto", _anything),
    "clip-path": Property("none", _anything),
    "pointer-events": Property("auto", _anything, is_inherited=True),
    "z-index": Property("auto", _anything),
    "transform": Property("none", _anything),
    "translate": Property("none", _anything),
    "rotate": Property("none", _anything),
    "-webkit-text-security": Property("none", _anything, is_inherited=True),
    "appearance": Property("auto", _anything),
    "column-count": Property("auto", _anything),
    "column-width": Property("auto", _anything),
    "grid-template-rows": Property("none", _anything),
    "grid-template-columns": Property("none", _anything),
    "grid-auto-rows": Property("auto", _anything),
    "grid-auto-columns": Property("auto", _anything),
    "transition-duration": Property("0s", _anything),
    "transition-property": Property("all", _anything),
    "scale": Property("none", _anything),
    "content": Property("normal", _anything),
    "animation-name": Property("none", _anything),
}
for _side in SIDES:
    PROPERTIES[_side] = Property("auto", _length_or("auto", negative=True))
    PROPERTIES[f"padding-{_side}"] = Property("0", _length_or())
    PROPERTIES[f"margin-{_side}"] = Property("0", _length_or("auto", negative=True))
    PROPERTIES[f"border-{_side}-width"] = Property(
        "medium", lambda v: v in ("thin", "medium", "thick") or (is_length(v) and "%" not in v)
    )
    PROPERTIES[f"border-{_side}-style"] = Property(
        "none",
        _one_of("none hidden dotted dashed solid double groove ridge inset outset"),
    )

SLOW = frozenset(
    name
    for name in PROPERTIES
    if name in ("visibility", "line-height", "font-size", "scale", "transform", "flex-grow")
    or name.startswith(("min-", "max-", "padding", "margin", "width", "height"))
    or name.endswith("-width")
)
"""Properties that transitions change step by step."""
