"""What the user does in a window: the listener for each type of event."""

from collections.abc import Callable
from typing import Any

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing.browser.dom import Element
from lona_testing.browser.script import Event
from lona_testing.wire.captures import find_event, is_ignored
from lona_testing.wire.forms import view_of_form
from lona_testing.wire.links import href_of, view_of_link
from lona_testing.wire.nodes import ServerElement
from lona_testing.wire.uploads import is_upload, upload
from lona_testing.wire.window import PageWindow

_MODIFIERS = {"Alt": "alt_key", "Control": "ctrl_key", "Shift": "shift_key", "Meta": "meta_key"}
_NO_LAYOUT = {"node_width": 0, "node_height": 0, "x": 0, "y": 0}

RunView = Callable[[str, Any], None]
Path = list[Element]


def handle_event(window: PageWindow, event: Event, run_view: RunView) -> bool:
    """Take an event; tell whether the browser's own action is prevented.

    `run_view` is called with the address and the post data of a view that was asked for.
    """
    return _HANDLERS[event.type](window, event, path_of(window, event.target), run_view)


def path_of(window: PageWindow, target: Element) -> Path:
    """Return the elements from a target up to below the window's root, outside of raw HTML.

    Empty for elements that are not in the window.
    """
    path: Path = []
    for element in target.ancestors():
        if element is window.root:
            return path
        if isinstance(element, ServerElement) and element.raw:
            path.clear()
        path.append(element)
    return []


def _click(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    for element in path:
        if element.tag == "form":
            continue  # its controls have to work
        href = href_of(element)
        if is_ignored(element):
            if href is not None:
                return False
        elif find_event(element, INPUT_EVENT_TYPE.CLICK) is not None:
            if not window.hold(event.target):
                return True
            keys = {key: name in event.modifiers for name, key in _MODIFIERS.items()}
            data = {**keys, **_NO_LAYOUT}
            window.send_event(element, INPUT_EVENT_TYPE.CLICK, data, event.target)
            return True
        elif href is not None:
            url = view_of_link(element, event.modifiers, window.url)
            if url is not None:
                run_view(url, None)
            return url is not None
    return False


def _input(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    change = _change_event(path)
    if change is not None and not is_upload(change[0]):
        window.edited(event.target, *change)
    return False


def _change(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    change = _change_event(path)
    if change is not None and is_upload(change[0]):
        upload(window, event.target, change[0])
    elif change is not None:
        window.committed(event.target, *change)
    return False


def _change_event(path: Path) -> tuple[Element, int] | None:
    """Return the nearest element that has the change event, and its delay."""
    for element in path:
        delay = None if is_ignored(element) else find_event(element, INPUT_EVENT_TYPE.CHANGE)
        if delay is not None:
            return element, delay
    return None


def _focus(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    _focus_changed(window, event, path, INPUT_EVENT_TYPE.FOCUS)
    return False


def _blur(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    window.editing.left(event.target)
    _focus_changed(window, event, path, INPUT_EVENT_TYPE.BLUR)
    return False


def _focus_changed(
    window: PageWindow, event: Event, path: Path, event_type: INPUT_EVENT_TYPE
) -> None:
    # Focus belongs to one element: ancestors are not asked.
    element = event.target
    if not path or path[0] is not element or is_ignored(element):
        return
    if find_event(element, event_type) is not None:
        window.send_event(element, event_type, [], element)


def _submit(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    form = event.target
    if not path or path[0] is not form or is_ignored(form):
        return False
    view = view_of_form(form, event.submitter, window.url)
    if view is None:
        return False
    if event.submitter is None or window.hold(event.submitter):
        run_view(*view)
    return True


_HANDLERS: dict[str, Callable[[PageWindow, Event, Path, RunView], bool]] = {
    "click": _click,
    "input": _input,
    "change": _change,
    "focus": _focus,
    "blur": _blur,
    "submit": _submit,
}
