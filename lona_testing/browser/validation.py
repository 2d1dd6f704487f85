"""Why a browser would not submit a form: constraint validation (HTML Living Standard §4.10.21)."""

import re
from collections.abc import Callable

from lona_testing.browser import numeric
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import input_type, is_disabled, type_of
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.forms import form_controls
from lona_testing.browser.options import is_list_box, options_of, selected_options
from lona_testing.browser.patterns import matches
from lona_testing.browser.text_editing import utf16_length
from lona_testing.browser.values import get_value

_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_EMAIL = re.compile(rf"[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*\Z")
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S")
_SPECIAL_URL = re.compile(r"(?i:https?|wss?|ftp):[/\\]*[^/\\?#\s]")


def first_invalid(form: Element) -> tuple[Element, str] | None:
    """Return the first control that keeps its form from being submitted, and the reason."""
    if "novalidate" in form.attributes:
        return None
    for control in form_controls(form):
        reason = why_invalid(control)
        if reason is not None:
            return control, reason
    return None


def why_invalid(control: Element) -> str | None:
    """Say what is wrong with the value of a control; None: nothing."""
    if not _is_checked(control):
        return None
    return next((reason for check in _CHECKS if (reason := check(control)) is not None), None)


def _is_checked(control: Element) -> bool:
    if is_disabled(control) or is_html(control, "button"):
        return False
    if not type_of(control).is_validated:
        return False
    can_be_read_only = type_of(control).can_be_read_only or is_html(control, "textarea")
    return not (can_be_read_only and "readonly" in control.attributes)


def _type(control: Element) -> str:
    return input_type(control) if is_html(control, "input") else ""


def _why_missing(control: Element) -> str | None:
    kind = _type(control)
    if kind == "radio":
        group = list(radio_group(control))
        if not any("required" in radio.attributes for radio in group):
            return None
        return None if any(map(is_checked, group)) else "one of the group is required"
    if "required" not in control.attributes or not type_of(control).can_be_required:
        return None
    if kind == "checkbox":
        return None if is_checked(control) else "it has to be checked"
    if is_html(control, "select"):
        return None if _has_choice(control) else "an option has to be chosen"
    return None if get_value(control) else "a value is required"


def _has_choice(select: Element) -> bool:
    choices = options_of(select)
    chosen = selected_options(select)
    if is_list_box(select) or not choices:
        return bool(chosen)
    # The first option may stand for "nothing chosen yet".
    first = choices[0]
    is_placeholder = first.parent is select and not get_value(first)
    return any(not (is_placeholder and option is first) for option in chosen)


def _why_wrong_type(control: Element) -> str | None:
    kind, value = _type(control), get_value(control)
    if kind == "email" and value:
        parts = value.split(",") if "multiple" in control.attributes else [value]
        wrong = next((part.strip() for part in parts if not _EMAIL.match(part.strip())), None)
        return None if wrong is None else f"{wrong!r} is no e-mail address"
    if kind == "url" and value:
        is_special = re.match(r"(?i:https?|wss?|ftp):", value)
        if not (_SPECIAL_URL if is_special else _URL).match(value):
            return f"{value!r} is no absolute URL"
    return None


def _why_no_match(control: Element) -> str | None:
    pattern, value = control.attributes.get("pattern"), get_value(control)
    if pattern is None or not value or not type_of(control).is_text:
        return None
    is_list = _type(control) == "email" and "multiple" in control.attributes
    wrong = [v for v in (value.split(",") if is_list else [value]) if not matches(pattern, v)]
    return f"{wrong[0]!r} does not match the pattern {pattern!r}" if wrong else None


def _why_wrong_length(control: Element) -> str | None:
    # Only what the user has typed is measured, in UTF-16 code units.
    state, value = control.control, get_value(control)
    is_measured = is_html(control, "textarea") or type_of(control).is_text
    if not is_measured or state is None or not state.is_typed or not value:
        return None
    length = utf16_length(value)
    minimum = control.attributes.get("minlength", "")
    maximum = control.attributes.get("maxlength", "")
    if minimum.isdigit() and length < int(minimum):
        return f"it has {length} characters, at least {minimum} are needed"
    if maximum.isdigit() and length > int(maximum):
        return f"it has {length} characters, at most {maximum} are allowed"
    return None


def _why_out_of_limits(control: Element) -> str | None:
    if not is_html(control, "input"):
        return None
    if control.control is not None and control.control.raw and not get_value(control):
        return f"{control.control.raw!r} is no number"
    value = numeric.number_of(control, get_value(control))
    if value is None:
        return None
    if (reason := _why_beyond(control, value)) is not None:
        return reason
    if numeric.neighbours(control, value) is not None:
        return f"{get_value(control)!r} is between the steps of {control.get('step') or 1}"
    return None


def is_outside_of_limits(control: Element) -> bool:
    """Whether the value of a number or date is less than its minimum or more than its maximum."""
    value = numeric.number_of(control, get_value(control))
    return value is not None and _why_beyond(control, value) is not None


def _why_beyond(control: Element, value: float) -> str | None:
    low, high = numeric.limits(control)
    if _type(control) == "time" and low is not None and high is not None and high < low:
        # Over midnight (HTML §4.10.5.3.7, a reversed range).
        if high < value < low:
            return f"the value must be between {control.get('min')} and {control.get('max')}"
        return None
    if low is not None and value < low:
        return f"the value must be {control.get('min')} or more"
    if high is not None and value > high:
        return f"the value must be {control.get('max')} or less"
    return None


_CHECKS: tuple[Callable[[Element], str | None], ...] = (
    _why_missing,
    _why_wrong_type,
    _why_no_match,
    _why_wrong_length,
    _why_out_of_limits,
)
