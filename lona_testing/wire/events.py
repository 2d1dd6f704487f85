"""What the user does in a window: the listener for each type of event."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing.browser.dom import Element
from lona_testing.browser.script import Event
from lona_testing.wire.captures import find_event, find_options, is_ignored
from lona_testing.wire.editing import value_of
from lona_testing.wire.forms import values_of_form, view_of_form
from lona_testing.wire.links import href_of, view_of_link
from lona_testing.wire.nodes import ServerElement
from lona_testing.wire.uploads import is_upload, upload
from lona_testing.wire.window import PageWindow

_TYPE = INPUT_EVENT_TYPE
_MODIFIERS = {"Alt": "alt_key", "Control": "ctrl_key", "Meta": "meta_key", "Shift": "shift_key"}
_NO_LAYOUT = {"node_width": 0, "node_height": 0, "x": 0, "y": 0}

RunView = Callable[[str, Any], None]
Path = list[Element]
Handler = Callable[[PageWindow, Event, Path, RunView], bool]


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
            data = _pointer_data(element, event)
            window.send_event(element, INPUT_EVENT_TYPE.CLICK, data, event.target)
            return True
        elif href is not None:
            url = view_of_link(element, event.modifiers, window.url)
            if url is not None:
                run_view(url, None)
            return url is not None
    return False


def _input(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    _send_input(window, event, path, run_view)
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
        delay = find_event(element, INPUT_EVENT_TYPE.CHANGE)
        if delay is not None:
            return element, delay
    return None


def _report(event_type: INPUT_EVENT_TYPE, data_of: Callable[[Element, Event], Any]) -> Handler:
    """Return the listener that sends an event of the innermost element that has asked for it."""

    def handle(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
        is_own = not event.bubbles or event_type in (_TYPE.FOCUS, _TYPE.BLUR)
        for element in path:
            options = find_options(element, event_type)
            if options is None or (is_own and element is not event.target):
                continue
            if options.keys and _pressed(event) not in options.keys:
                continue
            if event_type is _TYPE.KEY_DOWN:
                _push(window, event, path)
            data = data_of(element, event)
            event_id = window.send_event(element, event_type, data, event.target)
            if event_type is _TYPE.INPUT:
                window.editing.state(event.target).last_event = event_id
            return options.prevents
        return False

    return handle


def is_wanted(window: PageWindow, event: Event) -> bool:
    """Tell whether an element has asked for a key event."""
    event_type = {"keydown": _TYPE.KEY_DOWN, "keyup": _TYPE.KEY_UP}.get(event.type)
    if event_type is None:
        return False
    found = (find_options(e, event_type) for e in path_of(window, event.target))
    return any(each and (not each.keys or _pressed(event) in each.keys) for each in found)


def _push(window: PageWindow, event: Event, path: Path) -> None:
    """Send what was typed and is not committed, for what comes next."""
    change = _change_event(path)
    if change is not None:
        window.push(event.target, change[0])


def _pressed(event: Event) -> str:
    """Return the keys that are pressed, as they stand in the attribute."""
    key = "Space" if event.key == " " else event.key
    held = [
        name
        for name in _MODIFIERS
        if name in event.modifiers and name != key and (name != "Shift" or len(key) > 1)
    ]
    return "+".join([*held, quote(key, safe="!'()*-._~")])


def _modifiers_of(event: Event) -> dict[str, Any]:
    return {key: name in event.modifiers for name, key in _MODIFIERS.items()}


def _pointer_data(element: Element, event: Event) -> dict[str, Any]:
    return {**_modifiers_of(event), **_NO_LAYOUT}


def _key_data(element: Element, event: Event) -> dict[str, Any]:
    return {**_modifiers_of(event), "key": event.key, "code": event.code}


_send_blur = _report(_TYPE.BLUR, lambda element, event: [])
_send_input = _report(_TYPE.INPUT, lambda element, event: value_of(event.target))
_send_submit = _report(
    _TYPE.SUBMIT, lambda element, event: values_of_form(event.target, event.submitter)
)


def _blur(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    window.editing.left(event.target)
    return _send_blur(window, event, path, run_view)


def _submit(window: PageWindow, event: Event, path: Path, run_view: RunView) -> bool:
    form = event.target
    if not path or path[0] is not form or is_ignored(form):
        return False
    if any(find_event(element, _TYPE.SUBMIT) is not None for element in path):
        if event.submitter is None or window.hold(event.submitter):
            _send_submit(window, event, path, run_view)
        return True
    view = view_of_form(form, event.submitter, window.url)
    if view is None:
        return False
    if event.submitter is None or window.hold(event.submitter):
        run_view(*view)
    return True


_HANDLERS: dict[str, Handler] = {
    "click": _click,
    "input": _input,
    "change": _change,
    "focus": _report(_TYPE.FOCUS, lambda element, event: []),
    "blur": _blur,
    "submit": _submit,
    "dblclick": _report(_TYPE.DBLCLICK, _pointer_data),
    "contextmenu": _report(_TYPE.CONTEXT_MENU, _pointer_data),
    "keydown": _report(_TYPE.KEY_DOWN, _key_data),
    "keyup": _report(_TYPE.KEY_UP, _key_data),
    "pointerenter": _report(_TYPE.POINTER_ENTER, _pointer_data),
    "pointerleave": _report(_TYPE.POINTER_LEAVE, _pointer_data),
    "scrollend": _report(_TYPE.SCROLL_END, lambda element, event: {"x": 0, "y": 0}),
    "toggle": _report(_TYPE.TOGGLE, lambda element, event: {"open": "open" in element.attributes}),
}
