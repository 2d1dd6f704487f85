"""The commands of the shell, in a server with something to look at."""

import pytest

from lona.app import App
from lona.async_view import AsyncView
from lona.buckets import Bucket
from lona.html import Button
from lona.shell.repl import Repl
from lona.view import View

WAIT = "waits for the button"


class Waiting(View):
    def handle_request(self, request):
        remark = WAIT
        Bucket(request)
        self.await_click(html=Button(remark))


class Daemon(AsyncView):
    async def handle_request(self, request):
        self.is_daemon = True
        await self.await_click(html=Button("Go"))


class Custom:
    NAME = "custom"

    def __init__(self, repl):
        self.repl = repl

    def run(self, argv):
        self.repl.write(f"{argv[1:]} {self.repl.locals['server'] is self.repl.globals['server']}")

    def complete(self, text, state, line_buffer):
        return [f"{text}1", f"{text}2", None][state]


class Broken:
    NAME = "broken"

    def __init__(self, repl):
        pass

    def run(self, argv):
        raise ValueError("as asked")


@pytest.fixture
def app(tmp_path):
    app = App(str(tmp_path / "script.py"))
    app.settings.COMMANDS = [Custom, Broken]
    app.settings.MINE = "mine"
    app.add_static_file("own.css", string="h1 {}")
    app.add_template("own.html", string="<p>")
    app.route("/", name="home")(Waiting)
    app.route("/daemon/<name>")(Daemon)
    return app


@pytest.fixture
def shell(app, lona_page):
    """Give a function that runs a line and gives what it wrote."""
    lona_page(app, "/", user="Ada")
    lona_page(app, "/daemon/x", user="Bob")
    server = lona_page.server
    server.state["visitors"] = 7
    written = []
    repl = Repl({"server": server}, written.append)

    def run(line):
        written.clear()
        repl.run_command(line)
        return "".join(written)

    run.repl = repl
    run.server = server
    return run


def test_every_command_of_the_specification_is_there(shell):
    names = (
        "info settings routes connections server_state views buckets static_files templates "
        "middlewares"
    )
    assert {f"lona_{name}" for name in names.split()} | {"custom", "broken"} == set(
        shell.repl.commands
    )
    for name, command in shell.repl.commands.items():
        if name.startswith("lona_"):
            assert type(command).__module__ == f"lona.shell.commands.{name}"
            assert type(command).__name__.startswith("Lona")
            assert "usage: %" in shell(f"%{name} --help")


def test_info_counts(shell):
    info = shell("%lona_info")
    for words in ("Lona", "Python", "views           2", "connections     2", "buckets         1"):
        assert words in info


def test_settings_are_shown_and_completed(shell):
    assert "MINE     'mine'" in shell("%lona_settings MINE")
    assert "DEBUG" in shell("%lona_settings")
    assert "no setting NOTHING" in shell("%lona_settings NOTHING")
    found = shell.repl.completions("lona_settings", "STATIC_D", "%lona_settings STATIC_D")
    assert found == ["STATIC_DIRS"]


def test_routes_are_found(shell):
    both = shell("%lona_routes")
    assert "home" in both
    assert "/daemon/<name>" in both
    assert "home" not in shell("%lona_routes 1")
    assert "no route 7" in shell("%lona_routes 7")
    assert "{'name': 'y'}" in shell("%lona_routes -r /daemon/y?a=1")
    assert "no route matches /none" in shell("%lona_routes --resolve /none")
    assert "usage" in shell("%lona_routes x")


def test_views_are_listed_with_their_flags(shell):
    lines = shell("%lona_views").splitlines()
    assert lines[0].split() == ["id", "thread", "flags", "user", "route", "url", "state"]
    waiting, daemon = lines[1:]
    assert "WAITING_FOR_INPUT" in waiting
    assert " D " in daemon
    assert "http://localhost/daemon/x" in daemon


def test_a_view_tells_what_it_does(shell):
    waiting, daemon = shell.server.runtimes.runtimes
    told = shell(f"%lona_views {waiting.id}")
    assert "in handle_request" in told
    assert "await_click" in told
    assert WAIT not in told
    assert f"remark = '{WAIT}'" in shell(f"%lona_views {waiting.id} --memory")
    told = shell(f"%lona_views {daemon.id}")
    assert "{'name': 'x'}" in told
    assert "File" not in told  # a task has no thread of its own
    assert "no view 999" in shell("%lona_views 999")


def test_the_others_show_what_there_is(shell):
    assert "'visitors': 7" in shell("%lona_server_state")
    assert shell("%lona_connections").count("127.0.0.1") == 2
    assert "/buckets/" in shell("%lona_buckets")
    assert "LonaSessionMiddleware" in shell("%lona_middlewares")


@pytest.mark.parametrize(
    ("command", "name"), [("static_files", "own.css"), ("templates", "own.html")]
)
def test_files_are_found(shell, command, name):
    first = shell(f"%lona_{command}").splitlines()[0]
    assert name not in first
    assert f"  {name}\n" in shell(f"%lona_{command} -l")
    assert shell(f"%lona_{command} {first}").splitlines() == [first, f"  {name}"]
    assert shell(f"%lona_{command} -r {name}") == f"{first}/{name}\n"
    assert "/none is none of the directories" in shell(f"%lona_{command} /none")
    assert "there is no none" in shell(f"%lona_{command} -r none")


def test_commands_of_applications_are_commands(shell):
    assert shell("%custom a 'b c'") == "['a', 'b c'] True"
    assert shell.repl.completions("custom", "x", "%custom x") == ["x1", "x2"]
    assert shell.repl.completions("broken", "x", "%broken x") == []


def test_whatever_is_wrong_is_written(shell):
    assert "ValueError: as asked" in shell("%broken")
    assert "%lona_views" in shell("%nothing")
    assert "No closing quotation" in shell("%custom 'a")
    assert "there are" in shell("%")


def test_a_command_that_can_not_be_loaded_is_left_out(app, caplog):
    app.settings.COMMANDS = ["nowhere.Command", "json.dumps", Custom]
    app.setup_server()
    repl = Repl({"server": app.server}, print)
    assert "custom" in repl.commands
    assert "'nowhere.Command' is left out" in caplog.text
    assert "'json.dumps' is left out" in caplog.text
