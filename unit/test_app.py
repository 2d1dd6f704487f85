import gc
import os
from pathlib import Path

import pytest

from lona.app import App, LonaApp
from lona.default_settings import MIDDLEWARES
from lona.view import View


class Page(View):
    pass


@pytest.fixture
def app(tmp_path):
    return App(str(tmp_path / "script.py"))


def test_both_names_are_one_class():
    assert LonaApp is App


def test_the_project_root_is_the_directory_of_the_script(tmp_path):
    app = App(str(tmp_path / "script.py"))
    assert app.project_root == str(tmp_path)
    assert app.script_path == str(tmp_path / "script.py")
    assert App("script.py").project_root == ""
    assert app.server is None
    assert app.aiohttp_app is None


def test_paths_count_from_the_project_root(app, tmp_path):
    assert app.resolve_path("a/../b") == str(tmp_path / "b")
    assert app.resolve_path("/a/../b") == "/a/../b"
    assert App("script.py").resolve_path("b") == "b"


def test_settings_are_defaults_of_its_own(app):
    app.settings.MIDDLEWARES.append("mine")
    app.settings.MINE = 1
    assert not MIDDLEWARES
    assert App("x.py").settings.MIDDLEWARES == []
    assert app.settings.MINE == 1


def test_route_decorators_give_the_view_back(app):
    decorated = app.route("/<a>", "name", False, frontend_view=Page)(Page)
    assert decorated is Page
    (route,) = app.routes
    assert (route.raw_pattern, route.name, route.interactive) == ("/<a>", "name", False)
    assert (route.view, route.frontend_view, route.http_pass_through) == (Page, Page, False)


def test_functions_can_be_pass_through_views(app):
    @app.route("/", http_pass_through=True)
    async def upload(request):
        pass

    assert app.routes[0].view is upload


@pytest.mark.parametrize("with_parentheses", [True, False])
def test_middlewares_are_appended(app, with_parentheses):
    class Middleware:
        pass

    decorate = app.middleware() if with_parentheses else app.middleware
    assert decorate(Middleware) is None
    assert [Middleware] == app.settings.MIDDLEWARES


@pytest.mark.parametrize("with_parentheses", [True, False])
@pytest.mark.parametrize(
    "name", ["frontend_view", "error_403_view", "error_404_view", "error_500_view"]
)
def test_views_of_settings_are_set(app, name, with_parentheses):
    decorate = getattr(app, name)
    assert (decorate() if with_parentheses else decorate)(Page) is None
    assert app.settings.get(name.upper()) is Page


def test_added_templates_win_over_built_in_ones_but_not_over_the_projects(app, tmp_path):
    (tmp_path / "templates/lona").mkdir(parents=True)
    (tmp_path / "templates/lona/header.html").write_text("project")
    app.settings.TEMPLATE_DIRS.append("templates")
    app.add_template("/lona/header.html", "added")
    app.add_template("lona/footer.html", "added")
    server = app.setup_server()
    assert server.render_template("lona/header.html") == "project"
    assert server.render_template("lona/footer.html") == "added"


def test_added_static_files_win_over_everything(app, tmp_path):
    (tmp_path / "static/lona").mkdir(parents=True)
    (tmp_path / "static/lona/style.css").write_text("project")
    app.settings.STATIC_DIRS.append("static")
    app.add_static_file("lona/style.css", string="added")
    path = app.setup_server().static_file_loader.resolve("lona/style.css")
    with open(path) as file:
        assert file.read() == "added"


def test_a_file_can_be_added_again_and_after_the_server_was_set_up(app):
    server = app.setup_server()
    app.add_template("x.html", "1")
    app.add_template("x.html", "2")
    app.add_static_file("x.css", "y")
    assert server.render_template("x.html") == "2"
    assert server.static_file_loader.resolve("x.css") is not None


def test_files_are_added_as_links(app, tmp_path):
    source = tmp_path / "source.html"
    source.write_text("1")
    app.add_template("deep/x.html", path="source.html")
    server = app.setup_server()
    assert server.render_template("deep/x.html") == "1"
    assert os.path.islink(os.path.join(app.template_dir, "deep/x.html"))


def test_files_to_add_have_to_exist_and_to_be_given(app):
    with pytest.raises(ValueError, match=r"'x\.html' with string= or path="):
        app.add_template("x.html")
    with pytest.raises(FileNotFoundError, match="nothing"):
        app.add_static_file("x.css", path="nothing.css")


@pytest.mark.parametrize("name", ["../x", "", "/", "a/../../x"])
def test_files_can_not_be_added_elsewhere(app, name):
    with pytest.raises(ValueError, match="no file name below"):
        app.add_static_file(name, "x")


def test_added_files_go_with_the_app(tmp_path):
    app = App(str(tmp_path / "script.py"))
    app.add_template("x.html", "1")
    directory = app.temp_dir
    assert os.path.isdir(directory)
    del app
    gc.collect()
    assert not os.path.exists(directory)


def test_settings_of_the_app_are_post_overrides_and_explicit_ones_win(app):
    app.settings.SESSIONS_KEY_NAME = "app"
    app.settings.MINE = "app"
    app.route("/", name="home")(Page)
    server = app.setup_server(
        settings_pre_overrides={"MINE": "pre", "OTHER": "pre"},
        settings_post_overrides={"SESSIONS_KEY_NAME": "post"},
    )
    assert server is app.server
    assert server.settings.SESSIONS_KEY_NAME == "post"
    assert server.settings.MINE == "app"
    assert server.settings.OTHER == "pre"
    assert server.reverse("home") == "/"
    assert app.aiohttp_app["lona_server"] is server


def test_an_unknown_keyword_of_run_is_refused_with_the_one_that_may_be_meant(app):
    with pytest.raises(TypeError, match=r"no keyword prot=; did you mean port=\?"):
        app.run(parse_command_line=False, prot=80)
    with pytest.raises(TypeError, match="no keyword xyz=; there are host, port"):
        app.run(parse_command_line=False, xyz=80)


@pytest.mark.parametrize(
    "name", ["middleware", "frontend_view", "error_403_view", "error_404_view", "error_500_view"]
)
def test_a_class_that_a_decorator_swallowed_is_refused(app, name):
    with pytest.raises(TypeError, match="decorator"):
        getattr(app, name)(None)
    with pytest.raises(TypeError, match="decorator"):
        getattr(app, name)()(None)


@pytest.mark.parametrize("error", [OSError("not permitted"), NotImplementedError()])
def test_files_are_copied_where_the_system_allows_no_links(tmp_path, monkeypatch, error):
    def refuse(*_):
        raise error

    monkeypatch.setattr("os.symlink", refuse)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/b.css").write_text("b")
    (tmp_path / "a.css").write_text("a")
    app = App(str(tmp_path / "script.py"))
    app.add_static_file("x/a.css", path="a.css")
    app.add_static_file("y", path="folder")
    loader = app.setup_server().static_file_loader
    assert Path(loader.resolve("x/a.css")).read_text() == "a"
    assert Path(loader.resolve("y/b.css")).read_text() == "b"
