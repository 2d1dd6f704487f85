"""Routes, and the router that finds one for a path. Pure: no server, no request.

A pattern is a path with arguments: `/user/<name>/post/<number:[0-9]+>(/)`.
"""

import logging
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from lona.places import place_of_caller

logger = logging.getLogger("lona.routing")

MATCH_ALL = 1
"""As pattern of a route: matches every path."""

_OPTIONAL_SLASH = "(/)"
_ARGUMENT = re.compile(r"<(?P<name>[^:>]+)(?::(?P<pattern>[^>]+))?>")
# What other frameworks write behind the colon.
_CONVERTERS = {
    "int": "<{}:[0-9]+>",
    "float": r"<{}:[0-9]+\.[0-9]+>",
    "str": "<{}>",
    "string": "<{}>",
    "slug": "<{}:[A-Za-z0-9_-]+>",
    "uuid": "<{}:[0-9a-f-]{{36}}>",
    "path": "<{}:.*>",
}
_METHOD = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token (RFC 9110 §5.6.2)
_DEFAULT_ARGUMENT_PATTERN = "[^/]+"
_DEFAULT_CACHE_SIZE = 1000

_LONGEST_REMEMBERED = 512
"""Characters of the longest path that is remembered: clients choose the paths, and their length."""

MatchInfo = dict[str, str]
ResolveResult = tuple[bool, "Route | None", MatchInfo]


class Route:
    """A pattern of paths and the view behind it.

    `view` is a view class, an import string or, with `http_pass_through`, any callable.
    `interactive=False` makes the view answer plain HTTP requests itself, `frontend_view` (class or
    import string) replaces the frontend for this route. `methods` are the HTTP methods that a route
    with `interactive=False` takes, like `("GET", "PUT")`; without, GET and POST. HEAD comes with
    GET, and OPTIONS with all of them, unless they are named. Raises `ValueError` for a bad pattern
    and for methods that are none.
    """

    def __init__(
        self,
        raw_pattern: str | int,
        view: Any,
        name: str = "",
        interactive: bool = True,
        http_pass_through: bool = False,
        frontend_view: Any = None,
        methods: Iterable[str] | None = None,
    ) -> None:
        self.place = place_of_caller()  # in the user's code
        self.raw_pattern = raw_pattern
        self.view = view
        self.name = name
        self.interactive = interactive
        self.http_pass_through = http_pass_through
        self.frontend_view = frontend_view
        self.methods = None if methods is None else self._check_methods(methods)

        self.path: str | int | None = None
        self.format_string = ""
        self.optional_trailing_slash = False
        self._match: Callable[[str], MatchInfo | None] = _match_everything
        if raw_pattern == MATCH_ALL:
            self.path = MATCH_ALL
        elif isinstance(raw_pattern, str):
            self._parse(raw_pattern)
        else:
            raise ValueError(f"route pattern has to be a string or MATCH_ALL, not {raw_pattern!r}")

    def doubts(self) -> list[str]:
        """Say what the pattern has that is valid, but hardly what was meant."""
        if not isinstance(self.raw_pattern, str):
            return []
        return [
            f"<{argument['name']}:{argument['pattern']}> matches the letters "
            f"{argument['pattern']!r} only: what stands behind the colon is a regular expression; "
            f"write {remedy.format(argument['name'])}"
            for argument in _ARGUMENT.finditer(self.raw_pattern)
            if (remedy := _CONVERTERS.get(argument["pattern"] or "")) is not None
        ]

    def match(self, path: str) -> MatchInfo | None:
        """Return the arguments in a path (decoded, without query), or None if it does not match."""
        return self._match(path)

    def _check_methods(self, methods: Iterable[str]) -> tuple[str, ...]:
        if self.interactive or self.http_pass_through:
            raise ValueError(
                f"the route {self.raw_pattern!r} has methods, but only routes with "
                "interactive=False do: the page around a window takes all, and so does a "
                "pass-through view"
            )
        names = () if isinstance(methods, str) else tuple(methods)
        if not names or not all(
            isinstance(name, str) and _METHOD.fullmatch(name) for name in names
        ):
            raise ValueError(
                f"the route {self.raw_pattern!r} has methods={methods!r}; they are a tuple or list "
                'of names, like ("GET", "PUT")'
            )
        return tuple(dict.fromkeys(name.upper() for name in names))

    def _parse(self, raw_pattern: str) -> None:
        pattern = raw_pattern
        if pattern.endswith(_OPTIONAL_SLASH):
            self.optional_trailing_slash = True
            pattern = pattern[: -len(_OPTIONAL_SLASH)]
        self.format_string, regex = _translate(raw_pattern, pattern)
        if regex is None:
            self.path = pattern
            paths = {pattern, pattern + "/"} if self.optional_trailing_slash else {pattern}
            self._match = lambda path: {} if path in paths else None
            return
        if self.optional_trailing_slash:
            regex += "/?"
        try:
            fullmatch = re.compile(regex).fullmatch
        except re.error as error:
            raise ValueError(f"route pattern {raw_pattern!r} is no valid regex: {error}") from None

        def match_regex(path: str) -> MatchInfo | None:
            match = fullmatch(path)
            return None if match is None else match.groupdict()

        self._match = match_regex

    def __repr__(self) -> str:
        pattern = "MATCH_ALL" if self.raw_pattern == MATCH_ALL else self.raw_pattern
        return f"<Route({pattern}, {self.view})>"


