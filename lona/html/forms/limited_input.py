"""What inputs with a lowest and a highest value have in common."""

from typing import Any, Generic, TypeVar

from lona.html.forms.control import INPUT_DELAY, Input

T = TypeVar("T")


class LimitedInput(Input, Generic[T]):
    """Base of inputs for numbers, dates and times.

    `value` also takes a string as HTML writes it. None stands for what there is not.
    """

    min: Any
    max: Any
    step: Any
    value: Any

    def __init__(
        self,
        value: T | str | None = None,
        min: T | None = None,
        max: T | None = None,
        step: float | None = None,
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
        for name, limit in (("min", min), ("max", max), ("step", step)):
            if limit is not None:
                setattr(self, name, limit)
        self.value = value
