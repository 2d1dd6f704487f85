"""Apps that live in a script: routes by decorator, settings by attribute, `run()` at the end."""

import asyncio
import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from lona.command_line.arguments import parse_script_arguments
from lona.command_line.run import ServeOptions, check_options, serve
from lona.routing import Route
from lona.server import Server
from lona.settings import Settings, default_values
from lona.web.application import create_application

if TYPE_CHECKING:
    from aiohttp.web import Application

T = TypeVar("T")

_MISSING: Any = object()


class App:
    """One app in one script. `script_path` is usually `__file__`; relative paths count from there.

    `settings` holds the defaults, to be changed until `run()` or `setup_server()`. `server` and
    `aiohttp_app` are None until then. Files that are added live in `temp_dir`, which is removed
    with the app.
    """

    def __init__(self, script_path: str) -> None:
        self.script_path = script_path
        self.project_root = os.path.dirname(script_path)
        self.settings = Settings(self.project_root, default_values())
        self.routes: list[Route] = []
        self.server: Server | None = None
        self._aiohttp_app: Application | None = None

    @property
    def aiohttp_app(self) -> "Application | None":
        """The web application around the server, made when it is asked for."""
        if self._aiohttp_app is None and self.server is not None:
            self._aiohttp_app = create_application(self.server)
        return self._aiohttp_app

    @cached_property
    def temp_dir(self) -> str:
        """The directory of added files; made when it is asked for, removed with the app."""
        directory = tempfile.mkdtemp(prefix="lona-app-")
        weakref.finalize(self, shutil.rmtree, directory, ignore_errors=True)
        os.mkdir(os.path.join(directory, "templates"))
        os.mkdir(os.path.join(directory, "static"))
        return directory

    @property
    def template_dir(self) -> str:
        """The directory of added templates."""
        return self._use("template_dirs", "templates", after="TEMPLATE_DIRS")

    @property
    def static_dir(self) -> str:
        """The directory of added static files."""
        return self._use("static_dirs", "static", after=None)

    def _use(self, server_dirs: str, name: str, after: str | None) -> str:
        """Return a directory of added files, and let a server that exists already search it."""
        directory = os.path.join(self.temp_dir, name)
        if self.server is not None:
            dirs = list(getattr(self.server, server_dirs))
            if directory not in dirs:
                position = len(self.server.settings.get(after)) if after else 0
                dirs.insert(position, directory)
                setattr(self.server, server_dirs, dirs)
        return directory

    def resolve_path(self, path: str) -> str:
        """Return an absolute path as it is, others joined to the project root and normalised."""
        return (
            path if os.path.isabs(path) else os.path.normpath(f"{self.project_root or '.'}/{path}")
        )

    # what the app consists of

    def route(
        self,
        raw_pattern: str | int,
        name: str = "",
        interactive: bool = True,
        http_pass_through: bool = False,
        frontend_view: Any = None,
        methods: Iterable[str] | None = None,
    ) -> Callable[[T], T]:
        """Decorate a view class (or pass-through function) to put it behind a pattern.

        The arguments are those of `Route`.
        """

        def add(view: T) -> T:
            self.routes.append(
                Route(
                    raw_pattern, view, name, interactive, http_pass_through, frontend_view, methods
                )
            )
            return view

        return add

    def middleware(self, middleware_class: Any = _MISSING) -> Any:
        """Decorate a middleware class to use it; with or without parentheses."""
        return self._decorate(self.settings.MIDDLEWARES.append, middleware_class)

    def frontend_view(self, view_class: Any = _MISSING) -> Any:
        """Decorate the view of the page around the windows."""
        return self._decorate_setting("FRONTEND_VIEW", view_class)

    def error_403_view(self, view_class: Any = _MISSING) -> Any:
        """Decorate the view that is shown after a `ForbiddenError`."""
        return self._decorate_setting("ERROR_403_VIEW", view_class)

    def error_404_view(self, view_class: Any = _MISSING) -> Any:
        """Decorate the view that is shown where there is no page."""
        return self._decorate_setting("ERROR_404_VIEW", view_class)

    def error_500_view(self, view_class: Any = _MISSING) -> Any:
        """Decorate the view that is shown after a crash."""
        return self._decorate_setting("ERROR_500_VIEW", view_class)

    def add_template(self, name: str, string: str = "", path: str = "") -> None:
        """Add a template under a name, from a string or as link to a file.

        On systems without links it is a copy.

        Raises `ValueError` if neither is given or the name leads out of the template directory,
        `FileNotFoundError` if the file does not exist.
        """
        self._add_file(self.template_dir, name, string, path)

    def add_static_file(self, name: str, string: str = "", path: str = "") -> None:
        """Add a static file under a name, from a string or as link to a file.

        The rest is as for `add_template`.
        """
        self._add_file(self.static_dir, name, string, path)

    def _decorate(self, use: Callable[[Any], None], cls: Any) -> Any:
        if cls is _MISSING:
            return lambda decorated: self._decorate(use, decorated)
        if cls is None:
            raise TypeError(
                "the class to decorate is None: a decorator below this one does not return it, or "
                "was one of the app's, which return nothing"
            )
        use(cls)
        return None

    def _decorate_setting(self, setting: str, view_class: Any) -> Any:
        return self._decorate(lambda cls: setattr(self.settings, setting, cls), view_class)

    def _add_file(self, directory: str, name: str, string: str, path: str) -> None:
        target = os.path.normpath(os.path.join(directory, name.lstrip("/")))
        if not target.startswith(directory + os.sep):
            raise ValueError(f"{name!r} is no file name below the directory of added files")
        if not string and not path:
            raise ValueError(f"add {name!r} with string= or path=; neither is given")
        source = ""
        if path:
            source = os.path.abspath(self.resolve_path(path))
            if not os.path.exists(source):
                raise FileNotFoundError(f"can not add {name!r}: there is no file {source!r}")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if os.path.lexists(target):
            os.unlink(target)
        if source:
            _link(source, target)
            return
        with open(target, "w", encoding="utf-8") as file:
            file.write(string)

    # running

    def setup_server(
        self,
        loop: asyncio.AbstractEventLoop | None = None,
        settings_pre_overrides: Mapping[str, Any] | None = None,
        settings_post_overrides: Mapping[str, Any] | None = None,
    ) -> Server:
        """Create `server` and `aiohttp_app` without running them; returns the server.

        All settings of the app count as post overrides; explicit post overrides win.
        """
        settings = {name: self.settings.get(name) for name in self.settings}
        settings.update(settings_post_overrides or {})
        self.server = Server(
            self.project_root,
            settings_pre_overrides=settings_pre_overrides,
            settings_post_overrides=settings,
            routes=self.routes,
        )
        if "temp_dir" in vars(self):  # else nothing was added
            _ = self.static_dir, self.template_dir
        if loop is not None:
            self.server.set_loop(loop)
        self._aiohttp_app = None
        return self.server

    def parse_command_line(self) -> dict[str, Any]:
        """Return the options on the script's command line, only those that are there."""
        return parse_script_arguments(sys.argv[1:])

    def run(
        self,
        loop: asyncio.AbstractEventLoop | None = None,
        parse_command_line: bool = True,
        **args: Any,
    ) -> None:
        """Serve until interrupted (SIGINT, SIGTERM).

        Keywords: `host`, `port`, `log_level`, `loggers`, `debug_mode`, `syslog_priorities`,
        `shutdown_timeout` (seconds), `shell`, `shell_server_url`, `live_reload`,
        `settings_pre_overrides`, `settings_post_overrides`. Options on the command line override
        them. An unknown keyword is a `TypeError`; an address that cannot be bound ends the program
        with status 1.
        """
        if parse_command_line:
            args = {**args, **self.parse_command_line()}
        check_options(args)
        options = ServeOptions(**args)
        options.setup_logging()

        def create(loop: asyncio.AbstractEventLoop) -> Any:
            self.setup_server(loop, options.settings_pre_overrides, options.settings_post_overrides)
            return self.aiohttp_app

        if not serve(create, options, self.project_root or os.getcwd(), loop):
            sys.exit(1)


def _link(source: str, target: str) -> None:
    """Let a file or directory appear in a second place too; where no links are allowed, a copy."""
    try:
        os.symlink(source, target)
    except (OSError, NotImplementedError):  # Windows asks for a privilege
        if os.path.isdir(source):
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)


LonaApp = App
