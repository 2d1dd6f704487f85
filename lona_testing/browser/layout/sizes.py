"""Sizes, of which only counts whether they are more than nothing, and what is not known of them."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec

from lona_testing.browser.dom import Element
from lona_testing.browser.style.cascade import NotKnown, computed
from lona_testing.browser.style.properties import amount

Size = bool | NotKnown
"""Whether there is a size; the error that says why only a browser knows."""

P = ParamSpec("P")


def honest(measure: Callable[P, Size]) -> Callable[P, Size]:
    """Return a function that returns what is not known, instead of raising it."""

    @wraps(measure)
    def measured(*args: P.args, **kwargs: P.kwargs) -> Size:
        try:
            return measure(*args, **kwargs)
        except NotKnown as error:
            return error

    return measured


def certain(size: Size) -> bool:
    """Return a size that is known; raises `NotKnown` for others."""
    if isinstance(size, NotKnown):
        raise size
    return size


def any_of(sizes: Iterable[Size]) -> Size:
    """Whether one of several is a size: one that is sure is enough."""
    doubt: Size = False
    for size in sizes:
        if size is True:
            return True
        doubt = doubt or size
    return doubt


def all_of(sizes: Iterable[Size]) -> Size:
    """Whether all are sizes: one that is surely none is enough."""
    doubt: Size = True
    for size in sizes:
        if size is False:
            return False
        if doubt is True:
            doubt = size
    return doubt


@honest
def size_of(element: Element, *names: str) -> Size:
    """Whether one of several properties is more than nothing."""
    return any_of(_amount(element, name) for name in names)


@honest
def _amount(element: Element, name: str) -> Size:
    value = computed(element, name)
    if value.endswith(("auto", "none", "normal")):
        return False
    known = amount(value)
    return NotKnown(element, "the size", f"its `{name}` is {value}") if known is None else known


@honest
def border_of(element: Element, *sides: str) -> Size:
    """Whether there is a border at one of several sides."""
    return any_of(
        False
        if computed(element, f"border-{side}-style") in ("none", "hidden")
        else _is_wide(element, f"border-{side}-width")
        for side in sides
    )


@honest
def _is_wide(element: Element, name: str) -> Size:
    return computed(element, name) in ("thin", "medium", "thick") or _amount(element, name)


def padding_of(element: Element, *sides: str) -> Size:
    """Whether there is a padding at one of several sides."""
    return size_of(element, *(f"padding-{side}" for side in sides))


def margin_of(element: Element, *sides: str) -> Size:
    """Whether there is a margin of more than nothing at one of several sides."""
    return size_of(element, *(f"margin-{side}" for side in sides))
