"""Selects whose options hold any Python object."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lona.html.abstract_node import AbstractNode
from lona.html.forms.control import Control
from lona.html.forms.properties import BooleanAttribute, is_on, switch
from lona.html.node import Node

_NODE_ID = re.compile(r"[1-9][0-9]{0,15}")


class Option2(Node):
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
        super().__init__(*args, **kwargs)
        self.render_value = render_value
        self.value = value
        if selected:
            self.selected = True
        if disabled:
            self.disabled = True

    @property
    def value(self) -> Any:
        """What the select's value is when this option is chosen."""
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        with self.lock:
            if self.render_value:
                self.attributes["value"] = self._render_value(value)
            self._value = value

    def _render_value(self, value: Any) -> str:
        """Give the attribute `value` for a value. Override it to disclose something else."""
        return str(value)


def option_value(option: Node) -> Any:
    """Give the value of an option of any class; without one its label, as browsers do."""
    if isinstance(option, Option2):
        return option.value
    return option.attributes.get("value", option.get_text())


def iter_options(select: Node) -> Iterator[Node]:
    """Iterate over the options of a select in the browser's order: also those in option groups."""
    for node in select.nodes:
        if not isinstance(node, Node):
            continue
        if node.tag_name == "option":
            yield node
        elif node.tag_name == "optgroup":
            for child in node.nodes:
                if isinstance(child, Node) and child.tag_name == "option":
                    yield child


class ChosenOptions(list[int]):
    """What the change event of a select reports: the indexes of the chosen options.

    It knows the options too, because an index means another option as soon as options come or go
    before it.
    """

    def __init__(self, select: Node, chosen: Iterable[AbstractNode]) -> None:
        super().__init__()
        self._chosen = list(chosen)
        self._counted: list[int] = []
        self.locate(select)

    def locate(self, select: Node) -> None:
        """Count again where the options stand, without those that are not in the select any more.

        If an event hook has changed the indexes, they stay as they are.
        """
        if self != self._counted:
            return
        chosen = {id(option) for option in self._chosen}
        with select.lock:
            options = iter_options(select)
            self._counted = [i for i, option in enumerate(options) if id(option) in chosen]
        self[:] = self._counted


def read_choice(
    select: AbstractNode | None, data: Any, get_node: Callable[[int], AbstractNode | None]
) -> Any:
    """Make indexes of the node ids that a client sends for the chosen options of a select.

    Ids are strings of digits; what else stands between them (indexes of options that only the
    browser knows) is left out. Data without ids, or of something else than a select, stays as it
    is. `get_node` finds nodes by their id.
    """
    if not isinstance(select, Node) or select.tag_name != "select" or not isinstance(data, list):
        return data
    ids = [each for each in data if isinstance(each, str)]
    if not ids or not all(_NODE_ID.fullmatch(each) for each in ids):
        return data
    with select.lock:
        nodes = [get_node(int(each)) for each in ids]
        return ChosenOptions(select, (node for node in nodes if node is not None))


class SelectControl(Control):
    """Base of selects: which of the options are selected.

    A change event's `data` is the list of indexes of the selected options.
    """

    TAG_NAME = "select"

    multiple = BooleanAttribute("multiple")

    def __init__(self, *args: Any, multiple: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        for index, option in enumerate(options):
            switch(option, "selected", index in data, issuer)
        return True

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
