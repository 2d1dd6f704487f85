"""lona_testing.wire.mirror, where the vectors cannot reach: what a user has begun goes on."""

from typing import Any

from lona.protocol import ContentKind
from lona.protocol.messages import Update, ViewStarted
from lona_testing.browser.options import options_of, set_selected
from lona_testing.wire import editing
from lona_testing.wire.mirror import WindowMirror


def select(first_id: int, *labels: str) -> list[Any]:
    """Return a select that listens to changes, as a tree."""
    flat: list[Any] = [1, first_id, "select", {"a": {"data-lona-events": "302"}}, len(labels)]
    for number, label in enumerate(labels, first_id + 1):
        attributes = {"a": {"value": "same"}}
        flat += [1, number, "option", attributes, 1, 2, number + 50, label]
    return flat


def test_a_choice_that_was_not_seen_is_found_among_the_new_options() -> None:
    mirror = WindowMirror()
    mirror.start_view(1)
    mirror.receive(ViewStarted(1, 1, 1))
    mirror.receive(Update(1, 1, 2, 0, None, ContentKind.TREE, select(10, "a", "b")))
    old: Any = mirror.nodes[10]
    mirror.focus.enter(old)
    set_selected(options_of(old)[1], True)
    mirror.content.editing.sent(old, ["12"], event_id=1)

    mirror.receive(Update(1, 1, 3, 0, None, ContentKind.TREE, select(20, "new", "a", "b")))

    assert mirror.resend is mirror.nodes[20]
    assert editing.value_of(mirror.resend) == ["23"]


def test_the_only_input_of_ours_is_found_again_beside_one_in_raw_html() -> None:
    mirror = WindowMirror()
    mirror.start_view(1)
    mirror.receive(ViewStarted(1, 1, 1))
    old = [1, 3, "div", 0, 2, 1, 4, "input", 0, 0, 1, 5, "p", {"h": "<input>"}, 0]
    mirror.receive(Update(1, 1, 2, 0, None, ContentKind.TREE, old))
    entered: Any = mirror.nodes[4]
    mirror.focus.enter(entered)

    new = [1, 6, "p", {"h": "<input>"}, 0, 1, 7, "b", 0, 1, 1, 8, "input", 0, 0]
    mirror.receive(Update(1, 1, 3, 0, None, ContentKind.TREE, new))

    assert mirror.focus.element is mirror.nodes[8]
