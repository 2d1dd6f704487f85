"""Templates: the only importer of Jinja2.

HTML templates and string templates are escaped automatically, everything else is printed raw.
What is escaped already is not escaped again.
"""

import builtins
import json
import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, Template, pass_context, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup

from lona.html.render import escape_once
from lona.loaders.client_files import BUNDLE, DEBUG_MODULE
from lona.protocol import codes
from lona.warnings import Lona_2_0_DeprecationWarning, warn

if TYPE_CHECKING:
    from lona.server import Server

logger = logging.getLogger("lona.templating")

ESCAPED_SUFFIXES = (".html", ".htm", ".xhtml", ".xml", ".svg")

_PUBLIC_BUILTINS = {
    name: value for name, value in vars(builtins).items() if not name.startswith("_")
}
_PROTOCOL_ENUMS = (codes.INPUT_EVENT_TYPE,)
_CLIENT_TAG = Markup(
    '<script src="{src}"{type}{nonce} data-lona-protocol="{protocol}" '
    'data-lona-settings="{settings}"></script>\n'
)


def is_escaped(template_name: str | None) -> bool:
    """Whether the output of a template is escaped; string templates have no name."""
    return template_name is None or template_name.lower().endswith(ESCAPED_SUFFIXES)


def script_safe_json(value: object) -> Markup:
    """Return JSON that can be printed into a `<script>` element as it is."""
    text = json.dumps(value, separators=(",", ":"))
    for character in "<>&'":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _escape(value: Any) -> Markup:
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    return Markup(escape_once(str(value)))


@pass_eval_context
def _finalize(context: EvalContext, value: Any) -> Any:
    """Escape what a template prints, before Jinja2 would do it twice."""
    return _escape(value) if context.autoescape else value


@lru_cache(maxsize=32)
def _environment(
    template_dirs: tuple[str, ...], extra_filters: tuple[tuple[str, Any], ...]
) -> Environment:
    """Return the compiled templates of some directories: all servers that agree in them share one.

    Nothing of a server is in it: `Lona` and all settings come with the context.
    """
    environment = Environment(
        loader=FileSystemLoader(template_dirs, followlinks=True),
        autoescape=is_escaped,
        finalize=_finalize,
    )
    environment.filters.update(e=_escape, escape=_escape)
    environment.filters.update(extra_filters)
    return environment


class TemplatingEngine:
    """The templates of one server. Directories are searched in order."""

    def __init__(self, server: "Server", template_dirs: Iterable[str]) -> None:
        settings = server.settings
        self._namespace = TemplateNamespace(server)
        self._extra_context = settings.TEMPLATE_EXTRA_CONTEXT
        self._extra_filters = tuple(settings.TEMPLATE_EXTRA_FILTERS.items())
        self.template_dirs = tuple(template_dirs)

    @property
    def template_dirs(self) -> tuple[str, ...]:
        """The directories, in search order."""
        return self._template_dirs

    @template_dirs.setter
    def template_dirs(self, template_dirs: Iterable[str]) -> None:
        self._template_dirs = tuple(template_dirs)
        self._environment = _environment(self._template_dirs, self._extra_filters)

    def get_template(self, name: str) -> Template:
        """Return a template; raises `jinja2.TemplateNotFound`."""
        return self._environment.get_template(name)

    def render_template(self, name: str, context: Mapping[str, Any] | None = None) -> Markup:
        """Render a template by its name; the result is not escaped when printed again."""
        return self._render(self.get_template(name), context)

    def render_string(self, string: str, context: Mapping[str, Any] | None = None) -> Markup:
        """Render a template that is given as string."""
        return self._render(self._environment.from_string(string), context)

    def _render(self, template: Template, given: Mapping[str, Any] | None) -> Markup:
        context = {
            "Lona": self._namespace,
            **_PUBLIC_BUILTINS,
            **self._extra_context,
            **(given or {}),
        }
        context["_variables"] = dict(context)
        return Markup(template.render(context))


