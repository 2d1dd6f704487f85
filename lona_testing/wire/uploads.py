"""Files that were chosen in a `FileInput`: they go to its bucket, then the change is told."""

from typing import TYPE_CHECKING, Any

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing.browser.controls import control_of
from lona_testing.browser.dom import Element

if TYPE_CHECKING:
    from lona_testing.wire.window import PageWindow

URL_ATTRIBUTE = "data-lona-upload"


def is_upload(element: Element) -> bool:
    """Whether files that are chosen in an element are uploaded."""
    return URL_ATTRIBUTE in element.attributes


def upload(window: "PageWindow", control: Element, zone: Element) -> None:
    """Upload what was chosen; then tell the names, or why it failed.

    `zone` is the element with the change event.
    """
    files = control_of(control).files
    data: Any = list(dict.fromkeys(file.name for file in files))
    if files:
        size = sum(len(file.content) for file in files)
        address = f"{zone.attributes[URL_ATTRIBUTE]}&size={size}"
        response = window.post(address, [("files", file) for file in files])
        if not 200 <= response.status < 300:
            control_of(control).files = []
            data = {"error": response.text}
    window.send_event(zone, INPUT_EVENT_TYPE.CHANGE, data, control)
