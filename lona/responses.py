"""What views, error views and middlewares answer, and the conversion of what they return.

Pure values: how a response becomes a message or an HTTP answer is decided elsewhere.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from yarl import URL

from lona.html.abstract_node import AbstractNode

Headers = Mapping[str, str]

NOT_INTERACTIVE = (
    "JSON, binary and file responses and headers are only available in non-interactive mode"
)

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IGNORED = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
"""What browsers leave out before they read the scheme of a URL (URL standard §4.4)."""


@dataclass
class AbstractResponse:
    """Base of all responses."""

    non_interactive_fields: ClassVar[tuple[str, ...]] = ()

    @property
    def interactive(self) -> bool:
        """Whether the response can be shown in a window (else it needs plain HTTP)."""
        return all(getattr(self, name) is None for name in self.non_interactive_fields)


@dataclass
class Response(AbstractResponse):
    """A text or binary answer; a string given as `body` is a text.

    Raises `ValueError` if both `body` and `text` are given, `TypeError` for what is neither.
    """

    non_interactive_fields = ("status", "content_type", "headers", "body", "charset")

    body: bytes | str | None = None
    status: int | None = None
    content_type: str | None = None
    headers: Headers | None = None
    text: str | None = None
    charset: str | None = None

    def __post_init__(self) -> None:
        if self.body is not None and self.text is not None:
            raise ValueError("Response takes body or text, not both")
        if isinstance(self.body, str):
            self.body, self.text = None, self.body
        if not isinstance(self.body, bytes | bytearray | memoryview | None):
            raise TypeError(f"Response(body=…) takes bytes or a string, {_not(self.body)}")
        if not isinstance(self.text, str | None):
            raise TypeError(f"Response(text=…) takes a string, {_not(self.text)}")


@dataclass
class HtmlResponse(AbstractResponse):
    """HTML, as a string or a node. Raises `TypeError` for anything else."""

    non_interactive_fields = ("status", "content_type", "headers")

    html: str | AbstractNode
    status: int | None = None
    content_type: str | None = None
    headers: Headers | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.html, str | AbstractNode):
            raise TypeError(f"HtmlResponse takes a string or a node, {_not(self.html)}")


@dataclass
class TemplateResponse(AbstractResponse):
    """A template, by name, rendered with a context."""

    non_interactive_fields = ("status", "content_type", "headers")

    name: str
    context: dict[str, Any] = field(default_factory=dict)
    status: int | None = None
    content_type: str | None = None
    headers: Headers | None = None


@dataclass
class TemplateStringResponse(AbstractResponse):
    """A template, given as string, rendered with a context."""

    non_interactive_fields = ("status", "content_type", "headers")

    string: str
    context: dict[str, Any] = field(default_factory=dict)
    status: int | None = None
    content_type: str | None = None
    headers: Headers | None = None


@dataclass
class JsonResponse(AbstractResponse):
    """JSON; only for non-interactive views."""

    data: Any
    status: int | None = None
    content_type: str | None = None
    headers: Headers | None = None

    @property
    def interactive(self) -> bool:
        """Always False."""
        return False


@dataclass
class FileResponse(AbstractResponse):
    """A file by its path; only for non-interactive views."""

    path: str
    status: int | None = None
    headers: Headers | None = None

    @property
    def interactive(self) -> bool:
        """Always False."""
        return False


@dataclass
class RedirectResponse(AbstractResponse):
    """Open another URL in the same window, without leaving the page. Over HTTP: status 302.

    `url` is a string or a `yarl.URL`, relative or with http or https; others raise `ValueError`.
    One of another site leaves the page, as `HttpRedirectResponse` does.
    """

    non_interactive_fields = ("headers",)

    url: str | URL  # a string, as soon as it was checked
    headers: Headers | None = None

    def __post_init__(self) -> None:
        self.url = _check_target(self.url)


@dataclass
class HttpRedirectResponse(AbstractResponse):
    """Leave the page and load another URL. Over HTTP: status 302.

    `url` is a string or a `yarl.URL`, relative or with http or https; others raise `ValueError`.
    """

    non_interactive_fields = ("headers",)

    url: str | URL  # a string, as soon as it was checked
    headers: Headers | None = None

    def __post_init__(self) -> None:
        self.url = _check_target(self.url)


def _check_target(url: object) -> str:
    """Return where a redirect leads as a string; `ValueError` if nothing should lead there."""
    if not isinstance(url, str | URL):
        raise ValueError(f"a redirect leads to a string or a yarl.URL, not to {url!r}")
    scheme = _SCHEME.match(_IGNORED.sub("", str(url)))
    if scheme is not None and scheme[1].lower() not in ("http", "https"):
        raise ValueError(f"a redirect leads to http, https or a relative address, not to {url!r}")
    return str(url)


REDIRECTS = (RedirectResponse, HttpRedirectResponse)

_Dict = dict[str, Any]


def _pick(values: _Dict, *names: str) -> _Dict:
    return {name: values[name] for name in names if name in values}


def _template_context(values: _Dict) -> _Dict:
    context: _Dict = values.get("context", values)
    return context


_HTML_KEYS = ("status", "content_type", "headers")
_FROM_DICT: Mapping[str, Callable[[_Dict], AbstractResponse]] = {
    "template": lambda d: TemplateResponse(
        d["template"], _template_context(d), **_pick(d, *_HTML_KEYS)
    ),
    "template_string": lambda d: TemplateStringResponse(
        d["template_string"], _template_context(d), **_pick(d, *_HTML_KEYS)
    ),
    "redirect": lambda d: RedirectResponse(str(d["redirect"]), **_pick(d, "headers")),
    "http_redirect": lambda d: HttpRedirectResponse(str(d["http_redirect"]), **_pick(d, "headers")),
    "json": lambda d: JsonResponse(d["json"], **_pick(d, *_HTML_KEYS)),
    "file": lambda d: FileResponse(d["file"], **_pick(d, "status", "headers")),
    "text": lambda d: Response(text=d["text"], **_pick(d, *_HTML_KEYS, "charset")),
    "body": lambda d: Response(body=d["body"], **_pick(d, *_HTML_KEYS, "charset")),
}


def to_response(value: object) -> AbstractResponse | None:
    """Convert what a view returned: response, string, node, dict or None.

    Raises `RuntimeError` for everything else, and for dicts that name none or several answers.
    """
    if value is None or isinstance(value, AbstractResponse):
        return value
    if isinstance(value, str | AbstractNode):
        return HtmlResponse(value)
    if isinstance(value, dict):
        return _from_dict(value)
    raise RuntimeError(
        f"views can not return {type(value).__name__} ({_short(value)}); "
        "return a string, a node, a response object or None"
    )


def check_interactive(response: AbstractResponse) -> None:
    """Raise `RuntimeError` if a response cannot be shown in a window.

    Redirects with headers are let through; their headers have no effect there.
    """
    if not response.interactive and not isinstance(response, REDIRECTS):
        raise RuntimeError(NOT_INTERACTIVE)


def _from_dict(values: _Dict) -> AbstractResponse:
    kinds = [key for key in _FROM_DICT if key in values]
    if len(kinds) != 1:
        raise RuntimeError(
            f"response dictionary with {' and '.join(kinds) or 'no known key'}: "
            f"exactly one of {', '.join(_FROM_DICT)} is needed"
        )
    return _FROM_DICT[kinds[0]](values)


def _not(value: object) -> str:
    return f"not {type(value).__name__} ({_short(value)})"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
