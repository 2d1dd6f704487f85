"""What a submitted form asks for."""

from yarl import URL

from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.forms import Texts, as_texts, entries_of, form_controls, form_setting
from lona_testing.browser.submission import address_of, is_posted
from lona_testing.wire.links import is_here

FormValues = dict[str, str | list[str]]


def view_of_form(
    form: Element, submitter: Element | None, address: URL
) -> tuple[str, FormValues | None] | None:
    """Return address and post data of a form, None if the browser has to submit it."""
    if form_setting(form, submitter, "method").lower() == "dialog":
        return None
    entries = entries_of(form, submitter)
    url = address_of(form, submitter, str(address), entries)
    if not is_here(form_setting(form, submitter, "target"), url, address):
        return None
    # The client sets the query of a `URL`: an empty one goes.
    return url.removesuffix("?"), _values_of(form, as_texts(entries)) if is_posted(
        form, submitter
    ) else None


def values_of_form(form: Element, submitter: Element | None) -> FormValues:
    """Return the values of a form by name, as a posted one has them."""
    return _values_of(form, as_texts(entries_of(form, submitter)))


def _values_of(form: Element, entries: Texts) -> FormValues:
    """Return the values by name: a list for multiple selects, and where a name comes repeatedly."""
    controls = (e for e in form_controls(form) if is_html(e, "select"))
    lists = {e.attributes.get("name") for e in controls if "multiple" in e.attributes}
    values: dict[str, list[str]] = {}
    for name, value in entries:
        values.setdefault(name, []).append(value)
    return {
        name: found if len(found) > 1 or name in lists else found[0]
        for name, found in values.items()
    }
