"""Names of Playwright that a page in the process does not have: why, and what to do instead.

Whoever is asked for one of them says so; for a name that nobody knows, which names are near.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

from lona_testing.browser.errors import NotSupportedInProcess


class Kind(NamedTuple):
    """Names that are missing for one reason; `instead` is a way out that keeps the driver."""

    why: str
    names: str
    instead: str = ""


_KINDS = (
    # what there is to see
    Kind(
        "no pixels are drawn",
        "hide_highlight highlight pdf screencast screenshot to_have_screenshot video",
    ),
    Kind("it needs layout", "bounding_box scroll_into_view_if_needed to_be_in_viewport"),
    Kind("there is no pointer", "drag_and_drop drag_to drop mouse tap touchscreen"),
    Kind("nothing but the text of a control can be selected", "select_text"),
    Kind("style sheets count for what can be seen and read, no further", "to_have_css"),
    Kind("style sheets are those of the page", "add_style_tag"),
    Kind("the screen is always the same one", "emulate_media set_viewport_size viewport_size"),
    Kind("nobody looks at the page and points", "cancel_pick_locator pick_locator"),
    # documents
    Kind(
        "there are no handles of elements",
        "element_handle element_handles query_selector query_selector_all wait_for_selector",
        "Use locators: locator(…) finds, and its wait_for() waits.",
    ),
    Kind("there are no frames", "content_frame frame frame_locator frames main_frame"),
    Kind("documents come from the server", "set_content", "Let a view return the HTML."),
    Kind(
        "documents are not written as a browser writes them",
        "content inner_html",
        "Use locators and assertions; page.tree() shows the document.",
    ),
    Kind("a locator here has no text of its own", "normalize"),
    Kind("snapshots have no references", "get_by_ref"),
    # scripts
    Kind(
        "no scripts run but Lona's own",
        "add_init_script add_script_tag coverage eval_on_selector"
        " eval_on_selector_all evaluate evaluate_all evaluate_handle expose_binding expose_function"
        " local_storage request_gc service_workers session_storage to_have_js_property"
        " wait_for_function webmcp workers",
    ),
    Kind(
        "no scripts run that could need leave",
        "clear_permissions credentials grant_permissions set_geolocation",
    ),
    Kind(
        "no scripts run that could log or raise something",
        "clear_console_messages clear_page_errors console_messages expect_console_message"
        " page_errors",
    ),
    Kind(
        "pages have no events",
        "add_locator_handler expect_event expect_page expect_worker on once remove_listener"
        " remove_locator_handler wait_for_event",
    ),
    # time
    Kind("no clock is waited for: what is delayed comes at once", "clock"),
    Kind(
        "nothing sleeps: actions and assertions wait until the server is idle",
        "wait_for_timeout",
        "Leave it out, and expect(…) what is to come.",
    ),
    Kind(
        "nothing sleeps: actions and assertions wait until the server is idle",
        "expect_navigation wait_for_url",
        "Leave it out, and use expect(page).to_have_url(…).",
    ),
    Kind(
        "there is no window in which one could look around",
        "pause",
        "Use breakpoint(), and print(page.tree()).",
    ),
    # network and files
    Kind(
        "the network is the server in this process",
        "expect_request expect_request_finished expect_response expect_websocket requests route"
        " route_from_har route_web_socket set_extra_http_headers set_offline unroute unroute_all",
    ),
    Kind(
        "the network is the server in this process",
        "request",
        "Use the client of lona_app_context.",
    ),
    Kind("pages here open no others and save no files", "expect_download expect_popup opener"),
    Kind("no dialog opens", "expect_file_chooser", "Use set_input_files()."),
    # the browser itself
    Kind(
        "keys are pressed and let go at once",
        "down up",
        "Use press() with all of them, as in press('Control+a').",
    ),
    Kind(
        "there is no storage but cookies",
        "set_storage_state storage_state",
        "Use cookies() and add_cookies().",
    ),
    Kind("Chromium is not there", "background_pages browser debugger new_cdp_session tracing"),
)

REASONS = {name: kind for kind in _KINDS for name in kind.names.split()}
"""The names, each with what keeps it from being known in the process."""


def refuse(owner: object, name: str) -> NoReturn:
    """Raise what using an unknown name leads to.

    `NotSupportedInProcess` for a name of Playwright, `AttributeError` with names that are near for
    others.
    """
    if (kind := REASONS.get(name.removeprefix("not_"))) is not None:
        raise NotSupportedInProcess(name, kind.why, kind.instead)
    raise unknown(type(owner).__name__, name, dir(owner))


def unknown(owner: str, name: str, names: Iterable[str]) -> AttributeError:
    """Return the error for a name that its owner does not have; it says which names are near."""
    near = get_close_matches(name, [known for known in names if not known.startswith("_")])
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return AttributeError(f"{owner} has no attribute {name!r}{hint}")
