"""Submitting and resetting forms (HTML Living Standard §4.10.22)."""

from typing import TYPE_CHECKING

from lona_testing.browser.addresses import form_encoded, resolve, without_fragment
from lona_testing.browser.controls import control_of
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.forms import (
    Entries,
    as_texts,
    entries_of,
    form_controls,
    form_setting,
)
from lona_testing.browser.options import options_of, settle_select
from lona_testing.browser.script import Event
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.validation import first_invalid

if TYPE_CHECKING:
    from lona_testing.browser.user import User


MULTIPART = "multipart/form-data"


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
            user.leave_hidden()
        return
    if form_setting(form, submitter, "target").lower() not in ("", "_self", "_top", "_parent"):
        raise NotSupportedInProcess("submitting a form into another tab", "pages open no others")
    entries = entries_of(form, submitter)
    address = address_of(form, submitter, user.page.base_address(), entries)
    posted: Entries | None = None
    if is_posted(form, submitter):
        kind = form_setting(form, submitter, "enctype").lower()
        posted = entries if kind == MULTIPART else [*as_texts(entries)]
    user.page.load(address, posted, referrer=user.page.current_url)


def is_posted(form: Element, submitter: Element | None) -> bool:
    """Whether the entries of a form go into the body of a request, not into its address."""
    return form_setting(form, submitter, "method").lower() == "post"


def address_of(form: Element, submitter: Element | None, base: str, entries: Entries) -> str:
    """Return the address that a form asks for."""
    action = resolve(base, form_setting(form, submitter, "action") or without_fragment(base))
    if is_posted(form, submitter):
        return action
    path, sign, fragment = action.partition("#")
    return f"{path.partition('?')[0]}?{form_encoded(as_texts(entries))}{sign}{fragment}"


def reset(form: Element) -> None:
    """Give all controls of a form the state that their attributes say."""
    for element in form_controls(form):
        for part in (element, *options_of(element)):
            control = control_of(part)
            control.value = control.checked = control.selected = control.raw = None
            control.files = []
            control.is_typed = False
        if is_html(element, "select"):
            settle_select(element)
