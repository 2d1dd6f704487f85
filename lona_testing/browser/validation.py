"""Why a browser would not submit a form: constraint validation (HTML Living Standard §4.10.21)."""

import re
from collections.abc import Callable

from lona_testing.browser import numeric
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import input_type, is_disabled
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.forms import form_controls
from lona_testing.browser.options import is_selected, options_of
from lona_testing.browser.values import get_value

_NEVER_CHECKED = frozenset(("hidden", "reset", "button", "image", "submit"))
_PATTERN_TYPES = frozenset(("text", "search", "url", "tel", "email", "password"))
_READONLY_TYPES = _PATTERN_TYPES | {
    "date", "month", "week", "time", "datetime-local", "number",
}  # fmt: skip

_NAMED_GROUP = re.compile(r"\(\?<(?![=!])")  # Python writes it in another way
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
    kind = _type(control)
    if kind in _NEVER_CHECKED:
        return False
    can_be_read_only = kind in _READONLY_TYPES or is_html(control, "textarea")
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
    if "required" not in control.attributes or kind in ("range", "color"):
        return None
    if kind == "checkbox":
        return None if is_checked(control) else "it has to be checked"
    if is_html(control, "select"):
        return None if _has_choice(control) else "an option has to be chosen"
    return None if get_value(control) else "a value is required"


def _has_choice(select: Element) -> bool:
    choices = options_of(select)
    chosen = [option for option in choices if is_selected(option)]
    is_list = "multiple" in select.attributes or select.attributes.get("size", "1") not in (
        "", "0", "1",
    )  # fmt: skip
    if is_list or not choices:
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
    if pattern is None or not value or _type(control) not in _PATTERN_TYPES:
        return None
    try:
        matches = re.fullmatch(_NAMED_GROUP.sub("(?P<", pattern), value)
    except re.error as error:
        raise NotSupportedInProcess(f"checking the pattern {pattern!r} ({error})") from None
    return None if matches else f"{value!r} does not match the pattern {pattern!r}"


def _why_wrong_length(control: Element) -> str | None:
    # Only what the user has typed is measured, in UTF-16 code units.
    state, value = control.control, get_value(control)
    is_measured = is_html(control, "textarea") or _type(control) in _PATTERN_TYPES
    if not is_measured or state is None or not state.is_typed or not value:
        return None
    length = len(value.encode("utf-16-le")) // 2
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
    value = numeric.number_of(control, get_value(control))
    if value is None:
        return None
    low, high = numeric.limits(control)
    if low is not None and value < low:
        return f"the value must be {control.get('min')} or more"
    if high is not None and value > high:
        return f"the value must be {control.get('max')} or less"
    if numeric.neighbours(control, value) is not None:
        return f"{get_value(control)!r} is between the steps of {control.get('step') or 1}"
    return None


_CHECKS: tuple[Callable[[Element], str | None], ...] = (
    _why_missing,
    _why_wrong_type,
    _why_no_match,
    _why_wrong_length,
    _why_out_of_limits,
)
