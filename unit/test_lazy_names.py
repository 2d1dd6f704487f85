"""`import lona` is light: names are imported when they are used, and are known to editors."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import lona

HEAVY = "aiohttp jinja2 playwright turbohtml tinycss2 cssselect2 regress ada_url multidict yarl"


def modules_after(code: str) -> set[str]:
    """Return which modules a fresh interpreter has imported."""
    command = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def names_for_editors() -> dict[str, str]:
    """Return what the `if TYPE_CHECKING` block imports: name → module."""
    tree = ast.parse(Path(lona.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def test_editors_know_what_there_is_and_where():
    assert names_for_editors() == lona._HOMES
    assert sorted(lona.__all__) == sorted(lona._HOMES)
    assert set(lona.__all__) <= set(dir(lona))


@pytest.mark.parametrize("name", lona.__all__)
def test_each_name_is_there(name):
    assert getattr(lona, name) is getattr(importlib.import_module(lona._HOMES[name]), name)


@pytest.mark.parametrize("path", ["html", "server", "static_files", "exceptions", "view_runtime"])
def test_modules_can_be_used_without_importing_them(path):
    modules = modules_after(f"import lona; assert lona.{path}.__name__.startswith('lona.')")
    assert "lona" in modules


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'lona' has no attribute 'Vew'"):
        _ = lona.Vew


@pytest.mark.parametrize("code", ["import lona", "import lona.pytest"])
def test_nothing_heavy_is_imported_before_it_is_needed(code):
    modules = modules_after(code)
    assert [name for name in HEAVY.split() if name in modules] == []
    assert "lona.html" not in modules
    assert "lona.server" not in modules


def test_a_session_that_tests_something_else_loads_no_server(pytester):
    pytester.makepyfile(
        f"""
        import sys

        def test_this():
            assert [name for name in {HEAVY.split()} if name in sys.modules] == []
            assert "lona.server" not in sys.modules
        """
    )
    plugins = "-p no:pytest_playwright -p no:aiohttp -p no:playwright".split()
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *plugins)
    result.assert_outcomes(passed=1)
