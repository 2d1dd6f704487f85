"""What a submitted form asks for."""

from yarl import URL

from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.forms import entries_of, form_controls, form_setting
from lona_testing.browser.submission import address_of, is_posted
from lona_testing.wire.links import is_here

FormValues = dict[str, str | list[str]]


def view_of_form(
    form: Element, submitter: Element | None, address: URL
) -> tuple[str, FormValues | None] | None:
    """Return address and post data of a form, None if the browser has to submit it."""
    if form_setting(form, submitter, "method").lower() == "dialog":
        return None
    values = _values_of(form, submitter)
    entries = [
        (name, item)
        for name, value in values.items()
        for item in ([value] if isinstance(value, str) else value)
    ]
    url = address_of(form, submitter, str(address), entries)
    if not is_here(form_setting(form, submitter, "target"), url, address):
        return None
    # The client sets the query of a `URL`: an empty one goes.
    return url.removesuffix("?"), values if is_posted(form, submitter) else None


def _values_of(form: Element, submitter: Element | None) -> FormValues:
    """Return the values by name: lists for multiple selects, else the last value of a name."""
    controls = (e for e in form_controls(form) if is_html(e, "select"))
    lists = {e.attributes.get("name") for e in controls if "multiple" in e.attributes}
    values: FormValues = {}
    for name, value in entries_of(form, submitter):
        if name in lists:
            earlier = values.get(name, [])
            assert isinstance(earlier, list)
            values[name] = [*earlier, value]
        else:
            values[name] = value
    return values
