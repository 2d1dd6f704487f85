"""Lona: interactive web apps in plain Python, tested as easily as a function."""

from lona import aliases
from lona.app import App, LonaApp
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

aliases.install()

__all__ = [
    "MATCH_ALL",
    "VERSION",
    "VERSION_STRING",
    "AbstractResponse",
    "App",
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
