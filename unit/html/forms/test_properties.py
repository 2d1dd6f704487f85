"""lona.html.forms.properties: properties that live in a boolean attribute."""

import pytest

from lona.html import Node
from lona.html.document import Document
from lona.html.forms.properties import BooleanAttribute, is_on, switch
from lona.html.patches import show, take


class Box(Node):
    strict = BooleanAttribute("open")
    lax = BooleanAttribute("hidden", strict=False)


@pytest.mark.parametrize(("value", "on"), [("", True), ("x", True), (True, True), (0, True)])
def test_every_value_but_false_is_on(value, on):
    node = Node(attributes={"open": value})

    assert is_on(node, "open") is on


def test_false_and_absence_are_off():
    assert is_on(Node(), "open") is False
    assert is_on(Node(attributes={"open": False}), "open") is False


def test_asking_makes_no_attributes():
    node = Node()

    assert is_on(node, "open") is False
    assert node._attributes is None


def test_switching_to_what_is_already_so_changes_nothing():
    document, node = Document(), Node(attributes={"open": "yes"})
    show(document, node)

    switch(node, "open", True)
    switch(node, "hidden", False)

    assert take(document) is None
    assert node.attributes == {"open": "yes"}


def test_the_property_is_documented_and_reads_as_bool():
    node = Box()
    node.strict = True
    node.lax = [1]

    assert "open" in Box.strict.__doc__
    assert node.strict is True
    assert node.lax is True
    with pytest.raises(TypeError, match="open has to be True or False, not 1"):
        node.strict = 1
