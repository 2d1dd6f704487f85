"""The pseudo-classes of forms (HTML Living Standard §4.16.3), as Chromium decides them."""

from lona_testing.browser import controls
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import form_owner, input_type, is_radio, type_of
from lona_testing.browser.dom import HTML_NAMESPACE, Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.forms import form_controls, is_submit_button
from lona_testing.browser.selectors.languages import is_editable_text
from lona_testing.browser.validation import is_outside_of_limits, why_invalid
from lona_testing.browser.values import get_value

_CONTROLS = ("button", "input", "select", "textarea")
_CAN_BE_DISABLED = (*_CONTROLS, "fieldset", "optgroup", "option")
_NOT_VALIDATED = frozenset(("button", "hidden", "image", "reset"))


def is_disabled(element: Element) -> bool:
    """Whether a control is disabled; options are by the group around them, too."""
    if controls.is_disabled(element):
        return True
    group = element.parent
    return (
        is_html(element, "option")
        and group is not None
        and is_html(group, "optgroup")
        and controls.is_disabled(group)
    )


def is_enabled(element: Element) -> bool:
    """Whether it is a control that is not disabled."""
    return is_html(element, *_CAN_BE_DISABLED) and not is_disabled(element)


def is_required(element: Element) -> bool:
    """Whether a control has to be filled in."""
    if not is_html(element, "input", "select", "textarea") or not element.has("required"):
        return False
    return not is_html(element, "input") or type_of(element).can_be_required


def is_optional(element: Element) -> bool:
    """Whether it is a control that may be left as it is."""
    return is_html(element, *_CONTROLS) and not is_required(element)


def is_read_write(element: Element) -> bool:
    """Whether users can change its text."""
    if is_html(element, "textarea") or type_of(element).can_be_read_only:
        return not element.has("readonly") and not is_disabled(element)
    return element.namespace == HTML_NAMESPACE and is_editable_text(element)


def is_read_only(element: Element) -> bool:
    """Whether it is an HTML element whose text users cannot change."""
    return element.namespace == HTML_NAMESPACE and not is_read_write(element)


def shows_placeholder(element: Element) -> bool:
    """Whether the placeholder of a text stands where its value will be."""
    has_room = is_html(element, "textarea") or type_of(element).takes_keys
    return has_room and element.has("placeholder") and not get_value(element)


def is_valid(element: Element) -> bool:
    """Whether a control, or all controls of a form or fieldset, pass their checks."""
    if is_html(element, "form", "fieldset"):
        return not is_invalid(element)
    return _is_validated(element) and why_invalid(element) is None


def is_invalid(element: Element) -> bool:
    """Whether a control, or one of a form or fieldset, does not pass its checks."""
    if is_html(element, "form"):
        return any(map(is_invalid, form_controls(element)))
    if is_html(element, "fieldset"):
        return any(is_invalid(e) for e in element.elements() if is_html(e, *_CONTROLS))
    return _is_validated(element) and why_invalid(element) is not None


def is_user_valid(element: Element) -> bool:
    """Raise for what is valid: nobody knows here what a user has seen."""
    return is_html(element, *_CONTROLS) and is_valid(element) and _was_used("user-valid")


def is_user_invalid(element: Element) -> bool:
    """Raise for what is not valid: nobody knows here what a user has seen."""
    return is_html(element, *_CONTROLS) and is_invalid(element) and _was_used("user-invalid")


def _was_used(name: str) -> bool:
    raise NotSupportedInProcess(
        f"the pseudo-class :{name}", "it depends on what the user has done with the control before"
    )


def is_in_range(element: Element) -> bool:
    """Whether a number or date that can be changed is within its limits."""
    return _has_range(element) and not is_outside_of_limits(element)


def is_out_of_range(element: Element) -> bool:
    """Whether a number or date that can be changed is beyond its limits."""
    return _has_range(element) and is_outside_of_limits(element)


def is_default(element: Element) -> bool:
    """Whether it is what the form begins with: a choice, or the button that Enter presses."""
    if is_html(element, "option"):
        return element.has("selected")
    if type_of(element).is_checkable:
        return element.has("checked")
    form = form_owner(element) if is_submit_button(element) else None
    return form is not None and next(filter(is_submit_button, form_controls(form))) is element


def is_indeterminate(element: Element) -> bool:
    """Whether no radio button of its group is checked, or a progress bar has no value."""
    if is_html(element, "progress"):
        return not element.has("value")
    return is_radio(element) and not any(map(is_checked, radio_group(element)))


def _has_range(element: Element) -> bool:
    return type_of(element).scale is not None and _is_validated(element)


def _is_validated(element: Element) -> bool:
    """Whether constraints hold for it at all (HTML §4.10.21.1)."""
    if not is_html(element, *_CONTROLS) or is_disabled(element):
        return False
    if is_html(element, "button"):
        return is_submit_button(element)
    if is_html(element, "input") and input_type(element) in _NOT_VALIDATED:
        return False
    can_be_read_only = is_html(element, "textarea") or type_of(element).can_be_read_only
    if can_be_read_only and element.has("readonly"):
        return False
    return not any(is_html(e, "datalist") for e in element.ancestors())
