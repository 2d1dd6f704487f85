"""lona.html.forms.check_box."""

import pytest

from lona.html import CheckBox


def test_a_box_is_checked_by_an_attribute():
    node = CheckBox()
    assert node.attributes["type"] == "checkbox"
    assert node.value is False
    assert "checked" not in node.attributes

    node.value = True
    assert node.value is True
    assert node.attributes["checked"] == ""

    node.value = False
    assert "checked" not in node.attributes
    assert CheckBox(True).value is True
    assert CheckBox.INPUT_ATTRIBUTE_NAME == "checked"


@pytest.mark.parametrize("value", ["", "on", 1, 0, None])
def test_other_values_are_refused(value):
    node = CheckBox(True)

    with pytest.raises(TypeError, match="value"):
        node.value = value
    with pytest.raises(TypeError, match="value"):
        CheckBox(value)

    assert node.value is True


def test_clicking_it_changes_the_value(send):
    node = CheckBox()

    send(node, True)
    assert node.value is True

    send(node, False)
    assert node.value is False
    assert node == CheckBox()
