"""What a submitted form asks for."""

from yarl import URL

from lona_testing.browser.dom import Element
from lona_testing.browser.forms import FormValues, form_setting
from lona_testing.browser.submission import request_of
from lona_testing.wire.links import is_here


def view_of_form(
    form: Element, submitter: Element | None, address: URL
) -> tuple[str, FormValues | None] | None:
    """Return address and post data of a form, None if the browser has to submit it."""
    if form_setting(form, submitter, "method").lower() == "dialog":
        return None
    url, post = request_of(form, submitter, str(address))
    is_ours = is_here(form_setting(form, submitter, "target"), url, address)
    # The client sets the query of a `URL`: an empty one goes.
    return (url.removesuffix("?"), post) if is_ours else None