class TemplateNamespace:
    """What templates see as `Lona`."""

    def __init__(self, server: "Server") -> None:
        self.server = server
        self.settings = server.settings
        self.reverse = server.reverse
        # `import` is a keyword in Python, but not in templates.
        setattr(self, "import", server.acquire)

    @property
    def state(self) -> Any:
        """The server state."""
        return self.server.state

    @property
    def client_version(self) -> int:
        """Deprecated: the setting `CLIENT_VERSION`."""
        warn(
            "Lona.client_version is deprecated; use Lona.settings.CLIENT_VERSION",
            Lona_2_0_DeprecationWarning,
        )
        return int(self.settings.CLIENT_VERSION)

    def load_static_file(self, path: str, versioned: bool = False) -> str:
        """Return the URL of a static file; a missing file is logged and gives `''`.

        With `versioned` it changes with the content of the file, and browsers keep that for ever.
        """
        path = path.removeprefix("/")
        file = self.server.static_file_loader.resolve(path)
        if file is None:
            logger.error("static file %r not found", path)
            return ""
        return self._url(path, file if versioned else None)

    def load_stylesheets(self) -> Markup:
        """Return the `<link>` elements of all declared style sheets."""
        return self._render_tags(
            self.settings.STATIC_FILES_STYLE_TAGS_TEMPLATE,
            stylesheets=self.server.static_file_loader.style_sheets,
        )

    @pass_context
    def load_scripts(self, context: Context) -> Markup:
        """Return the `<script>` elements of the client and of all declared scripts.

        The client gets the nonce of the page, for the `style` elements that views show; it is that
        of `request` in the context.
        """
        nonce = getattr(context.get("request"), "nonce", "")
        return self._client_tag(nonce) + self._render_tags(
            self.settings.STATIC_FILES_SCRIPT_TAGS_TEMPLATE,
            scripts=self.server.static_file_loader.scripts,
        )

    def get_protocol_as_json(self) -> Markup:
        """Return the enums of the protocol as JSON object."""
        return script_safe_json(
            {
                enum.__name__: {member.name: int(member) for member in enum}
                for enum in _PROTOCOL_ENUMS
            }
        )

    def get_settings_as_json(self) -> Markup:
        """Return the settings of the client as JSON object; times are seconds."""
        settings = self.settings
        return script_safe_json(
            {
                "DEBUG": settings.CLIENT_DEBUG,
                "VIEW_START_TIMEOUT": settings.CLIENT_VIEW_START_TIMEOUT,
                "INPUT_EVENT_TIMEOUT": settings.CLIENT_INPUT_EVENT_TIMEOUT,
                "PING_INTERVAL": settings.CLIENT_PING_INTERVAL,
            }
        )

    def get_frontend_settings_as_json(self) -> Markup:
        """Return what the script of the default frontend needs, as JSON object.

        The reconnect timeout is milliseconds.
        """
        return script_safe_json(
            {
                "target": "#lona",
                "title": "Lona",
                "auto_reconnect": bool(self.settings.CLIENT_AUTO_RECONNECT),
                "auto_reconnect_timeout": self.settings.CLIENT_AUTO_RECONNECT_TIMEOUT,
            }
        )

    def _client_tag(self, nonce: str) -> Markup:
        version = "client2" if self.settings.CLIENT_VERSION == 2 else "client"
        debug = self.settings.CLIENT_DEBUG
        path = f"_lona/{version}/{DEBUG_MODULE if debug else BUNDLE}"
        return _CLIENT_TAG.format(
            # Modules find each other by address: without version there is one of each.
            src=self._url(path, None if debug else self.server.static_file_loader.resolve(path)),
            type=Markup(' type="module"') if debug else "",
            nonce=Markup(' nonce="{}"').format(nonce) if nonce else "",
            protocol=str(self.get_protocol_as_json()),
            settings=str(self.get_settings_as_json()),
        )

    def _render_tags(self, template_name: str, **context: Any) -> Markup:
        return self.server.templating.render_template(template_name, context)

    def _url(self, path: str, file: str | None) -> str:
        url = f"{self.settings.STATIC_URL_PREFIX.rstrip('/')}/{path}"
        version = self.server.static_file_loader.versions.of(file) if file else ""
        return f"{url}?v={version}" if version else url
