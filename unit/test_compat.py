"""lona.compat: the switches that live in environment variables."""

import logging

import pytest

from lona.compat import (
    get_client_version,
    get_use_future_node_classes,
    set_client_version,
    set_use_future_node_classes,
)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    monkeypatch.setenv("LONA_CLIENT_VERSION", "1")
    monkeypatch.setenv("LONA_USE_FUTURE_NODE_CLASSES", "false")


def test_the_client_version_is_1_by_default(monkeypatch):
    monkeypatch.delenv("LONA_CLIENT_VERSION")

    assert get_client_version() == 1


def test_the_client_version_can_be_set():
    set_client_version(2)

    assert get_client_version() == 2


@pytest.mark.parametrize("version", [0, 3, "1", True, None])
def test_other_client_versions_are_refused(version):
    with pytest.raises(RuntimeError, match="1 or 2"):
        set_client_version(version)

    assert get_client_version() == 1


@pytest.mark.parametrize("text", ["3", "two", ""])
def test_a_wrong_client_version_in_the_environment_is_logged_and_read_as_1(
    text, monkeypatch, caplog
):
    monkeypatch.setenv("LONA_CLIENT_VERSION", text)

    with caplog.at_level(logging.ERROR, logger="lona"):
        assert get_client_version() == 1

    records = [record for record in caplog.records if record.name.startswith("lona")]
    assert [record.levelname for record in records] == ["ERROR"]


def test_future_node_classes_are_off_by_default(monkeypatch):
    monkeypatch.delenv("LONA_USE_FUTURE_NODE_CLASSES")

    assert get_use_future_node_classes() is False


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("1", True), ("false", False), ("0", False)]
)
def test_future_node_classes_can_be_set_in_the_environment(text, value, monkeypatch):
    monkeypatch.setenv("LONA_USE_FUTURE_NODE_CLASSES", text)

    assert get_use_future_node_classes() is value


def test_future_node_classes_can_be_set():
    set_use_future_node_classes(True)
    assert get_use_future_node_classes() is True

    set_use_future_node_classes(False)
    assert get_use_future_node_classes() is False


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_future_node_classes_take_only_a_bool(value):
    with pytest.raises(RuntimeError, match="True or False"):
        set_use_future_node_classes(value)


def test_a_wrong_switch_in_the_environment_is_logged_and_read_as_false(monkeypatch, caplog):
    monkeypatch.setenv("LONA_USE_FUTURE_NODE_CLASSES", "maybe")

    with caplog.at_level(logging.ERROR, logger="lona"):
        assert get_use_future_node_classes() is False

    assert "maybe" in caplog.text
