"""lona.html.forms.control: what all controls do with change events, and their arguments."""

import json

import pytest

from lona.html import (
    BLUR,
    CHANGE,
    CLICK,
    FOCUS,
    CheckBox,
    ColorInput,
    DateInput,
    DateTimeInput,
    Div,
    EmailInput,
    MonthInput,
    NumberInput,
    Option2,
    PasswordInput,
    RadioButton,
    RangeInput,
    SearchInput,
    Select2,
    TelInput,
    TextArea,
    TextInput,
    TimeInput,
    UrlInput,
    WeekInput,
)
from lona.html.document import Document
from lona.html.patches import show, take
from lona.protocol import INPUT_EVENT_TYPE
from lona.responses import HttpRedirectResponse, RedirectResponse

TYPED = [
    (TextInput, "abc"),
    (TextArea, "abc"),
    (PasswordInput, "abc"),
    (EmailInput, "a@b"),
    (UrlInput, "http://x/"),
    (SearchInput, "abc"),
    (TelInput, "123"),
    (NumberInput, "12"),
    (RangeInput, "12"),
    (ColorInput, "#102030"),
    (DateInput, "2024-02-29"),
    (TimeInput, "10:20"),
    (DateTimeInput, "2024-02-29T10:20"),
    (MonthInput, "2024-02"),
    (WeekInput, "2024-W09"),
]
CONTROLS = [*TYPED, (CheckBox, True), (Select2, []), (RadioButton, True)]


def decoded(content):
    """Return what the clients get, as Python objects."""
    return json.loads(content.to_json())


@pytest.mark.parametrize(("cls", "data"), CONTROLS)
def test_every_control_has_the_common_arguments_and_properties(cls, data):
    plain = cls()
    assert plain.disabled is False
    assert plain.readonly is False
    assert plain.bubble_up is (cls is RadioButton)

    node = cls(disabled=True, readonly=True, bubble_up=True, _class="x", handle_change=print)
    assert node.disabled is True
    assert node.readonly is True
    assert node.bubble_up is True
    assert node.attributes["disabled"] == ""
    assert node.has_class("x")

    node.disabled = node.readonly = node.bubble_up = False
    assert "disabled" not in node.attributes
    assert "readonly" not in node.attributes
    assert node.bubble_up is False


@pytest.mark.parametrize(("cls", "data"), CONTROLS)
@pytest.mark.parametrize("name", ["disabled", "readonly", "bubble_up"])
@pytest.mark.parametrize("value", ["", "yes", 1, None])
def test_switches_take_a_bool_only(cls, data, name, value):
    node = cls()
    before = dict(node.attributes)

    with pytest.raises(TypeError, match=name):
        setattr(node, name, value)
    with pytest.raises(TypeError, match=name):
        cls(**{name: value})

    assert dict(node.attributes) == before


@pytest.mark.parametrize(("cls", "data"), TYPED)
def test_typed_input_is_debounced_by_300_milliseconds_unless_told_otherwise(cls, data):
    assert cls().attributes["data-lona-events"] == "302:300"
    assert cls(input_delay=0).attributes["data-lona-events"] == "302"
    assert cls(input_delay=5).attributes["data-lona-events"] == "302:5"
    with pytest.raises(ValueError, match="input_delay"):
        cls(input_delay="5")


@pytest.mark.parametrize("cls", [CheckBox, Select2, RadioButton])
def test_choices_are_sent_at_once_unless_told_otherwise(cls):
    assert cls().attributes["data-lona-events"] == "302"
    assert cls(input_delay=5).attributes["data-lona-events"] == "302:5"


@pytest.mark.parametrize(("cls", "data"), CONTROLS)
def test_further_events_are_added_to_the_change_event(cls, data):
    class Mine(cls):
        EVENTS = [CLICK]

    node = Mine(events=[FOCUS, BLUR])

    assert set(node.events) == {CHANGE, CLICK, FOCUS, BLUR}


@pytest.mark.parametrize("cls", [TextInput, TextArea, NumberInput, CheckBox])
def test_children_are_no_arguments_of_inputs(cls):
    with pytest.raises((TypeError, ValueError)):
        cls(Div())


