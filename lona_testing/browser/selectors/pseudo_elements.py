"""Pseudo-elements: they end a selector and match no element."""

from typing import Any

from lona_testing.browser.selectors.matching import SelectorError

_LEGACY = frozenset(("before", "after", "first-line", "first-letter"))
"""These may stand behind a single colon."""

_KNOWN = _LEGACY | frozenset(
    "backdrop checkmark column cue details-content file-selector-button grammar-error marker"
    " picker-icon placeholder scroll-marker scroll-marker-group search-text selection"
    " spelling-error target-text view-transition".split()
)
_FUNCTIONS = frozenset(
    "cue highlight part picker scroll-button slotted view-transition-group"
    " view-transition-image-pair view-transition-new view-transition-old".split()
)
_OPEN_ENDED = ("part", "slotted")
"""Behind these, and behind those of WebKit, more may follow."""


def cut_off(tokens: list[Any]) -> tuple[list[Any], str | None]:
    """Return what is before the pseudo-element of a selector, and its name; None if it has none.

    Raises `SelectorError` for one that Chromium does not know, or where none may stand.
    """
    for index, token in enumerate(tokens):
        if not _is_colon(token):
            continue
        following = tokens[index + 1 :]
        if following and _is_colon(following[0]):
            return _originating(tokens[:index]), _name(following[1:])
        if following and following[0].type == "ident" and following[0].lower_value in _LEGACY:
            return _originating(tokens[:index]), _name(following)
    return tokens, None


def _originating(tokens: list[Any]) -> list[Any]:
    """Return the selector of the element that has the part: all elements, if none is written."""
    if tokens and not (
        tokens[-1].type == "whitespace"
        or (tokens[-1].type == "literal" and tokens[-1].value in ">+~")
    ):
        return tokens
    from tinycss2.ast import LiteralToken  # type: ignore[import-untyped]

    return [*tokens, LiteralToken(0, 0, "*")]


def _name(tokens: list[Any]) -> str:
    first, *rest = tokens or [None]
    kind = getattr(first, "type", "")
    name = {"ident": "lower_value", "function": "lower_name"}.get(kind, "")
    name = getattr(first, name, "") if name else ""
    is_of_webkit = name.startswith("-webkit-")
    known = _KNOWN if kind == "ident" else _FUNCTIONS
    if not is_of_webkit and name not in known:
        raise SelectorError(f"::{name} is no pseudo-element that Chromium knows")
    if rest and not (is_of_webkit or name in _OPEN_ENDED):
        raise SelectorError(f"nothing may follow ::{name}")
    return str(name)


def _is_colon(token: Any) -> bool:
    return bool(token.type == "literal" and token.value == ":")
