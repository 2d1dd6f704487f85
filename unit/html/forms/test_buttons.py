"""lona.html.forms.buttons."""

import pytest

from lona.html import CLICK, FOCUS, Button, Submit


def test_a_button_sends_clicks():
    assert list(Button("x").events) == [CLICK]
    assert set(Button(events=[FOCUS]).events) == {CLICK, FOCUS}


def test_a_button_can_be_disabled():
    button = Button("x", disabled=True)
    assert button.disabled is True
    assert button.attributes["disabled"] == ""

    button.disabled = False
    assert "disabled" not in button.attributes


@pytest.mark.parametrize("value", ["", 1, None, "disabled"])
def test_disabled_is_a_bool(value):
    button = Button()

    with pytest.raises(TypeError, match="disabled"):
        button.disabled = value
    with pytest.raises(TypeError, match="disabled"):
        Button(disabled=value)

    assert button.disabled is False


def test_submit_is_an_input_with_a_label_and_no_click():
    node = Submit()
    assert node.attributes == {"type": "submit", "value": "Submit"}
    assert list(node.events) == []

    assert Submit(value="Send").attributes["value"] == "Send"
