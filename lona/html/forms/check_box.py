"""The check box."""

from typing import Any, ClassVar

from lona.html.forms.control import Control
from lona.html.forms.properties import check_bool, is_on, switch


class CheckBox(Control):
    """A box that is checked or not; `value` is a bool, other types raise `TypeError`."""

    TAG_NAME = "input"
    SELF_CLOSING_TAG = True
    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "checkbox"}
    INPUT_ATTRIBUTE_NAME = "checked"

    def __init__(
        self,
        value: bool = False,
        disabled: bool = False,
        readonly: bool = False,
        bubble_up: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(disabled=disabled, readonly=readonly, bubble_up=bubble_up, **kwargs)
        self.value = value

    @property
    def value(self) -> bool:
        """Whether the box is checked."""
        return is_on(self, "checked")

    @value.setter
    def value(self, value: bool) -> None:
        switch(self, "checked", check_bool("value", value))

    def _store(self, data: Any, issuer: Any) -> bool:
        if not isinstance(data, bool):
            return False
        switch(self, "checked", data, issuer)
        return True
