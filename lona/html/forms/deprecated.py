"""Classes that will be gone in Lona 2.0. Each instantiation warns."""

from collections.abc import Iterable
from typing import Any, ClassVar

from lona.events.event_types import CHANGE
from lona.html.choice import iter_options
from lona.html.elements.forms import DataList, FieldSet
from lona.html.forms.properties import is_on
from lona.html.forms.select2 import SelectControl, option_value
from lona.html.node import Node
from lona.warnings import warn


class Datalist(DataList):
    """Deprecated: use `DataList`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warn("Datalist is deprecated, use DataList")
        super().__init__(*args, **kwargs)


class Fieldset(FieldSet):
    """Deprecated: use `FieldSet`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warn("Fieldset is deprecated, use FieldSet")
        super().__init__(*args, **kwargs)


class Option(Node):
    """Deprecated: use `Option2`. `value` and `selected` are ordinary attributes."""

    TAG_NAME = "option"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warn("Option is deprecated, use Option2")
        super().__init__(*args, **kwargs)


class Select(SelectControl):
    """Deprecated: use `Select2`.

    `values` is a list of `(value, label)` or `(value, label, selected)`; values and labels become
    strings.
    """

    EVENTS: ClassVar[list[Any]] = [CHANGE]

    def __init__(
        self,
        *args: Any,
        values: Iterable[tuple[Any, ...]] | None = None,
        disabled: bool = False,
        multiple: bool = False,
        readonly: bool = False,
        bubble_up: bool = False,
        **kwargs: Any,
    ) -> None:
        warn("Select is deprecated, use Select2")
        super().__init__(
            *args,
            disabled=disabled,
            multiple=multiple,
            readonly=readonly,
            bubble_up=bubble_up,
            **kwargs,
        )
        if values is not None:
            self.values = values

    @property
    def values(self) -> list[tuple[str, str, bool]]:
        """The options as list of `(value, label, selected)`; assigning rebuilds them."""
        with self.lock:
            return [
                (str(option_value(option)), option.get_text(), is_on(option, "selected"))
                for option in iter_options(self)
            ]

    @values.setter
    def values(self, values: Iterable[tuple[Any, ...]]) -> None:
        self.nodes = [_make_option(*item) for item in values]

    @property
    def value(self) -> Any:
        """The selected value, or with `multiple` the list of selected values.

        Without selection that of the first option, None without options. Assign a value or a list
        of values; unknown ones are ignored.
        """
        with self.lock:
            values = [str(option_value(option)) for option in self.selected_options]
            if self.multiple:
                return values
            return values[0] if values else None

    @value.setter
    def value(self, value: Any) -> None:
        many = isinstance(value, list | tuple)
        wanted = {str(each) for each in (value if many else [value])}
        with self.lock:
            self._select(
                option for option in iter_options(self) if str(option_value(option)) in wanted
            )


def _make_option(value: Any, label: Any, selected: Any = False) -> Option:
    option = Option(str(label), value=str(value))
    if selected:
        option.attributes["selected"] = ""
    return option
