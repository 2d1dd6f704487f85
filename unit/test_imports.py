import json
import os.path
import re

import pytest

from lona.imports import NothingThere, acquire, load_script, needs_traceback


def test_a_dotted_name_gives_the_attribute_of_a_module():
    assert acquire("json.dumps") is json.dumps


def test_a_name_without_dot_gives_the_module():
    assert acquire("json") is json


def test_a_sub_module_can_be_named():
    assert acquire("os.path") is os.path
    assert acquire("lona.default_routes").routes == []


def test_a_missing_attribute_is_an_import_error_that_names_it():
    with pytest.raises(ImportError, match=r"module 'json' has no attribute 'nothing'"):
        acquire("json.nothing")


def test_a_missing_module_is_an_import_error():
    with pytest.raises(ImportError, match="no_such_package"):
        acquire("no_such_package.thing")


def test_a_missing_import_inside_the_module_is_reported_as_it_is(tmp_path, monkeypatch):
    package = tmp_path / "half_broken_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "inner.py").write_text("import missing_dependency")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="missing_dependency"):
        acquire("half_broken_package.inner")


def test_a_script_is_executed_anew_each_time(tmp_path):
    (tmp_path / "views.py").write_text("class Home: pass")
    first = acquire("views.py::Home", str(tmp_path))
    second = acquire("views.py::Home", str(tmp_path))
    assert first.__name__ == second.__name__ == "Home"
    assert first is not second


def test_classes_of_a_script_have_its_path_as_module_name(tmp_path):
    path = tmp_path / "views.py"
    path.write_text("class Home: pass\nfile = __file__")
    assert acquire(f"{path}::Home").__module__ == str(path)
    assert acquire(f"{path}::file") == str(path)


def test_a_missing_name_in_a_script_is_an_import_error(tmp_path):
    (tmp_path / "views.py").write_text("")
    with pytest.raises(ImportError, match="has no attribute 'Home'"):
        acquire("views.py::Home", str(tmp_path))


def test_a_missing_script_is_an_import_error(tmp_path):
    with pytest.raises(ImportError, match="cannot read script"):
        load_script(str(tmp_path / "nothing.py"))


@pytest.mark.parametrize(
    ("import_string", "told"),
    [
        ("nowhere.name", "cannot import 'nowhere.name': there is no module 'nowhere'"),
        ("json.nowhere.name", "there is no module 'json.nowhere'"),
        ("nowhere", "there is no module 'nowhere'"),
        ("json.nothing", "module 'json' has no attribute 'nothing'"),
        ("none.py::name", "cannot read script"),
    ],
)
def test_what_names_nothing_needs_no_traceback(import_string, told):
    with pytest.raises(NothingThere, match=re.escape(told)) as refused:
        acquire(import_string)
    assert not needs_traceback(refused.value)


def test_what_is_there_and_imports_what_is_not_needs_one(tmp_path, monkeypatch):
    (tmp_path / "importing.py").write_text("import nowhere_at_all")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="nowhere_at_all") as refused:
        acquire("importing.name")
    assert needs_traceback(refused.value)
