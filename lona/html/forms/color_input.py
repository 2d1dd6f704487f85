"""The colour input."""

import re
from typing import Any, ClassVar

from lona.html.forms.control import Input
from lona.html.forms.text_inputs import TextControl

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_DEFAULT = "#000000"


class ColorInput(TextControl, Input):
    """A colour; `value` is a string like `#1e90ff`, in lower case (HTML standard §4.10.5.1.14).

    The other arguments are those of `TextInput`.
    """

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "color"}

    def __init__(self, value: str = _DEFAULT, *args: Any, **kwargs: Any) -> None:
        super().__init__(value, *args, **kwargs)

    @property
    def value(self) -> str:
        """The colour; black, as browsers show it, if the input holds none."""
        return self.raw_value.lower() if self.valid else _DEFAULT

    @value.setter  # type: ignore[override]  # no other text is a colour
    def value(self, value: str) -> None:
        if not isinstance(value, str) or not _COLOR.fullmatch(value):
            raise ValueError(f"value has to be a colour like '#1e90ff', not {value!r}")
        self.attributes["value"] = value.lower()

    @property
    def valid(self) -> bool:
        """Whether the input holds a colour."""
        return _COLOR.fullmatch(self.raw_value) is not None
