"""Which HTTP methods a plain route takes, and what is answered to others.

Both shells ask here before a view, and before a body is read. Knows nothing of sockets and views.
"""

from collections.abc import Iterable
from dataclasses import replace

from lona.http.answer import DEFAULT_HEADERS, HttpAnswer, text_answer
from lona.routing import Route

DEFAULT_METHODS = ("GET", "POST")
"""What a plain route takes that names none; HEAD and OPTIONS come along."""


def refuse_method(method: str, route: Route | None) -> HttpAnswer | None:
    """Return the answer to a request that the view of a route is not asked for; None if it is.

    OPTIONS is answered 204 and a method that the route does not take 405, both with `Allow`
    (RFC 9110 §9.3.7, §15.5.6). Routes that are not plain, and paths without any, take everything.
    """
    if route is None or route.interactive or route.http_pass_through:
        return None
    allowed = allowed_methods(route)
    if method in _named(route) or (method == "HEAD" and method in allowed):
        return None
    if method == "OPTIONS":
        return HttpAnswer(204, {**DEFAULT_HEADERS, **_allow(allowed)})
    return method_not_allowed(allowed)


def method_not_allowed(allowed: Iterable[str]) -> HttpAnswer:
    """Return the answer to a method that is none of those that are allowed."""
    refusal = text_answer(405, "405: Method Not Allowed")
    return replace(refusal, headers={**refusal.headers, **_allow(allowed)})


def _allow(methods: Iterable[str]) -> dict[str, str]:
    return {"Allow": ", ".join(methods)}


def allowed_methods(route: Route) -> tuple[str, ...]:
    """Return what `Allow` says: the methods of a plain route, and those that come along."""
    methods = dict.fromkeys(_named(route))
    if "GET" in methods:
        methods["HEAD"] = None
    methods["OPTIONS"] = None
    return tuple(methods)


def method_for(method: str, route: Route | None) -> str:
    """Return the method of a plain request as its view sees it.

    HEAD is GET, unless the route names it. Of the page around a window it is GET or POST only.
    """
    if route is not None and not route.interactive:
        return "GET" if method == "HEAD" and method not in _named(route) else method
    return "GET" if method in ("GET", "HEAD") else "POST"


def _named(route: Route) -> tuple[str, ...]:
    return DEFAULT_METHODS if route.methods is None else route.methods
