"""Names of Playwright that only a browser can answer, each with the reason.

Whoever is asked for one of them says so; for a name that nobody knows, which names are near.
"""

from difflib import get_close_matches
from typing import NoReturn

from lona_testing.browser.errors import NotSupportedInProcess

_REASONS = {
    "it needs layout or pixels": """
        bounding_box drop drag_and_drop drag_to hide_highlight highlight hover mouse pdf screencast
        screenshot scroll_into_view_if_needed select_text set_viewport_size tap to_be_in_viewport
        to_have_css to_have_screenshot touchscreen video viewport_size""",
    "no scripts run but Lona's own": """
        accessibility add_init_script add_script_tag clock coverage dispatch_event eval_on_selector
        eval_on_selector_all evaluate evaluate_all evaluate_handle expose_binding expose_function
        local_storage session_storage to_have_js_property wait_for_function webmcp workers""",
    "there are no handles of elements": """
        element_handle element_handles query_selector query_selector_all wait_for_selector""",
    "there are no frames": """
        content_frame frame frame_locator frames main_frame""",
    "style sheets are those of the page, for one screen": "add_style_tag emulate_media",
    "the network is the server in this process": """
        expect_request expect_request_finished expect_response expect_websocket request requests
        route route_from_har route_web_socket set_extra_http_headers set_offline unroute
        unroute_all""",
    "there are no dialogs, downloads and pop-ups": """
        expect_download expect_file_chooser expect_popup opener""",
    "pages have no events": """
        add_locator_handler clear_console_messages clear_page_errors console_messages
        expect_console_message expect_event expect_worker on once page_errors remove_listener
        remove_locator_handler wait_for_event""",
    "nothing sleeps: actions and assertions wait by themselves": """
        expect_navigation pause wait_for_timeout wait_for_url""",
    "documents come from the server": "set_content",
    "documents are not written out (page.tree() shows them)": "content inner_html",
    "a locator here is no text": "cancel_pick_locator normalize pick_locator",
    "keys are pressed and let go at once": "down up",
    "snapshots have no references": "get_by_ref",
    "there is no garbage to collect": "request_gc",
    "there is no such browser": """
        background_pages browser clear_permissions credentials debugger expect_page
        grant_permissions new_cdp_session service_workers set_geolocation set_storage_state
        storage_state tracing""",
}

REASONS = {name: reason for reason, names in _REASONS.items() for name in names.split()}
"""The names, with what keeps them from being known in the process."""


def refuse(owner: object, name: str) -> NoReturn:
    """Raise what using an unknown name leads to.

    `NotSupportedInProcess` for a name of Playwright, `AttributeError` with names that are near for
    others.
    """
    if (reason := REASONS.get(name.removeprefix("not_"))) is not None:
        raise NotSupportedInProcess(f"{name}()", reason)
    names = [known for known in dir(owner) if not known.startswith("_")]
    near = get_close_matches(name, names)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise AttributeError(f"{type(owner).__name__} has no attribute {name!r}{hint}")
