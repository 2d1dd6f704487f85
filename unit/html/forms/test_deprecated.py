"""lona.html.forms.deprecated: Select and its options."""

import pytest

from lona.html import Option, Select

pytestmark = pytest.mark.filterwarnings("ignore::lona.warnings.Lona_2_0_DeprecationWarning")

VALUES = [("a", "A"), (2, "B", True), ("c", 3, False)]


def test_values_become_options_with_strings():
    select = Select(values=VALUES)

    assert select.values == [("a", "A", False), ("2", "B", True), ("c", "3", False)]
    assert [type(option) for option in select.nodes] == [Option] * 3
    assert [option.attributes.get("selected") for option in select.nodes] == [None, "", None]
    assert [option.attributes["value"] for option in select.nodes] == ["a", "2", "c"]


def test_values_can_be_assigned():
    select = Select(values=VALUES)

    select.values = [("x", "X")]

    assert select.values == [("x", "X", False)]


def test_a_single_select_has_one_value():
    assert Select(values=VALUES).value == "2"
    assert Select(values=[("a", "A"), ("b", "B")]).value == "a"
    assert Select().value is None


def test_a_multiple_select_has_a_list_of_values():
    assert Select(values=VALUES, multiple=True).value == ["2"]
    assert Select(values=[("a", "A")], multiple=True).value == []


def test_a_value_can_be_assigned_and_unknown_ones_deselect():
    select = Select(values=VALUES)
    select.value = "c"
    assert select.value == "c"

    select.value = 2
    assert select.value == "2"

    select.value = "unknown"
    assert [selected for _, _, selected in select.values] == [False] * 3
    assert select.value == "a"


def test_several_values_can_be_assigned():
    select = Select(values=VALUES, multiple=True)

    select.value = ["a", "c", "unknown"]

    assert select.value == ["a", "c"]


def test_an_option_without_value_has_its_label():
    select = Select(Option("A"), Option("B", selected=True))

    assert select.values == [("A", "A", False), ("B", "B", True)]
    assert select.value == "B"


def test_a_change_carries_the_indexes_of_the_selected_options(send):
    select = Select(values=VALUES, multiple=True)

    send(select, [0, 2])

    assert select.value == ["a", "c"]


def test_it_has_the_switches_of_all_selects():
    select = Select(disabled=True, multiple=True, readonly=True, bubble_up=True)

    assert (select.disabled, select.multiple, select.readonly, select.bubble_up) == (True,) * 4
