"""Lona: interactive web apps in plain Python, tested as easily as a function.

The names below are imported when they are first used, so that a pytest session which tests
something else does not pay for a web framework.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from lona import aliases

if TYPE_CHECKING:
    from lona.app import App, LonaApp
    from lona.async_view import AsyncView
    from lona.buckets import Bucket
    from lona.channels import Channel
    from lona.errors import ClientError, ForbiddenError, NotFoundError
    from lona.exceptions import ServerStop, StopReason, UserAbort
    from lona.request import Request
    from lona.responses import (
        AbstractResponse,
        FileResponse,
        HtmlResponse,
        HttpRedirectResponse,
        JsonResponse,
        RedirectResponse,
        Response,
        TemplateResponse,
        TemplateStringResponse,
    )
    from lona.routing import MATCH_ALL, Route
    from lona.version import VERSION, VERSION_STRING
    from lona.view import LonaView, View

_NAMES = {
    "lona.app": "App LonaApp",
    "lona.async_view": "AsyncView",
    "lona.buckets": "Bucket",
    "lona.channels": "Channel",
    "lona.errors": "ClientError ForbiddenError NotFoundError",
    "lona.exceptions": "ServerStop StopReason UserAbort",
    "lona.request": "Request",
    "lona.responses": "AbstractResponse FileResponse HtmlResponse HttpRedirectResponse"
    " JsonResponse RedirectResponse Response TemplateResponse TemplateStringResponse",
    "lona.routing": "MATCH_ALL Route",
    "lona.version": "VERSION VERSION_STRING",
    "lona.view": "LonaView View",
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = [
    "MATCH_ALL",
    "VERSION",
    "VERSION_STRING",
    "AbstractResponse",
    "App",
    "AsyncView",
    "Bucket",
    "Channel",
    "ClientError",
    "FileResponse",
    "ForbiddenError",
    "HtmlResponse",
    "HttpRedirectResponse",
    "JsonResponse",
    "LonaApp",
    "LonaView",
    "NotFoundError",
    "RedirectResponse",
    "Request",
    "Response",
    "Route",
    "ServerStop",
    "StopReason",
    "TemplateResponse",
    "TemplateStringResponse",
    "UserAbort",
    "View",
]

aliases.install()


def __getattr__(name: str) -> Any:
    """Import a name, or a module of this package, when it is first used."""
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    elif not name.startswith("_") and find_spec(f"lona.{name}"):
        value = import_module(f"lona.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
