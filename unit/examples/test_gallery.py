"""The gallery shows everything there is."""

import importlib.util
import sys
from pathlib import Path

import pytest

import lona.html
from lona.html import AbstractNode, Node

PATH = Path(__file__).parents[2] / "examples" / "gallery" / "gallery.py"
DEPRECATED = {"Select", "Option", "Datalist", "Fieldset"}
BASES = {"AbstractNode", "Node", "TextNode", "Widget", "HTML1"}


@pytest.fixture(scope="module")
def gallery():
    spec = importlib.util.spec_from_file_location("gallery_example", PATH)
    module = importlib.util.module_from_spec(spec)
    # Static files are looked up beside the module of the class that declares them. It stays: its
    # node classes do, too, and other servers of this process look for their files.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def all_nodes(trees):
    for tree in trees:
        yield tree
        yield from tree.iter_nodes()


def test_every_node_class_is_shown(gallery):
    trees = [*gallery.input_groups(), *gallery.element_groups()]
    shown = {type(node).__name__ for node in all_nodes(trees)}
    public = {
        name
        for name, value in vars(lona.html).items()
        if isinstance(value, type) and issubclass(value, AbstractNode)
    }

    assert public - shown - DEPRECATED - BASES == {
        "RawHTML",  # on the page about widgets
        "FileInput",  # in `FileExhibit`, which needs a bucket
    }


def test_every_input_has_a_label_and_a_line(gallery):
    exhibits = [
        node for node in all_nodes(gallery.input_groups()) if isinstance(node, gallery.InputExhibit)
    ]

    for exhibit in exhibits:
        assert exhibit.line.get_text().endswith("nothing yet")
        assert exhibit.query_selector(".caption").get_text()
    ids = [
        str(node.id_list)
        for exhibit in exhibits
        for node in exhibit.iter_nodes()
        if isinstance(node, Node) and node.id_list
    ]
    assert len(set(ids)) == len(ids)


def test_the_search_looks_at_class_names(gallery):
    (table,) = [
        node
        for node in all_nodes(gallery.element_groups())
        if isinstance(node, gallery.Element) and "Table" in node.names
    ]

    assert gallery.is_wanted(table, "tbo")
    assert not gallery.is_wanted(table, "video")
