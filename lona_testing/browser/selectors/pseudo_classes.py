"""The names behind a colon, and what they mean: two tables, without and with arguments.

The names are those that Chromium knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.options import is_selected
from lona_testing.browser.selectors import forms, languages, states, structure
from lona_testing.browser.selectors.matching import (
    LOOKS_FAR,
    MAY_RAISE,
    NO_SPECIFICITY,
    Selector,
    SelectorError,
    Simple,
    added,
    has_related,
    strongest,
)

Tokens = list[Any]
_CLASS = (0, 1, 0)


@dataclass(frozen=True)
class Arguments:
    """What stands in the parentheses of a pseudo-class, and how it is read as selectors."""

    tokens: Tokens
    read: Callable[[Tokens], tuple[Selector, ...]]
    read_forgiving: Callable[[Tokens], tuple[Selector, ...]]
    read_relative: Callable[[Tokens], tuple[Selector, ...]]

    def identifier(self) -> str:
        """Return the one identifier that is needed here."""
        tokens = [token for token in self.tokens if token.type != "whitespace"]
        if [token.type for token in tokens] != ["ident"]:
            raise SelectorError("one identifier is needed in the parentheses")
        return str(tokens[0].value)


def pseudo_class(name: str) -> Simple:
    """Return the pseudo-class of a name; raises `SelectorError` if Chromium does not know it."""
    test = _NAMES.get(name)
    if test is None:
        raise SelectorError(f"there is no pseudo-class :{name}")
    return Simple(lambda element, _: test(element), _CLASS, _COSTS.get(name, 0))


def function(name: str, arguments: Arguments) -> Simple:
    """Return the pseudo-class of a name with arguments; raises `SelectorError` as above."""
    make = _FUNCTIONS.get(name)
    if make is None:
        raise SelectorError(f"there is no pseudo-class :{name}()")
    return make(arguments)


def _is_never(element: Element) -> bool:
    return False


def _is_checked(element: Element) -> bool:
    return is_checked(element) or (is_html(element, "option") and is_selected(element))


def _needs_pointer(name: str) -> Callable[[Element], bool]:
    def test(element: Element) -> bool:
        raise NotSupportedInProcess(f"the pseudo-class :{name}", "there is no pointer")

    return test


_NAMES: dict[str, Callable[[Element], bool]] = {
    **dict.fromkeys(
        """active-view-transition autofill current decrement double-button end fullscreen future
        horizontal host increment interest-source interest-target modal
        no-button past picture-in-picture popover-open single-button start target-after
        target-before target-current vertical visited window-inactive xr-overlay -webkit-autofill
        -webkit-drag -webkit-full-page-media -webkit-full-screen""".split(),
        _is_never,
    ),
    "active": _needs_pointer("active"),
    "any-link": states.is_link,
    "checked": _is_checked,
    "default": forms.is_default,
    "defined": states.is_defined,
    "disabled": forms.is_disabled,
    "empty": structure.is_empty,
    "enabled": forms.is_enabled,
    "first-child": structure.is_first,
    "first-of-type": structure.is_first_of_type,
    "focus": states.has_focus,
    "focus-visible": states.shows_focus,
    "focus-within": states.has_focus_within,
    "hover": _needs_pointer("hover"),
    "in-range": forms.is_in_range,
    "indeterminate": forms.is_indeterminate,
    "invalid": forms.is_invalid,
    "last-child": structure.is_last,
    "last-of-type": structure.is_last_of_type,
    "link": states.is_link,
    "only-child": structure.is_only,
    "only-of-type": structure.is_only_of_type,
    "open": states.is_open,
    "optional": forms.is_optional,
    "out-of-range": forms.is_out_of_range,
    "placeholder-shown": forms.shows_placeholder,
    "read-only": forms.is_read_only,
    "read-write": forms.is_read_write,
    "required": forms.is_required,
    "root": structure.is_root,
    "scope": structure.is_root,
    "target": states.is_target,
    "user-invalid": forms.is_user_invalid,
    "user-valid": forms.is_user_valid,
    "valid": forms.is_valid,
    "-webkit-any-link": states.is_link,
}
_COSTS = {
    **dict.fromkeys("invalid valid in-range out-of-range".split(), LOOKS_FAR),
    **dict.fromkeys("active focus-visible hover user-invalid user-valid".split(), MAY_RAISE),
}


def _listed(arguments: Arguments) -> Simple:
    selectors = arguments.read_forgiving(arguments.tokens)
    return Simple(
        lambda element, anchor: any(each.matches(element, anchor) for each in selectors),
        strongest(selectors),
        LOOKS_FAR,
    )


def _listed_weightless(arguments: Arguments) -> Simple:
    return Simple(_listed(arguments).test, NO_SPECIFICITY, LOOKS_FAR)


def _negated(arguments: Arguments) -> Simple:
    selectors = arguments.read(arguments.tokens)
    return Simple(
        lambda element, anchor: not any(each.matches(element, anchor) for each in selectors),
        strongest(selectors),
        LOOKS_FAR,
    )


def _having(arguments: Arguments) -> Simple:
    if _mentions(arguments.tokens, "has"):
        raise SelectorError(":has() cannot stand in :has()")
    selectors = arguments.read_relative(arguments.tokens)
    return Simple(
        lambda element, _: any(has_related(element, each) for each in selectors),
        strongest(selectors),
        LOOKS_FAR,
    )


def _mentions(tokens: Tokens, name: str) -> bool:
    return any(
        token.type == "function" and (token.lower_name == name or _mentions(token.arguments, name))
        for token in tokens
    )


def _nth(*, of_type: bool = False, from_end: bool = False) -> Callable[[Arguments], Simple]:
    def make(arguments: Arguments) -> Simple:
        formula, listed = _cut_at_of(arguments.tokens)
        step, offset = _formula(formula)
        if listed is not None and of_type:
            raise SelectorError("a list after `of` is for :nth-child() and :nth-last-child()")
        selectors = () if listed is None else arguments.read(listed)

        def test(element: Element, anchor: Element | None) -> bool:
            def is_counted(other: Element) -> bool:
                if of_type:
                    return structure.is_alike(element, other)
                return listed is None or any(each.matches(other, anchor) for each in selectors)

            return _is_in_series(structure.place(element, is_counted, from_end), step, offset)

        return Simple(test, added(_CLASS, strongest(selectors)), LOOKS_FAR)

    return make


def _cut_at_of(tokens: Tokens) -> tuple[Tokens, Tokens | None]:
    for index, token in enumerate(tokens):
        if token.type == "ident" and token.lower_value == "of":
            return tokens[:index], tokens[index + 1 :]
    return tokens, None


def _formula(tokens: Tokens) -> tuple[int, int]:
    from tinycss2.nth import parse_nth  # type: ignore[import-untyped]

    try:
        formula = parse_nth(tokens)
    except (AttributeError, StopIteration):  # tinycss2 does not expect its end behind a sign
        formula = None
    if formula is None:
        raise SelectorError("a formula like 2n+1 is needed in the parentheses")
    step, offset = formula
    return step, offset


def _is_in_series(place: int, step: int, offset: int) -> bool:
    distance = place - offset
    if place == 0 or step == 0:
        return place != 0 and distance == 0
    return distance % step == 0 and distance // step >= 0


def _language(arguments: Arguments) -> Simple:
    wanted = arguments.identifier()
    return Simple(lambda element, _: languages.speaks(element, wanted), _CLASS)


def _direction(arguments: Arguments) -> Simple:
    wanted = arguments.identifier().lower()
    return Simple(lambda element, _: languages.direction_of(element) == wanted, _CLASS)


def _never(arguments: Arguments) -> Simple:
    return Simple(lambda element, _: False, _CLASS)


_FUNCTIONS: dict[str, Callable[[Arguments], Simple]] = {
    "active-view-transition-type": _never,
    "dir": _direction,
    "has": _having,
    "host": _never,
    "host-context": _never,
    "is": _listed,
    "lang": _language,
    "not": _negated,
    "nth-child": _nth(),
    "nth-last-child": _nth(from_end=True),
    "nth-last-of-type": _nth(of_type=True, from_end=True),
    "nth-of-type": _nth(of_type=True),
    "state": _never,
    "where": _listed_weightless,
    "-webkit-any": _listed,
}
