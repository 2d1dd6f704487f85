"""Submitting and resetting forms (HTML Living Standard §4.10.22)."""

from typing import TYPE_CHECKING

from yarl import URL

from lona_testing.browser.controls import control_of
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.forms import (
    FormValues,
    form_controls,
    form_setting,
    values_of,
)
from lona_testing.browser.options import options_of, settle_select
from lona_testing.browser.script import Event
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.validation import first_invalid

if TYPE_CHECKING:
    from lona_testing.browser.user import User


def submit(user: "User", form: Element, submitter: Element | None) -> None:
    """Submit a form, unless one of its controls is not valid: that gets the focus."""
    user.refusal = ""
    skips_checks = submitter is not None and "formnovalidate" in submitter.attributes
    invalid = None if skips_checks else first_invalid(form)
    if invalid is not None:
        control, reason = invalid
        user.refusal = f"the form was not submitted: {outer_html(control)[:200]}: {reason}"
        user.focus(control)
    elif not user.page.dispatch(Event("submit", form, submitter=submitter)):
        _send(user, form, submitter)


def _send(user: "User", form: Element, submitter: Element | None) -> None:
    if form_setting(form, submitter, "method").lower() == "dialog":
        dialog = next((e for e in form.ancestors() if is_html(e, "dialog")), None)
        if dialog is not None:
            dialog.attributes.pop("open", None)
        return
    user.page.load(*request_of(form, submitter, URL(user.page.current_url)))


def request_of(
    form: Element, submitter: Element | None, base: URL
) -> tuple[URL, FormValues | None]:
    """Return what a form asks for: the address, and the values that are posted (None: GET)."""
    action = base.join(URL(form_setting(form, submitter, "action") or str(base)))
    values = values_of(form, submitter)
    if form_setting(form, submitter, "method").lower() == "post":
        return action, values
    pairs = [
        (name, item)
        for name, value in values.items()
        for item in ([value] if isinstance(value, str) else value)
    ]
    return action.with_query(pairs), None


def reset(form: Element) -> None:
    """Give all controls of a form the state that their attributes say."""
    for element in form_controls(form):
        for part in (element, *options_of(element)):
            control = control_of(part)
            control.value = control.checked = control.selected = None
        if is_html(element, "select"):
            settle_select(element)
