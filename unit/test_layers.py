"""The layers of docs/architecture.md, as `[tool.importlinter]` in pyproject.toml states them."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint_imports(root):
    """Check the packages below root against the contracts of this project."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, '.'); {LINT_IMPORTS}",
            "--no-cache",
            "--config",
            str(ROOT / "pyproject.toml"),
        ],
        cwd=root,
        capture_output=True,
        text=True,
    )


ROOMS = {"lona/__init__.py": "", "lona_testing/__init__.py": "", "lona_testing/browser/page.py": ""}


def write_packages(root, files):
    for name, text in (ROOMS | files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(text, encoding="utf-8")


def test_the_table_of_the_documentation_is_the_one_that_is_checked():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [
        contract
        for contract in config["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == ["lona"]
    ]
    checked = [set(re.findall(r"\w+", layer)) for layer in contract["layers"]]
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d \| (.+?) \|", text, re.MULTILINE)
    documented = [set(re.findall(r"`(\w+)`", row)) for row in rows]

    assert documented == list(reversed(checked))


@pytest.mark.slow
def test_the_project_keeps_its_layers():
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("lona/protocol/codec.py", "import lona.html.node"),
        ("lona/html/node.py", "def late():\n    from lona.server import Server"),
        ("lona/server.py", "import aiohttp"),
        ("lona/view.py", "from jinja2 import Template"),
        ("lona_testing/wire/page.py", "import jinja2"),
        ("lona_testing/plugin/drivers.py", "import playwright"),
        ("lona_testing/wire/page.py", "import lona.html"),
        ("lona_testing/wire/page.py", "import lona_testing.plugin"),
        ("lona_testing/browser/page.py", "import lona.protocol"),
        ("lona_testing/browser/page.py", "import lona_testing.wire"),
        ("lona_testing/a_module_without_a_room.py", ""),
        ("lona/server.py", "import lona_testing"),
        ("lona/a_module_without_a_layer.py", ""),
    ],
)
def test_a_module_that_leaves_its_layer_is_found(tmp_path, file, text):
    modules = {
        "lona/html/node.py": "",
        "lona/protocol.py": "",
        "lona/server.py": "",
        "lona/view.py": "",
        "lona_testing/plugin/drivers.py": "",
        "lona_testing/wire/page.py": "",
    }
    write_packages(tmp_path, modules | {file: text})

    result = lint_imports(tmp_path)

    assert result.returncode != 0
    assert file.removesuffix(".py").replace("/", ".").split(".")[-1] in result.stdout


@pytest.mark.slow
def test_the_packages_of_the_counterexamples_are_fine_without_them(tmp_path):
    write_packages(
        tmp_path,
        {
            "lona/html/node.py": "import lona.protocol.codec",
            "lona/protocol/codec.py": "",
            "lona/web/http.py": "import aiohttp\nimport lona.server",
            "lona/server.py": "import lona.html.node",
            "lona/loaders/templating.py": "import jinja2",
            "lona/pytest.py": "import lona_testing",
            "lona_testing/wire/page.py": "import lona.protocol\nimport lona_testing.browser.page",
            "lona_testing/plugin/chromium.py": "import playwright\nimport lona_testing.wire.page",
        },
    )

    result = lint_imports(tmp_path)

    assert result.returncode == 0, result.stdout + result.stderr
