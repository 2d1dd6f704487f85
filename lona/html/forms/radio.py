"""Radio buttons, and the form that groups them."""

from collections.abc import Iterator
from typing import Any, ClassVar

from lona.html.abstract_node import AbstractNode
from lona.html.elements.forms import Label
from lona.html.forms.any_value import AnyValue
from lona.html.forms.bubbling import passed_on
from lona.html.forms.control import Control
from lona.html.forms.properties import check_bool, is_on, switch
from lona.html.node import Node
from lona.protocol import INPUT_EVENT_TYPE


class RadioButton(AnyValue, Control):
    """One of several choices of the same `name` in a form, of which at most one is checked.

    `value` is any object. With `render_value` the browser gets `str(value)`, else nothing of it.
    """

    TAG_NAME = "input"
    SELF_CLOSING_TAG = True
    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "radio", "name": "radio"}
    INPUT_ATTRIBUTE_NAME = "checked"

    def __init__(
        self,
        value: Any = "",
        bubble_up: bool = True,
        checked: bool = False,
        render_value: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(value=value, render_value=render_value, bubble_up=bubble_up, **kwargs)
        if check_bool("checked", checked):
            self.checked = True

    @property
    def name(self) -> str:
        """What connects buttons that exclude each other."""
        return str(self.attributes.get("name", ""))

    @name.setter
    def name(self, name: str) -> None:
        self.attributes["name"] = name

    @property
    def checked(self) -> bool:
        """Whether the button is checked; checking it unchecks the others of its name."""
        return is_on(self, "checked")

    @checked.setter
    def checked(self, value: bool) -> None:
        self._check(check_bool("checked", value), None)

    def _check(self, on: bool, issuer: object) -> None:
        with self.lock:
            switch(self, "checked", on, issuer)
            if on:
                for button in self._rivals():
                    switch(button, "checked", False, issuer)

    def _rivals(self) -> Iterator["RadioButton"]:
        """Iterate over the other buttons of the same name in the same form, as browsers see it."""
        scope: AbstractNode = self
        while scope._parent is not None and getattr(scope, "tag_name", "") != "form":
            scope = scope._parent
        return (
            button for button in _buttons(scope) if button is not self and button.name == self.name
        )

    def _store(self, data: Any, issuer: Any) -> bool:
        if not isinstance(data, bool):
            return False
        self._check(data, issuer)
        return True

    def undo_change(self, data: Any) -> None:
        """Have browsers show which button of the group is checked."""
        self._send_again([self, *self._rivals()], "checked")


class RadioGroup(Node):
    """A form around radio buttons, which may be nested anywhere in it.

    When a button changes, `handle_change` of the group gets the event with the group as `node` and
    the group's value as `data`. `bubble_up` decides whether it goes on to the ancestors then.
    """

    TAG_NAME = "form"

    def __init__(self, *args: Any, bubble_up: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bubble_up = check_bool("bubble_up", bubble_up)

    @property
    def radio_buttons(self) -> tuple[RadioButton, ...]:
        """All radio buttons in the group."""
        with self.lock:
            return tuple(_buttons(self))

    @property
    def checked_radio_button(self) -> RadioButton | None:
        """The checked button, or None."""
        return next((button for button in reversed(self.radio_buttons) if button.checked), None)

    @property
    def values(self) -> tuple[Any, ...]:
        """The values of all buttons."""
        return tuple(button.value for button in self.radio_buttons)

    @property
    def value(self) -> Any:
        """The value of the checked button, or None.

        Assign a value to check its button (`ValueError` if no button has it), or None to uncheck
        all.
        """
        button = self.checked_radio_button
        return None if button is None else button.value

    @value.setter
    def value(self, value: Any) -> None:
        with self.lock:
            buttons = self.radio_buttons
            chosen = next((button for button in buttons if button.value == value), None)
            if chosen is None and value is not None:
                raise ValueError(
                    f"no radio button with value {value!r} found; there are {list(self.values)!r}"
                )
            for button in buttons:
                switch(button, "checked", button is chosen)

    def add_button(self, *nodes: Any) -> None:
        """Add a radio button with its label.

        Takes the text of the label and the value of the button, or any nodes. Labels and radio
        buttons among and in the nodes are connected in their order (several labels of one button
        all with that one).
        """
        if len(nodes) == 2 and isinstance(nodes[0], str) and not isinstance(nodes[1], AbstractNode):
            text, value = nodes
            nodes = (Label(text), RadioButton(value=value))
        added = [node for node in nodes if isinstance(node, AbstractNode)]
        everything = [each for node in added for each in (node, *node.iter_nodes())]
        labels = [node for node in everything if isinstance(node, Label)]
        buttons = [node for node in everything if isinstance(node, RadioButton)]
        with self.lock:
            for index, label in enumerate(labels):
                if buttons:
                    label.attributes["for"] = _html_id(buttons[min(index, len(buttons) - 1)])
            self.nodes.extend(nodes)

    def handle_input_event(self, input_event: Any) -> Any:
        """Make the change of a button that of the group."""
        is_change = input_event.type is INPUT_EVENT_TYPE.CHANGE
        if not is_change or not isinstance(input_event.node, RadioButton):
            return super().handle_input_event(input_event)
        input_event.node = self
        input_event.data = self.value
        result = super().handle_input_event(input_event)
        return passed_on(result, self.bubble_up)


def _buttons(scope: AbstractNode) -> Iterator[RadioButton]:
    return (node for node in scope.iter_nodes() if isinstance(node, RadioButton))


def _html_id(button: RadioButton) -> str:
    """Return the HTML id of a button, which gets one if it has none."""
    if not button.id_list:
        button.id_list.add(f"lona-radio-button-{button.id}")
    return str(next(iter(button.id_list)))
