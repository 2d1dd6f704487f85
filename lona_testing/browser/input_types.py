"""The types of `<input>`: one row for each, with all that they differ in.

HTML Living Standard §4.10.5 (what applies to which type); roles are those of HTML-AAM, as
Playwright tells them; what users can do is that of Chromium on Linux. No element is known here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lona_testing.browser import dates


@dataclass(frozen=True)
class Scale:
    """How values of a type are numbers, in a unit of the type (1, days, weeks, months, or ms).

    `read` returns None for what is no valid value. `step` is the distance of allowed values where
    no attribute says another, `unit` what 1 in the attribute `step` is.
    """

    read: Callable[[str], float | None]
    step: float = 1
    unit: float = 1


@dataclass(frozen=True)
class InputType:
    """What is special about a type of `<input>`; the defaults are those of most of them.

    `value_mode` says what the property `value` is: the `value` that the user edits, the attribute
    (`default`; `default/on` if its absence means "on"), or a `filename`. Into `is_text` users type
    lines of text, with `pattern` and lengths; `has_selection` if scripts can move the caret there.
    `takes_keys`: what is typed changes the value as it would change a text. `is_segmented` types
    have a field for each part, which keys fill one by one. `can_be_filled` by Playwright; what
    `commits_at_once` has no caret, its value is set as a whole. `keeps_implicit` counts as a field
    that keeps Enter from submitting a form without button, if there are several.
    """

    role: str | None = "textbox"
    value_mode: str = "value"
    is_text: bool = False
    has_selection: bool = False
    takes_keys: bool = False
    is_segmented: bool = False
    can_be_filled: bool = True
    commits_at_once: bool = False
    is_button: bool = False
    submits: bool = False
    is_checkable: bool = False
    can_be_read_only: bool = False
    can_be_required: bool = True
    is_validated: bool = True
    keeps_implicit: bool = False
    scale: Scale | None = None


def _text(role: str = "textbox", *, has_selection: bool = True) -> InputType:
    return InputType(
        role, is_text=True, has_selection=has_selection, takes_keys=True, can_be_read_only=True,
        keeps_implicit=True,
    )  # fmt: skip


def _moment(scale: Scale) -> InputType:
    return InputType(
        is_segmented=True, commits_at_once=True, can_be_read_only=True, keeps_implicit=True,
        scale=scale,
    )  # fmt: skip


def _button(*, submits: bool = False, is_validated: bool = False) -> InputType:
    return InputType(
        "button", "default", can_be_filled=False, is_button=True, submits=submits,
        can_be_required=False, is_validated=is_validated,
    )  # fmt: skip


INPUT_TYPES = {
    "text": _text(),
    "search": _text("searchbox"),
    "tel": _text(),
    "url": _text(),
    "password": _text(),
    "email": _text(has_selection=False),
    "number": InputType(
        "spinbutton", takes_keys=True, can_be_read_only=True, keeps_implicit=True,
        scale=Scale(dates.number),
    ),
    "range": InputType(
        "slider", commits_at_once=True, can_be_required=False, scale=Scale(dates.number)
    ),
    "date": _moment(Scale(dates.day)),
    "month": _moment(Scale(dates.month)),
    "week": _moment(Scale(dates.week)),
    "time": _moment(Scale(dates.time, 60_000, 1000)),
    "datetime-local": _moment(Scale(dates.moment, 60_000, 1000)),
    "color": InputType(commits_at_once=True, can_be_required=False),
    "checkbox": InputType("checkbox", "default/on", can_be_filled=False, is_checkable=True),
    "radio": InputType("radio", "default/on", can_be_filled=False, is_checkable=True),
    "file": InputType("button", "filename", can_be_filled=False),
    "hidden": InputType(
        None, "default", can_be_filled=False, can_be_required=False, is_validated=False
    ),
    "submit": _button(submits=True),
    "image": _button(submits=True),
    "reset": _button(),
    "button": _button(),
}  # fmt: skip
