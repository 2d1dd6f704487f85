"""Declarations: a property with its value, taken apart into the properties that count.

Shorthands become longhands, logical properties those of horizontal text from left to right. A value
with `var()` is looked at when the custom properties of the element are known.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from lona_testing.browser.style.properties import (
    DISPLAY_OF_TWO,
    GLOBAL_KEYWORDS,
    PROPERTIES,
    SIDES,
    is_number,
)
from lona_testing.browser.style.syntax import tokens_of


@dataclass(frozen=True)
class Pending:
    """The value of a longhand that a declaration with `var()` will have."""

    name: str
    value: str


Value = str | Pending
Longhands = tuple[tuple[str, Value], ...]
_Found = dict[str, str] | None
"""Longhands of a shorthand; None if the value is not valid."""


def longhands_of(name: str) -> tuple[str, ...]:
    """Return the properties that a property stands for; none if it is of no interest."""
    if name == "all":
        return tuple(PROPERTIES)
    if name in PROPERTIES:
        return (name,)
    if name in _LOGICAL:
        return (_LOGICAL[name],)
    return _SHORTHANDS[name][0] if name in _SHORTHANDS else ()


def is_known(name: str) -> bool:
    """Whether it is known here which values of a property are valid."""
    return bool(longhands_of(name))


@lru_cache(maxsize=4096)
def expand(name: str, value: str) -> Longhands:
    """Return what a declaration says, by longhands; nothing if it is not valid."""
    if name.startswith("--"):
        return ((name, value),)
    longhands = longhands_of(name)
    if not longhands:
        return ()
    if "var(" in value.lower():
        return tuple((longhand, Pending(name, value)) for longhand in longhands)
    parts = _parts(value)
    text = " ".join(parts)
    if text in GLOBAL_KEYWORDS:
        return tuple((longhand, text) for longhand in longhands)
    if name == "all":
        return ()
    name = _LOGICAL.get(name, name)
    if name in _SHORTHANDS:
        found = _SHORTHANDS[name][1](parts)
        valid = found is not None and all(PROPERTIES[n].accepts(v) for n, v in found.items())
        return tuple(found.items()) if found is not None and valid else ()
    text = DISPLAY_OF_TWO.get(text, text)
    return ((name, text),) if PROPERTIES[name].accepts(text) else ()


def is_valid(name: str, value: str) -> bool:
    """Whether a value counts, as far as the property is known here."""
    return not is_known(name) or bool(expand(name, value))


def _parts(value: str) -> list[str]:
    """Return the parts of a value that spaces divide; a slash is a part of its own."""
    parts = [""]
    for node in tokens_of(value):
        if node.type == "whitespace":
            parts.append("")
        elif node.type == "literal" and node.value in ("/", ","):
            parts += [node.value, ""]
        else:
            text = node.serialize()
            parts[-1] += text if node.type == "string" else " ".join(text.lower().split())
    return [part for part in parts if part]


# shorthands

_Expander = Callable[[list[str]], _Found]


_STANDS_FOR = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
"""Which of one to four values counts for the four sides."""


def _of_sides(pattern: str) -> tuple[tuple[str, ...], _Expander]:
    """Return the longhands of one to four values (top, right, bottom, left)."""
    names = tuple(pattern.format(side) for side in SIDES)

    def expander(parts: list[str]) -> _Found:
        if not 1 <= len(parts) <= 4:
            return None
        values = (parts[i] for i in _STANDS_FOR[len(parts)])
        return dict(zip(names, values, strict=True))

    return names, expander


def _of_axis(pattern: str, sides: tuple[str, str]) -> tuple[tuple[str, ...], _Expander]:
    """Return the longhands of one or two values for two sides that face each other."""
    names = tuple(pattern.format(side) for side in sides)

    def expander(parts: list[str]) -> _Found:
        if not 1 <= len(parts) <= 2:
            return None
        return dict(zip(names, (parts[0], parts[-1]), strict=True))

    return names, expander


def _of_border(*sides: str) -> tuple[tuple[str, ...], _Expander]:
    names = tuple(f"border-{side}-{what}" for side in sides for what in ("width", "style"))

    def expander(parts: list[str]) -> _Found:
        style = next((p for p in parts if PROPERTIES["border-top-style"].accepts(p)), "none")
        width = next((p for p in parts if PROPERTIES["border-top-width"].accepts(p)), "medium")
        if not 1 <= len(parts) <= 3:
            return None
        return {name: width if name.endswith("width") else style for name in names}

    return names, expander


def _flex(parts: list[str]) -> _Found:
    text = " ".join(parts)
    if text in ("none", "auto", "initial"):
        return {"flex-grow": "1" if text == "auto" else "0", "flex-basis": "auto"}
    numbers = [p for p in parts if is_number(p)]
    others = [p for p in parts if not is_number(p)]
    if len(numbers) > 3 or len(others) > 1:
        return None
    basis = others[0] if others else "0px"
    return {"flex-grow": numbers[0] if numbers else "1", "flex-basis": basis}


def _flex_flow(parts: list[str]) -> _Found:
    accepts = PROPERTIES["flex-direction"].accepts
    return {"flex-direction": next((part for part in parts if accepts(part)), "row")}


_COLLAPSING = {
    "normal": "collapse",
    "nowrap": "collapse",
    "pre": "preserve",
    "pre-wrap": "preserve",
    "pre-line": "preserve-breaks",
    "break-spaces": "break-spaces",
}


def _white_space(parts: list[str]) -> _Found:
    if len(parts) == 1 and parts[0] in _COLLAPSING:
        return {"white-space-collapse": _COLLAPSING[parts[0]]}
    accepts = PROPERTIES["white-space-collapse"].accepts
    found = [p for p in parts if accepts(p)]
    if len(found) > 1 or any(not accepts(p) and p not in ("wrap", "nowrap") for p in parts):
        return None
    return {"white-space-collapse": found[0] if found else "collapse"}


def _list_style(parts: list[str]) -> _Found:
    others = [p for p in parts if p not in ("inside", "outside", "none")]
    images = [p for p in others if "(" in p]
    types = [p for p in others if "(" not in p]
    if len(images) > 1 or len(types) > 1:
        return None
    default = "none" if "none" in parts else "disc"
    return {
        "list-style-type": types[0] if types else default,
        "list-style-image": images[0] if images else "none",
        "list-style-position": "inside" if "inside" in parts else "outside",
    }


def _overflow(parts: list[str]) -> _Found:
    return {"overflow-x": parts[0], "overflow-y": parts[-1]} if len(parts) <= 2 else None


def _animation(parts: list[str]) -> _Found:
    return {"animation-name": " ".join(parts)}


def _transition(parts: list[str]) -> _Found:
    """Return the properties that change slowly, and the longest time: the first of each item."""
    times = [part for part in parts if _TIME.fullmatch(part)]
    names = [p for p in parts if p.strip("-").replace("-", "").isalpha() and p not in _EASINGS]
    slow = next((time for time in times if float(_TIME.fullmatch(time)[1])), "0s")  # type: ignore[index]
    return {"transition-duration": slow, "transition-property": " ".join(names) or "all"}


def _grid(parts: list[str]) -> _Found:
    return dict.fromkeys(_GRID, "none" if parts == ["none"] else " ".join(parts))


def _columns(parts: list[str]) -> _Found:
    return dict.fromkeys(_COLUMNS, " ".join(parts) if parts != ["auto"] else "auto")


def _font(parts: list[str]) -> _Found:
    """Return the size and the height of lines; only the part before the families counts."""
    accepts = PROPERTIES["font-size"].accepts
    place = next((i for i, p in enumerate(parts) if accepts(p)), None)
    if place is None:
        return {"font-size": "medium", "line-height": "normal"} if len(parts) == 1 else None
    has_height = parts[place + 1 : place + 2] == ["/"]
    return {
        "font-size": parts[place],
        "line-height": parts[place + 2] if has_height and len(parts) > place + 2 else "normal",
    }


_TIME = re.compile(r"([\d.]+)m?s")
_EASINGS = frozenset(
    "ease linear ease-in ease-out ease-in-out step-start step-end normal allow-discrete".split()
)
_GRID = ("grid-template-rows", "grid-template-columns")
_COLUMNS = ("column-count", "column-width")

_AXES = {"inline": ("left", "right"), "block": ("top", "bottom")}

_SHORTHANDS: dict[str, tuple[tuple[str, ...], _Expander]] = {
    "padding": _of_sides("padding-{}"),
    "margin": _of_sides("margin-{}"),
    "inset": _of_sides("{}"),
    "border-width": _of_sides("border-{}-width"),
    "border-style": _of_sides("border-{}-style"),
    "border": _of_border(*SIDES),
    **{f"border-{side}": _of_border(side) for side in SIDES},
    **{
        shorthand.format(axis): _of_axis(pattern, sides)
        for axis, sides in _AXES.items()
        for shorthand, pattern in (
            ("padding-{}", "padding-{}"),
            ("margin-{}", "margin-{}"),
            ("inset-{}", "{}"),
            ("border-{}-width", "border-{}-width"),
            ("border-{}-style", "border-{}-style"),
        )
    },
    **{f"border-{axis}": _of_border(*sides) for axis, sides in _AXES.items()},
    **{
        f"border-{axis}-{end}": _of_border(side)
        for axis, sides in _AXES.items()
        for end, side in zip(("start", "end"), sides, strict=True)
    },
    "flex": (("flex-grow", "flex-basis"), _flex),
    "flex-flow": (("flex-direction",), _flex_flow),
    "white-space": (("white-space-collapse",), _white_space),
    "list-style": (("list-style-type", "list-style-image", "list-style-position"), _list_style),
    "overflow": (("overflow-x", "overflow-y"), _overflow),
    "animation": (("animation-name",), _animation),
    "transition": (("transition-duration", "transition-property"), _transition),
    **dict.fromkeys(("grid", "grid-template", "grid-template-areas"), (_GRID, _grid)),
    "columns": (_COLUMNS, _columns),
    "font": (("font-size", "line-height"), _font),
}
"""Shorthands: the properties they stand for, and how their values are taken apart."""

_LOGICAL = {
    "inline-size": "width",
    "block-size": "height",
    "min-inline-size": "min-width",
    "min-block-size": "min-height",
    "max-inline-size": "max-width",
    "max-block-size": "max-height",
    "-webkit-transform": "transform",
    "-webkit-appearance": "appearance",
    "-webkit-clip-path": "clip-path",
    "-webkit-animation-name": "animation-name",
    "-webkit-flex-grow": "flex-grow",
    **{
        pattern.format(f"{axis}-{end}"): target.format(side)
        for axis, sides in _AXES.items()
        for end, side in zip(("start", "end"), sides, strict=True)
        for pattern, target in (
            ("padding-{}", "padding-{}"),
            ("margin-{}", "margin-{}"),
            ("inset-{}", "{}"),
            ("border-{}-width", "border-{}-width"),
            ("border-{}-style", "border-{}-style"),
        )
    },
}
"""Other names of the same properties."""
