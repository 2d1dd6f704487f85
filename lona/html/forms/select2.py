"""Selects whose options hold any Python object."""

from collections.abc import Iterable
from typing import Any

from lona.html.choice import ChosenOptions, iter_options
from lona.html.forms.any_value import AnyValue
from lona.html.forms.control import Control
from lona.html.forms.properties import BooleanAttribute, is_on, switch
from lona.html.node import Node


class Option2(AnyValue):
    """An option of a select.

    `value` is any object. With `render_value` the browser gets `str(value)`, else nothing of it.
    """

    TAG_NAME = "option"

    selected = BooleanAttribute("selected", strict=False)
    disabled = BooleanAttribute("disabled", strict=False)

    def __init__(
        self,
        *args: Any,
        value: Any = "",
        selected: bool = False,
        disabled: bool = False,
        render_value: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, value=value, render_value=render_value, **kwargs)
        if selected:
            self.selected = True
        if disabled:
            self.disabled = True


def option_value(option: Node) -> Any:
    """Return the value of an option of any class; without one its label, as browsers do."""
    if isinstance(option, Option2):
        return option.value
    return option.attributes.get("value", option.get_text())


class SelectControl(Control):
    """Base of selects: which of the options are selected.

    A change event's `data` is the list of indexes of the selected options.
    """

    TAG_NAME = "select"

    multiple = BooleanAttribute("multiple")

    def __init__(
        self,
        *options: Any,
        disabled: bool = False,
        multiple: bool = False,
        readonly: bool = False,
        bubble_up: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            *options, disabled=disabled, readonly=readonly, bubble_up=bubble_up, **kwargs
        )
        if multiple:
            self.multiple = multiple

    def _store(self, data: Any, issuer: Any) -> bool:
        if not isinstance(data, list):
            return False
        if isinstance(data, ChosenOptions):
            data.locate(self)  # the tree may have changed while other hooks had the event
        options = list(iter_options(self))
        if not all(type(index) is int and 0 <= index < len(options) for index in data):
            return False
        chosen = set(data)
        for index, option in enumerate(options):
            switch(option, "selected", index in chosen, issuer)
        return True

    def undo_change(self, data: Any) -> None:
        """Have browsers show which options are selected, of these and those that they chose."""
        chosen = {each for each in data if type(each) is int} if isinstance(data, list) else set()
        with self.lock:
            options = [
                option
                for index, option in enumerate(iter_options(self))
                if index in chosen or is_on(option, "selected")
            ]
        self._send_again(options, "selected")

    @property
    def options(self) -> tuple[Any, ...]:
        """The options that are children, without those in groups. Assign an option or a list."""
        return tuple(
            node for node in self.nodes if isinstance(node, Node) and node.tag_name == "option"
        )

    @options.setter
    def options(self, options: Any) -> None:
        if isinstance(options, list | tuple):
            self.nodes = list(options)
        else:
            self.nodes = [options]

    @property
    def selected_options(self) -> tuple[Any, ...]:
        """The selected options, also in groups; without any in a single select the first one."""
        with self.lock:
            options = tuple(iter_options(self))
            selected = tuple(option for option in options if is_on(option, "selected"))
            return selected if selected or self.multiple else options[:1]

    def _select(self, chosen: Iterable[Node]) -> None:
        """Select exactly these options."""
        chosen = list(chosen)
        with self.lock:
            for option in iter_options(self):
                switch(option, "selected", any(option is each for each in chosen))


class Select2(SelectControl):
    """A drop-down or, with `multiple`, a list of options (`Option2`)."""

    @property
    def values(self) -> tuple[Any, ...]:
        """The values of all options, those in groups included."""
        return tuple(option_value(option) for option in iter_options(self))

    @property
    def value(self) -> Any:
        """The value of the selected option, or with `multiple` a tuple of values.

        In a single select the first selected option counts, else the first option; None without
        options. Assign one value or a list of values; `RuntimeError` if no option has it.
        """
        with self.lock:
            values = tuple(option_value(option) for option in self.selected_options)
            if self.multiple:
                return values
            return values[0] if values else None

    @value.setter
    def value(self, value: Any) -> None:
        with self.lock:
            # what a multiple select reads as can be assigned again
            many = isinstance(value, list) or (
                isinstance(value, tuple) and self.multiple and value not in self.values
            )
            self._select(self._find(each) for each in (value if many else [value]))

    def _find(self, value: Any) -> Node:
        for option in iter_options(self):
            if option_value(option) == value:
                return option
        raise RuntimeError(f"no option with value {value!r}; there are {list(self.values)!r}")

    def add_option(self, option: Node) -> None:
        """Add an option at the end."""
        self.append(option)

    def remove_option(self, option: Node) -> None:
        """Remove exactly this option; `ValueError` if it is none of this select."""
        with self.lock:
            if not any(option is each for each in iter_options(self)):
                raise ValueError(f"{option!r} is no option of this select")
            option.remove()

    def clear_options(self) -> None:
        """Remove all options, also from groups."""
        with self.lock:
            for option in tuple(iter_options(self)):
                option.remove()

    def select_all(self) -> None:
        """Select all options. (In a single select the first one counts then.)"""
        self._select(iter_options(self))

    def select_none(self) -> None:
        """Select no option. (In a single select the first one counts then.)"""
        self._select(())
