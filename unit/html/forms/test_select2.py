"""lona.html.forms.select2."""

import pytest

from lona.html import CHANGE, Div, Node, OptGroup, Option2, Select2
from lona.html.choice import ChosenOptions

A, B, C = ("a", 1), {"b": 2}, None  # values may be anything, also what can not be hashed


def make(multiple=False, selected=()):
    return Select2(
        *(
            Option2(str(value), value=value, selected=index in selected)
            for index, value in enumerate([A, B, C])
        ),
        multiple=multiple,
    )


def selected(select):
    return [option.selected for option in select.options]


def test_an_option_keeps_its_value_and_discloses_its_string():
    value = object()
    option = Option2("x", value=value)

    assert option.value is value
    assert option.attributes == {"value": str(value)}

    option.value = 5
    assert option.attributes == {"value": "5"}


def test_an_option_can_keep_its_value_to_itself():
    option = Option2("x", value="secret", render_value=False)
    assert option.value == "secret"

    option.value = "other"
    assert option.attributes == {}


def test_what_is_disclosed_can_be_overridden():
    class Hidden(Option2):
        def _render_value(self, value):
            return f"id-{value}"

    assert Hidden(value=3).attributes == {"value": "id-3"}


def test_switches_of_options_take_anything_true_or_false():
    option = Option2("x", selected=1, disabled="yes")
    assert option.selected is True
    assert option.disabled is True
    assert option.attributes["selected"] == option.attributes["disabled"] == ""

    option.selected = None
    option.disabled = ""
    assert option.selected is False
    assert "disabled" not in option.attributes


def test_a_single_select_has_the_value_of_the_selected_option():
    assert make(selected=[1]).value == B
    assert make().value == A
    assert make(selected=[1, 2]).value == B
    assert Select2().value is None


def test_a_multiple_select_has_a_tuple_of_values():
    assert make(multiple=True, selected=[0, 2]).value == (A, C)
    assert make(multiple=True).value == ()
    assert make(multiple=True).attributes["multiple"] == ""


def test_a_value_can_be_assigned():
    select = make()
    select.value = B
    assert selected(select) == [False, True, False]

    select.value = C
    assert selected(select) == [False, False, True]

    select.value = [A]
    assert selected(select) == [True, False, False]


def test_several_values_can_be_assigned():
    select = make(multiple=True)
    select.value = [A, C]
    assert selected(select) == [True, False, True]

    select.value = A
    assert selected(select) == [True, False, False]

    select.value = []
    assert select.value == ()

    select.value = (B, C)
    assert select.value == (B, C)


@pytest.mark.parametrize("value", ["x", [A, "x"], ["x"]])
def test_a_value_that_no_option_has_is_refused(value):
    select = make(multiple=True, selected=[1])

    with pytest.raises(RuntimeError, match="no option with value 'x'"):
        select.value = value

    assert selected(select) == [False, True, False]


def test_values_are_compared_with_equality():
    select = make()

    select.value = {"b": 2}

    assert select.value is B


def test_options_are_the_children_with_that_tag():
    option = Option2("x")
    plain = Node("y", tag_name="option", value="v")
    select = Select2(Div(), "text", option, plain)

    assert select.options == (option, plain)
    assert select.values == ("", "v")
    plain.attributes = {}
    assert select.values == ("", "y")


def test_options_in_groups_can_be_selected_as_in_the_browser(send):
    first, inner, last = (Option2(name, value=name) for name in "abc")
    select = Select2(first, OptGroup(inner, label="group"), last)

    assert select.options == (first, last)
    assert select.values == ("a", "b", "c")
    send(select, [1])
    assert select.value == "b"
    assert select.selected_options == (inner,)
    select.value = "c"
    assert inner.selected is False
    select.select_all()
    assert inner.selected is True
    select.remove_option(inner)
    assert select.values == ("a", "c")


def test_the_first_option_may_stand_in_a_group():
    inner = Option2("a", value="a")
    select = Select2(OptGroup(inner), Option2("b", value="b"))

    assert select.value == "a"
    assert select.selected_options == (inner,)
    select.clear_options()
    assert select.value is None


@pytest.mark.parametrize("make_options", [lambda x: x, lambda x: [x], lambda x: (x,)])
def test_options_can_be_assigned(make_options):
    select, option = make(), Option2("new", value=9)

    select.options = make_options(option)

    assert select.options == (option,)
    assert select.options[0] is option
    assert select.value == 9


def test_the_first_option_of_a_single_select_counts_as_selected():
    select = make()

    assert select.selected_options == (select.options[0],)
    assert make(multiple=True).selected_options == ()
    assert [option.value for option in make(selected=[1]).selected_options] == [B]
    assert Select2().selected_options == ()


def test_options_can_be_added_and_removed_one_by_one():
    select = Select2()
    first, second = Option2("x"), Option2("x")
    select.add_option(first)
    select.add_option(second)

    select.remove_option(second)
    assert select.options[0] is first

    with pytest.raises(ValueError, match="no option"):
        select.remove_option(second)

    select.clear_options()
    assert select.options == ()


def test_all_or_no_options_can_be_selected():
    single, multiple = make(selected=[1]), make(multiple=True)
    single.select_all()
    multiple.select_all()
    assert single.value == A
    assert multiple.value == (A, B, C)

    single.select_none()
    multiple.select_none()
    assert single.value == A
    assert multiple.value == ()


def test_a_change_carries_the_indexes_of_the_selected_options(send):
    select = make(multiple=True, selected=[0])

    sent = send(select, [1, 2])

    assert select.value == (B, C)
    assert sent.event.data == [1, 2]
    assert selected(select) == [False, True, True]


def test_chosen_options_are_counted_again_when_the_change_is_stored(send):
    select = make(multiple=True, selected=[0])
    data = ChosenOptions(select, select.options[1:])
    assert data == [1, 2]
    select.insert(0, Option2("new", selected=True))
    select.nodes[2].remove()

    assert send(select, data).event.data == [2]
    assert selected(select) == [False, False, True]


def test_chosen_options_that_a_hook_has_changed_are_not_counted_again(send):
    select = make(multiple=True)
    data = ChosenOptions(select, select.options[:1])
    data.append(2)

    assert send(select, data).event.data == [0, 2]
    assert select.value == (A, C)


def test_a_choice_that_is_gone_selects_nothing(send):
    select = make(selected=[1])
    data = ChosenOptions(select, [select.options[2]])
    select.remove_option(select.options[2])

    assert send(select, data).event.data == []
    assert selected(select) == [False, False]


@pytest.mark.parametrize("data", [[3], [-1], [0, 7]])
def test_indexes_without_option_change_nothing(data, send):
    select = make(selected=[1])

    assert send(select, data).result is None
    assert selected(select) == [False, True, False]


def test_it_listens_to_changes():
    assert list(Select2().events) == [CHANGE]