def _match_everything(path: str) -> MatchInfo:
    return {}


def _translate(raw_pattern: str, pattern: str) -> tuple[str, str | None]:
    """Return the format string of a pattern, and its regex if it has arguments."""
    format_parts: list[str] = []
    regex_parts: list[str] = []
    end = 0
    for argument in _ARGUMENT.finditer(pattern):
        name = argument["name"]
        if not name.isidentifier():
            raise ValueError(f"route pattern {raw_pattern!r}: {name!r} is no argument name")
        literal = pattern[end : argument.start()]
        format_parts += _escape_braces(literal), "{", name, "}"
        regex_parts += literal, f"(?P<{name}>{argument['pattern'] or _DEFAULT_ARGUMENT_PATTERN})"
        end = argument.end()
    literal = pattern[end:]
    format_string = "".join(format_parts) + _escape_braces(literal)
    if not regex_parts:
        return format_string, None
    return format_string, "".join(regex_parts) + literal


def _escape_braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


class Router:
    """An ordered list of routes; the first that matches wins. Results are cached."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self._names: dict[str, Route] = {}
        self.resize_name_cache(_DEFAULT_CACHE_SIZE)
        self.resize_resolve_cache(_DEFAULT_CACHE_SIZE)
        self.resize_reverse_cache(_DEFAULT_CACHE_SIZE)

    def add_route(self, route: Route) -> None:
        """Append a route; of several routes with the same name the first keeps it.

        Raises `TypeError` for anything else than a `Route`.
        """
        if not isinstance(route, Route):
            raise TypeError(f"{route!r} is no lona.Route")
        if route.name:
            if route.name in self._names:
                logger.warning(
                    "route name %r is used twice; it stays with %r",
                    route.name,
                    self._names[route.name],
                )
            else:
                self._names[route.name] = route
        self.routes.append(route)
        self.clear_name_cache_info()
        self.clear_resolve_cache_info()
        self.clear_reverse_cache_info()

    def add_routes(self, *routes: Route) -> None:
        """Append several routes."""
        for route in routes:
            self.add_route(route)

    def resolve(self, path: str) -> ResolveResult:
        """Find the route of a path (decoded, without query).

        Returns `(True, route, match_info)`, or `(False, None, {})` if no route matches.
        """
        resolve = self._resolve if len(path) <= _LONGEST_REMEMBERED else self._find
        matched, route, match_info = resolve(path)
        return matched, route, dict(match_info)

    def get_route(self, name: str) -> Route | None:
        """Return the route with this name, or None."""
        return self._get_route(name)

    def reverse(self, route_name: str, **args: Any) -> str:
        """Return the path of a route, with the arguments filled in (unquoted).

        Raises `ValueError` for an unknown name or a missing argument.
        """
        return self._reverse(route_name, **{name: str(value) for name, value in args.items()})

    def resize_name_cache(self, max_size: int) -> None:
        """Set how many names are remembered."""
        self._get_route = lru_cache(max_size)(self._names.get)

    def resize_resolve_cache(self, max_size: int) -> None:
        """Set how many paths are remembered."""
        self._resolve = lru_cache(max_size)(self._find)

    def resize_reverse_cache(self, max_size: int) -> None:
        """Set how many reversed routes are remembered."""
        self._reverse = lru_cache(max_size)(self._format)

    def get_name_cache_info(self) -> Any:
        """Return the counters of the name cache (see `functools.lru_cache`)."""
        return self._get_route.cache_info()

    def get_resolve_cache_info(self) -> Any:
        """Return the counters of the path cache."""
        return self._resolve.cache_info()

    def get_reverse_cache_info(self) -> Any:
        """Return the counters of the reverse cache."""
        return self._reverse.cache_info()

    def clear_name_cache_info(self) -> None:
        """Forget all names that were looked up."""
        self._get_route.cache_clear()

    def clear_resolve_cache_info(self) -> None:
        """Forget all paths that were resolved."""
        self._resolve.cache_clear()

    def clear_reverse_cache_info(self) -> None:
        """Forget all routes that were reversed."""
        self._reverse.cache_clear()

    def _find(self, path: str) -> ResolveResult:
        for route in self.routes:
            match_info = route.match(path)
            if match_info is not None:
                return True, route, match_info
        return False, None, {}

    def _format(self, route_name: str, **args: str) -> str:
        route = self._names.get(route_name)
        if route is None:
            raise ValueError(f"no route named '{route_name}' found")
        try:
            return route.format_string.format(**args)
        except KeyError as error:
            raise ValueError(f"missing URL arg: {error.args[0]}") from None
