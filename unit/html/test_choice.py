"""lona.html.choice, through the nodes."""

import pytest

from lona.html import Div, Node, OptGroup, Option2, Select, Select2, TextNode
from lona.html.choice import ChosenOptions, iter_options


def test_ids_of_options_are_read_as_indexes():
    group = OptGroup(Option2("x"), Option2("y"))
    select = Select2(Option2("w"), group)
    other = Option2("of another select")
    nodes = {5: group.nodes[1], 6: select.nodes[0], 7: other}

    assert select.read_change(["5", 8, "7", "6", "9"], nodes.get) == [0, 2]


@pytest.mark.parametrize(
    "data", [[], [0, 2], ["a"], ["5", "-5"], ["5", "\u0665"], ["9" * 5000], "5", None, {"5": 1}]
)
def test_what_is_no_list_of_ids_is_no_choice(data):
    assert Select2(Option2("x")).read_change(data, {}.get) is data


@pytest.mark.filterwarnings("ignore:Select is deprecated")
@pytest.mark.parametrize(
    "make", [Select2, Select, lambda *options: Node(*options, tag_name="select")]
)
def test_selects_of_every_class_have_options_to_choose(make):
    select = make(Node(tag_name="option"), Node(tag_name="option"))

    choice = select.read_change(["5"], {5: select.nodes[1]}.get)

    assert isinstance(choice, ChosenOptions)
    assert choice == [1]


def test_only_selects_have_options_to_choose():
    for node in (Div(), Div(Select2(Option2("x"))), TextNode("x")):
        data = ["5"]
        assert node.read_change(data, {}.get) is data


def test_options_stand_in_a_select_or_in_a_group_of_it():
    first, second = Option2("1"), Option2("2")
    select = Select2("text", first, OptGroup("text", second, Div(Option2("3"))), Div(Option2("4")))

    assert [id(option) for option in iter_options(select)] == [id(first), id(second)]
