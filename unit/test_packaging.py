"""What the built distributions contain, and that an installed wheel is complete."""

import configparser
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CLIENT_FOLDERS = ("lona/client/_lona/client", "lona/client2/_lona/client2")


@pytest.fixture(scope="module")
def distributions(tmp_path_factory):
    """Build the sdist, and the wheel from that sdist; return the folder that holds both."""
    folder = tmp_path_factory.mktemp("distributions")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(distributions):
    (path,) = distributions.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def sdist_names(distributions):
    """The files of the sdist, relative to its top folder."""
    (path,) = distributions.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def served_client_files():
    files = {path.name: path for path in (ROOT / "client" / "src").glob("*.js")}
    files["lona.bundle.js"] = ROOT / "client" / "dist" / "lona.js"
    files["lona.js"] = ROOT / "client" / "dist" / "module.js"
    return files


def package_files():
    """Every file of the packages that is not a by-product of running them."""
    return {
        str(path.relative_to(ROOT))
        for package in ("lona", "lona_testing")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.slow
@pytest.mark.parametrize("folder", CLIENT_FOLDERS)
def test_the_wheel_contains_the_client_flat_under_both_entry_urls(wheel, folder):
    names = {name.removeprefix(f"{folder}/") for name in wheel.namelist() if folder in name}

    assert names == set(served_client_files())
    for name, path in served_client_files().items():
        assert wheel.read(f"{folder}/{name}") == path.read_bytes()


@pytest.mark.slow
def test_the_wheel_contains_both_packages_completely_and_nothing_else(wheel):
    names = {
        name
        for name in wheel.namelist()
        if ".dist-info/" not in name and not name.startswith(CLIENT_FOLDERS)
    }

    assert names == package_files()
    assert "lona/py.typed" in names
    assert "lona/templates/lona/frontend.html" in names
    assert "lona/static/lona/style.css" in names
    assert "lona/pytest.py" in names
    assert not [name for name in names if "random" in name]


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes(distributions, tmp_path):
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    first = {path.name: path.read_bytes() for path in distributions.iterdir()}
    second = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_the_wheel_registers_the_command_and_the_pytest_plugin(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith("/entry_points.txt")]
    entry_points = configparser.ConfigParser()
    entry_points.read_string(wheel.read(name).decode())

    assert dict(entry_points["pytest11"]) == {"lona": "lona.pytest"}
    assert dict(entry_points["console_scripts"]) == PROJECT["scripts"]


@pytest.mark.slow
def test_the_sdist_contains_the_client_and_the_tests(sdist_names):
    assert package_files() <= sdist_names
    assert {
        "LICENSE",
        "Makefile",
        "README.md",
        "client/dist/lona.js",
        "client/dist/module.js",
        "client/src/main.js",
        "docs/protocol.md",
        "hatch_build.py",
        "random_trees/trees.py",
        "unit/test_packaging.py",
    } <= sdist_names
    assert not [name for name in sdist_names if "node_modules" in name]


INSTALLED_APP = """
import sys
from pathlib import Path

import lona
from aiohttp.test_utils import TestClient, TestServer
from lona.html import H1

assert Path(lona.__file__).is_relative_to(sys.argv[1]), lona.__file__
app = lona.App(__file__)


@app.route("/")
class Index(lona.View):
    def handle_request(self, request):
        return H1("Hello")


async def main():
    async with TestClient(TestServer(app.aiohttp_app)) as client:
        for url in sys.argv[2:]:
            response = await client.get(url)
            print(response.status, url)


import asyncio

loop = asyncio.new_event_loop()
app.setup_server(loop=loop)
loop.run_until_complete(main())
loop.close()
"""


@pytest.mark.slow
def test_an_installed_wheel_serves_page_client_and_style_outside_of_the_repository(wheel, tmp_path):
    site = tmp_path / "site"
    wheel.extractall(site)
    script = tmp_path / "app.py"
    script.write_text(INSTALLED_APP, encoding="utf-8")
    urls = [
        "/",
        "/static/lona/style.css",
        *(f"/static/_lona/client/{name}" for name in served_client_files()),
        *(f"/static/_lona/client2/{name}" for name in served_client_files()),
    ]

    result = subprocess.run(
        [sys.executable, str(script), str(site), *urls],
        cwd=tmp_path,
        env={"PYTHONPATH": str(site), "PATH": ""},
        capture_output=True,
        text=True,
    )

    assert result.stdout.splitlines() == [f"200 {url}" for url in urls], result.stderr


def test_no_source_module_of_the_client_has_the_name_of_an_entry():
    sources = {path.name for path in (ROOT / "client" / "src").glob("*.js")}

    assert "main.js" in sources
    assert not sources & {"lona.bundle.js", "lona.js"}


def test_continuous_integration_runs_the_test_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")

    assert re.search(r"^make test\b", readme, re.MULTILINE)
    assert re.search(r"^make test\b", script, re.MULTILINE)
    assert re.search(r"run: \.ci/run$", workflow, re.MULTILINE)


def test_every_python_that_the_package_names_is_tested():
    prefix = "Programming Language :: Python :: 3."
    named = [
        classifier.removeprefix("Programming Language :: Python :: ")
        for classifier in PROJECT["classifiers"]
        if classifier.startswith(prefix)
    ]
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    (matrix,) = re.findall(r"^ +python: \[(.+)\]$", workflow, re.MULTILINE)

    assert [version.strip(' "') for version in matrix.split(",")] == named
    assert PROJECT["requires-python"] == f">={named[0]}"


@pytest.mark.slow
def test_the_version_of_the_package_is_that_of_the_code(wheel):
    import lona

    assert f"lona-{lona.VERSION_STRING}.dist-info/METADATA" in wheel.namelist()


LIGHT_TESTS = """
import pytest

from lona import View
from lona.html import Button, Div
from lona.pytest import expect


class Counter(View):
    count = 0

    def handle_request(self, request):
        return Div(Button("more", handle_click=self.add))

    def add(self, input_event):
        self.count += 1
        input_event.node.set_text(str(self.count))


def test_in_process(lona_page):
    page = lona_page(Counter)
    page.get_by_role("button").click()
    expect(page.locator("p, button >> visible=true")).to_have_text("1")


def test_in_a_browser(lona_chromium):
    raise NotImplementedError


async def test_over_http(lona_app_context):
    raise NotImplementedError
"""


@pytest.mark.slow
def test_tests_in_the_process_need_no_browser_and_say_what_one_needs(distributions, tmp_path):
    (wheel,) = distributions.glob("*.whl")
    python = tmp_path / "venv" / "bin" / "python"
    tests = tmp_path / "project"
    tests.mkdir()
    (tests / "test_light.py").write_text(LIGHT_TESTS, encoding="utf-8")

    def run(*command, status=0):
        result = subprocess.run(
            [str(part) for part in command], cwd=tests, capture_output=True, text=True
        )
        assert result.returncode == status, result.stdout + result.stderr
        return result.stdout + result.stderr

    run(sys.executable, "-m", "venv", tmp_path / "venv")
    run(python, "-m", "pip", "install", "-q", f"{wheel}[testing-inprocess]", "pytest-asyncio")
    installed = run(python, "-m", "pip", "list", "--format=freeze").lower()
    assert "playwright" not in installed
    assert "pytest-aiohttp" not in installed

    pytest_ = (python, "-m", "pytest", "-o", "asyncio_mode=auto")
    assert "1 passed" in run(*pytest_, "-k", "in_process")
    remedy = 'pip install "/path/to/lona[testing]"'
    told = run(*pytest_, "--lona-driver=chromium", status=4).strip()
    assert told.startswith("ERROR: --lona-driver: Playwright is not installed")
    assert told.endswith(remedy)
    assert told.count("\n") == 0
    told = run(*pytest_, "-k", "in_a_browser or over_http", status=1)
    assert told.count(remedy) >= 2
    assert "Traceback" not in told
