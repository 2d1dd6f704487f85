"""lona.html.forms.radio."""

import json

import pytest

from lona.html import Div, Form, Label, RadioButton, RadioGroup, Span
from lona.html.document import Document
from lona.html.patches import show, take
from lona.protocol import INPUT_EVENT_TYPE
from lona.responses import RedirectResponse


def make(**options):
    return RadioGroup(
        RadioButton(value=1),
        Div(RadioButton(value={"two": 2}, checked=True)),
        RadioButton(value="3"),
        **options,
    )


def checked(group):
    return [button.checked for button in group.radio_buttons]


def test_a_button_has_type_name_and_value():
    button = RadioButton(value=5)
    assert button.attributes == {
        "type": "radio",
        "name": "radio",
        "data-lona-events": "302",
        "value": "5",
    }
    assert button.value == 5
    assert button.name == "radio"
    assert button.checked is False
    assert button.disabled is False
    assert button.bubble_up is True

    button = RadioButton(name="x", checked=True, disabled=True)
    button.name = "y"
    assert button.attributes["name"] == "y"
    assert button.attributes["checked"] == ""
    assert button.disabled is True
    assert RadioButton.INPUT_ATTRIBUTE_NAME == "checked"


def test_a_button_can_keep_its_value_to_itself():
    class Hidden(RadioButton):
        def _render_value(self, value):
            return f"id-{value}"

    assert "value" not in RadioButton(value="secret", render_value=False).attributes
    assert Hidden(value=3).attributes["value"] == "id-3"


@pytest.mark.parametrize("value", ["", 1, None])
def test_checked_is_a_bool(value):
    button = RadioButton()

    with pytest.raises(TypeError, match="checked"):
        button.checked = value
    with pytest.raises(TypeError, match="checked"):
        RadioButton(checked=value)

    assert button.checked is False


def test_a_group_is_a_form_that_knows_its_buttons():
    group = make()

    assert group.tag_name == "form"
    assert group.values == (1, {"two": 2}, "3")
    assert group.value == {"two": 2}
    assert group.checked_radio_button is group.radio_buttons[1]
    assert RadioGroup().value is None
    assert RadioGroup().checked_radio_button is None
    assert RadioGroup().values == ()


def test_a_value_can_be_assigned():
    group = make()
    group.value = "3"
    assert checked(group) == [False, False, True]

    group.value = None
    assert checked(group) == [False, False, False]
    assert group.value is None


def test_a_value_without_button_is_refused():
    group = make()

    with pytest.raises(ValueError, match=r"^no radio button with value 'x'"):
        group.value = "x"

    assert checked(group) == [False, True, False]


def test_checking_one_button_unchecks_the_others_of_its_name():
    group = make()
    other = RadioButton(name="other", checked=True)
    group.append(other)

    group.radio_buttons[0].checked = True

    assert checked(group) == [True, False, False, True]


def test_buttons_of_other_groups_are_left_alone():
    first, second = make(), make()
    Div(first, second)

    first.radio_buttons[2].checked = True

    assert checked(second) == [False, True, False]


def test_buttons_in_an_ordinary_form_exclude_each_other_too(send):
    first, second = RadioButton(checked=True), RadioButton()
    Form(first, Div(second))

    send(second, True)

    assert (first.checked, second.checked) == (False, True)


def test_a_button_can_be_added_by_label_and_value():
    group = RadioGroup()
    group.add_button("One", 1)
    group.add_button("Two", 2)

    label, button = group.nodes[2:]
    assert isinstance(label, Label)
    assert label.get_text() == "Two"
    assert button.value == 2
    assert button.has_id(label.attributes["for"])
    assert group.nodes[1].id_list != button.id_list
    group.value = 2
    assert checked(group) == [False, True]


def test_any_nodes_can_be_added_and_get_connected():
    group, label, button = RadioGroup(), Label("x"), RadioButton(value="x")

    group.add_button(Div(label), Span(Div(button)), "text")

    assert [getattr(node, "tag_name", "text") for node in group] == ["div", "span", "text"]
    assert button.has_id(label.attributes["for"])


def test_a_button_with_an_id_keeps_it():
    group, label = RadioGroup(), Label("x")

    group.add_button(label, RadioButton(_id="mine"))

    assert label.attributes["for"] == "mine"
    assert group.radio_buttons[0].id_list == ["mine"]


def test_several_labels_and_buttons_are_connected_in_order():
    group = RadioGroup()
    labels = [Label("a"), Label("b")]
    buttons = [RadioButton(value="a"), RadioButton(value="b")]

    group.add_button(*labels, *buttons)

    for label, button in zip(labels, buttons, strict=True):
        assert button.has_id(label.attributes["for"])


def test_a_change_becomes_the_change_of_the_group(send):
    seen = []

    def handle_change(event):
        seen.append((event.node, event.data, checked(group)))
        return event

    group = make(handle_change=handle_change)
    root = Div(group)

    sent = send(group.radio_buttons[0], True)

    assert seen == [(group, 1, [True, False, False])]
    assert seen[0][0] is group
    assert sent.path[-1] is root
    assert sent.event.node is group
    assert sent.event.data == 1


def test_the_button_is_told_first_and_may_keep_the_change(send):
    group = make(handle_change=lambda event: pytest.fail("was called"))
    button = group.radio_buttons[0]
    button.handle_change = lambda event: None

    assert send(button, True).path == [button]
    assert checked(group) == [True, False, False]


def test_a_button_that_does_not_bubble_up_does_not_reach_the_group(send):
    button = RadioButton(value=1, bubble_up=False)
    group = RadioGroup(button, handle_change=lambda event: pytest.fail("was called"))

    send(button, True)

    assert group.value == 1


def test_a_group_can_keep_changes_to_itself(send):
    group = make(bubble_up=False)
    Div(group)

    sent = send(group.radio_buttons[0], True)

    assert sent.path[-1] is group
    assert sent.event.node is group

    group.handle_change = lambda event: RedirectResponse("/")
    assert isinstance(send(group.radio_buttons[0], True).result, RedirectResponse)


def test_other_events_pass_the_group_unchanged(send):
    group = make()
    button = group.radio_buttons[0]

    sent = send(button, [], code=INPUT_EVENT_TYPE.FOCUS)

    assert sent.event.node is button
    assert sent.path[-1] is group


def test_the_window_in_which_it_was_clicked_gets_nothing_back(send):
    document, group, window = Document(), make(), object()
    show(document, Div(group))

    send(group.radio_buttons[0], True, issuer=window)
    content = take(document)

    assert len(json.loads(content.to_json())) == 2
    assert content.for_issuer(window) is None
