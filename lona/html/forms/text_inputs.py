"""Inputs whose value is text."""

import re
from html import escape as escape_html
from typing import Any, ClassVar

from lona.html.forms.control import INPUT_DELAY, Input, StringControl
from lona.html.forms.properties import is_on


class TextControl(StringControl):
    """Base of controls whose value is a text; it is kept as it is given."""

    def __init__(
        self,
        value: str | int | float = "",
        disabled: bool = False,
        readonly: bool = False,
        bubble_up: bool = False,
        input_delay: int = INPUT_DELAY,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            disabled=disabled,
            readonly=readonly,
            bubble_up=bubble_up,
            input_delay=input_delay,
            **kwargs,
        )
        self.value = value

    @property
    def value(self) -> Any:
        """The text: a `str` if it was typed, else what was assigned (`str`, `int` or `float`)."""
        return self.attributes.get("value", "")

    @value.setter
    def value(self, value: str | int | float) -> None:
        if value is None:
            raise ValueError("value cannot be None; use '' to empty the input")
        self.attributes["value"] = value


class TextInput(TextControl, Input):
    """One line of text."""

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "text"}

    _FORMAT: ClassVar[re.Pattern[str] | None] = None  # of a proper value; None: any text

    @property
    def valid(self) -> bool:
        """Whether the input holds a proper value, as browsers see it (HTML standard §4.10.20).

        Nothing is proper if the input is not `required`; an address has to be well-formed.
        """
        if not self.raw_value:
            return not is_on(self, "required")
        return self._FORMAT is None or self._FORMAT.fullmatch(self.raw_value) is not None


class PasswordInput(TextInput):
    """One line of text that is not shown."""

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "password"}


class SearchInput(TextInput):
    """One line of text to search for."""

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "search"}


class TelInput(TextInput):
    """A telephone number, of any format."""

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "tel"}


class EmailInput(TextInput):
    """One e-mail address. `valid` by the rule that browsers use (HTML standard §4.10.5.1.5)."""

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "email"}

    _FORMAT = re.compile(
        r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+"
        r"@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
        r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*"
    )


class UrlInput(TextInput):
    """An absolute URL. `valid` asks for a scheme, a colon, and something without spaces."""

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "url"}

    _FORMAT = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!//(?:[/?#]|$))\S+")


class TextArea(TextControl):
    """Several lines of text."""

    TAG_NAME = "textarea"

    _RENDER_WITHOUT: ClassVar[frozenset[str]] = frozenset({"value"})  # it is the content

    def _render_content(self, escape: bool) -> str | None:
        text = self.raw_value
        return escape_html(text) if escape else text