@pytest.mark.parametrize(("cls", "data"), CONTROLS)
def test_the_value_is_stored_before_the_handler_runs(cls, data, send):
    seen = []
    node = cls(handle_change=lambda event: seen.append((event.data, str(node))))
    if cls is Select2:
        node.append(Option2("x", value="x"))
    before = str(node)

    sent = send(node, [0] if cls is Select2 else data)

    assert sent.applied == 1
    assert len(seen) == 1
    assert seen[0][1] == str(node)
    assert seen[0][1] != before


@pytest.mark.parametrize(("cls", "data"), CONTROLS)
def test_a_change_ends_at_the_control_unless_it_bubbles_up(cls, data, send):
    control = cls(bubble_up=False)
    assert send(Div(control)[0], data).path == [control]

    control = cls(bubble_up=True)
    root = Div(Div(control))
    assert send(control, data).path == [control, root[0], root]


def test_a_change_that_the_handler_kept_does_not_bubble_up(send):
    control = TextInput(bubble_up=True, handle_change=lambda event: None)
    Div(control)

    sent = send(control, "x")

    assert sent.path == [control]
    assert sent.result is None


@pytest.mark.parametrize("bubble_up", [True, False])
@pytest.mark.parametrize(
    "redirect", [RedirectResponse("/"), HttpRedirectResponse("/"), {"redirect": "/"}]
)
def test_redirects_take_effect_with_and_without_bubbling(bubble_up, redirect, send):
    control = TextInput(bubble_up=bubble_up, handle_change=lambda event: redirect)

    assert send(control, "x").result is redirect


def test_other_return_values_are_ignored_without_bubbling(send):
    control = TextInput(handle_change=lambda event: "nonsense")

    assert send(control, "x").result is None


@pytest.mark.parametrize(
    ("code", "handler"),
    [
        (INPUT_EVENT_TYPE.CLICK, "handle_click"),
        (INPUT_EVENT_TYPE.FOCUS, "handle_focus"),
        (INPUT_EVENT_TYPE.BLUR, "handle_blur"),
    ],
)
def test_other_events_pass_through_their_handler(code, handler, send):
    seen = []

    def handle(event):
        seen.append(event)
        return event

    control = TextInput("kept", **{handler: handle})
    root = Div(control)

    sent = send(control, [], code=code)

    assert seen == [sent.event]
    assert sent.path == [control, root]
    assert sent.applied == 0
    assert control.value == "kept"


@pytest.mark.parametrize(("cls", "data"), CONTROLS)
@pytest.mark.parametrize("wrong", [None, 1, 1.5, {}, {"a": 1}, [5], ["x"], [True], [None]])
def test_data_that_no_such_control_sends_is_dropped(cls, data, wrong, send):
    control = cls(bubble_up=True, handle_change=lambda event: pytest.fail("was called"))
    before = str(control)

    sent = send(control, wrong)

    assert sent.result is None
    assert sent.applied == 0
    assert str(control) == before


def test_what_was_typed_goes_to_the_other_windows_only(send):
    document, control, window = Document(), TextInput("a"), object()
    show(document, Div(control))

    send(control, "ab", issuer=window)
    content = take(document)

    assert decoded(content) == [[1, int(control.id), "value", "ab"]]
    assert content.for_issuer(window) is None
    assert content.for_issuer(object()) is content


def test_what_is_assigned_goes_to_all_windows(send):
    document, window = Document(), object()
    control = TextInput(handle_change=lambda event: setattr(control, "value", "AB"))
    show(document, Div(control))

    send(control, "ab", issuer=window)

    assert decoded(take(document).for_issuer(window)) == [[1, int(control.id), "value", "AB"]]


def test_what_was_selected_goes_to_the_other_windows_only(send):
    document, window = Document(), object()
    control = Select2(Option2("a", value="a", selected=True), Option2("b", value="b"))
    show(document, Div(control))

    send(control, [1], issuer=window)
    content = take(document)

    assert sorted(patch[0] for patch in decoded(content)) == [1, 2]
    assert content.for_issuer(window) is None


def test_a_class_may_have_its_switches_on():
    class Fixed(TextInput):
        ATTRIBUTES = {"type": "text", "readonly": ""}

    assert Fixed().readonly is True
    assert TextInput(attributes={"disabled": ""}).disabled is True
