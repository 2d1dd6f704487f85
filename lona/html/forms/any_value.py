"""Values of any type, of which the browser gets a string or nothing."""

from typing import Any

from lona.html.node import Node


class AnyValue(Node):
    """Base of options and radio buttons.

    `value` is any object. With `render_value` the browser gets `str(value)`, else nothing of it.
    """

    def __init__(
        self, *args: Any, value: Any = "", render_value: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.render_value = render_value
        self.value = value

    @property
    def value(self) -> Any:
        """What is the value of the whole when this one is chosen."""
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        with self.lock:
            if self.render_value:
                self.attributes["value"] = self._render_value(value)
            self._value = value

    def _render_value(self, value: Any) -> str:
        """Return the attribute `value` for a value. Override it to disclose something else."""
        return str(value)
