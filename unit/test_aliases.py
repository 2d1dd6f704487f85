import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import lona
from lona.aliases import ALIASES, AliasFinder, install


@pytest.mark.parametrize(("old", "new"), ALIASES.items())
def test_an_old_path_gives_the_very_module(old, new):
    module = importlib.import_module(new)
    assert importlib.import_module(old) is module
    assert module.__name__ == new
    assert module.__spec__.name == new


@pytest.mark.parametrize("old", ALIASES)
def test_nothing_lies_at_an_old_path(old):
    path = Path(lona.__file__).parent.joinpath(*old.split(".")[1:])
    assert not path.with_suffix(".py").exists()
    assert not (path / "__init__.py").exists()


def test_an_old_path_can_be_imported_first():
    code = "from lona.view_runtime import VIEW_RUNTIME_STATE; print(VIEW_RUNTIME_STATE.RUNNING)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.strip() == "VIEW_RUNTIME_STATE.RUNNING", result.stderr


def test_an_unknown_path_is_still_an_error():
    with pytest.raises(ModuleNotFoundError, match=r"lona\.nowhere"):
        importlib.import_module("lona.nowhere")


def test_the_finder_is_installed_once():
    install()
    assert len([finder for finder in sys.meta_path if isinstance(finder, AliasFinder)]) == 1


@pytest.mark.parametrize("old", ["lona.html.nodes.forms", "lona.html.nodes.any.thing.at_all"])
def test_whatever_is_below_the_old_nodes_is_all_nodes(old):
    assert importlib.import_module(old) is importlib.import_module("lona.html")
