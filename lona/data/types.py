"""Types that several layers share; nothing here knows any of them."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias, TypeGuard, runtime_checkable

Scalar: TypeAlias = str | int | float | bool
"""What an attribute, a style property or a text child may be given as."""

JsonScalar: TypeAlias = str | int | float | bool | None

JsonValue: TypeAlias = Any
"""A JSON value in Python objects: scalars, lists, and dicts of them (mypy knows no recursive alias
that stays usable with invariant lists)."""


class Lock(Protocol):
    """Returns the context manager that guards some data; asked anew for every access."""

    def __call__(self) -> AbstractContextManager[Any]:
        """Return the lock as it is now (a node's lock changes when it is shown)."""


@runtime_checkable
class Redirect(Protocol):
    """The shape of redirect responses, for code that stands below the response classes."""

    url: str
    headers: Mapping[str, str] | None
    interactive: bool


REDIRECT_KEY = "redirect"
"""Key of a dictionary that stands for a redirect in the same page."""

HTTP_REDIRECT_KEY = "http_redirect"
"""The same for one that leaves the page."""


def is_redirect(value: object) -> TypeGuard[Redirect | dict[str, str]]:
    """Whether an event handler's return value sends the browser somewhere else."""
    if isinstance(value, dict):
        return REDIRECT_KEY in value or HTTP_REDIRECT_KEY in value
    return isinstance(value, Redirect)
