import copy
import logging

import pytest

from lona.settings import Settings, default_values, load_settings


def test_settings_are_attributes():
    settings = Settings(values={"A": 1})
    settings.B = 2
    settings.update({"C": 3})
    assert (settings.A, settings.B, settings.C) == (1, 2, 3)
    assert list(settings) == ["A", "B", "C"]
    assert len(settings) == 3
    assert "A" in settings
    assert "D" not in settings


def test_an_unknown_name_is_a_key_error():
    settings = Settings()
    with pytest.raises(KeyError, match="NOTHING"):
        _ = settings.NOTHING
    assert settings.get("NOTHING") is None
    with pytest.raises(KeyError, match="NOTHING"):
        del settings.NOTHING


def test_get_takes_a_default():
    settings = Settings(values={"A": None})
    assert settings.get("A", 5) is None
    assert settings.get("B", 5) == 5
    assert settings.get("B", None) is None


def test_a_setting_can_be_deleted():
    settings = Settings(values={"A": 1})
    del settings.A
    assert "A" not in settings


def test_settings_can_be_copied():
    settings = Settings(values={"A": [1]})
    assert copy.deepcopy(settings).A == [1]


def test_a_settings_file_sees_and_changes_earlier_settings(tmp_path):
    (tmp_path / "more.py").write_text(
        "import os\nfrom os import path\nA += [2]\nB = os.sep\n_PRIVATE = 1\ndef helper(): pass"
    )
    settings = Settings(str(tmp_path), {"A": [1]})
    settings.add("more.py")
    assert settings.A == [1, 2]
    assert settings.B == "/"
    assert set(settings) == {"A", "B", "helper"}


def test_a_name_that_a_file_deletes_is_gone(tmp_path):
    (tmp_path / "less.py").write_text("del A")
    settings = Settings(str(tmp_path), {"A": 1, "B": 2})
    settings.add("less.py")
    assert list(settings) == ["B"]


@pytest.mark.parametrize(
    ("name", "content"), [("broken.py", "A.append(2)\n1 / 0"), ("no.txt", ""), ("bad.py", "if")]
)
def test_a_broken_settings_file_is_logged_and_changes_nothing(tmp_path, caplog, name, content):
    (tmp_path / name).write_text(content)
    settings = Settings(str(tmp_path), {"A": [1]})
    with caplog.at_level(logging.ERROR, "lona.settings"):
        settings.add(name)
    assert settings.A == [1]
    assert name in caplog.text
    assert caplog.records[0].name == "lona.settings"


def test_a_missing_settings_file_is_logged(caplog):
    Settings("/nowhere").add("settings.py")
    assert "/nowhere/settings.py" in caplog.text


def test_defaults_are_fresh_for_everyone():
    first, second = default_values(), default_values()
    first["MIDDLEWARES"].append(1)
    assert second["MIDDLEWARES"] == []
    assert not any(name.startswith("_") for name in first)


def test_the_order_is_pre_overrides_defaults_files_post_overrides(tmp_path):
    (tmp_path / "a.py").write_text("SEEN = MINE\nCLIENT_DEBUG = 'a'\nORDER = ['a']\nX = 1")
    (tmp_path / "b.py").write_text("ORDER.append('b')")
    settings = load_settings(
        str(tmp_path),
        ("a.py", "b.py"),
        pre_overrides={"MINE": 7, "SESSIONS": "never seen"},
        post_overrides={"X": 2},
    )
    assert settings.SEEN == 7
    assert settings.SESSIONS is True
    assert settings.CLIENT_DEBUG == "a"
    assert settings.ORDER == ["a", "b"]
    assert settings.X == 2


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("MIDLEWARES", "MIDDLEWARES"),
        ("STATIC_DIR", "STATIC_DIRS"),
        ("ROUTING_TABEL", "ROUTING_TABLE"),
        ("DEBUGG", "DEBUG"),
    ],
)
def test_a_name_that_is_almost_one_of_lona_is_warned_of(tmp_path, caplog, name, near):
    (tmp_path / "settings.py").write_text(f"{name} = 1")
    ways = [
        lambda settings: setattr(settings, name, 1),
        lambda settings: settings.update({name: 1}),
        lambda settings: settings.add("settings.py"),
    ]
    for way in ways:
        caplog.clear()
        settings = Settings(str(tmp_path))
        way(settings)
        assert f"no setting {name}; did you mean {near}?" in caplog.text
        assert settings.get(name) == 1


@pytest.mark.parametrize(
    "name", ["MINE", "MY_MIDDLEWARES", "DATABASE_URL", "DEBUG", "PORT", "TITLE"]
)
def test_names_of_applications_are_free(caplog, name):
    setattr(Settings(), name, 1)
    assert caplog.text == ""
