"""One screen with real nodes, in windows that note what they are sent."""

import threading

import pytest

from lona.html import patches
from lona.html.node import Node
from lona.protocol import ContentKind, decode
from lona.protocol import messages as m
from lona.protocol.codec import draft_update, encode_draft
from lona.runtime.screen import Screen


class Window:
    """Notes what it is sent: messages, or what else it is told."""

    def __init__(self):
        self.owner = None
        self.sent = []
        self.applied = []
        self.on_send = None

    def join(self, owner):
        self.owner = owner

    def leave(self):
        self.owner = None

    def finish_event(self, event_id):
        self.applied.append(event_id)

    def send_started(self):
        self.sent.append("started")

    def send_update(self, body):
        if self.on_send is not None:
            self.on_send()
        self.sent.append(read(body))

    def send_snapshot(self, body):
        self.sent.append(("snapshot", read(body)))

    def show_instead(self, body):
        self.sent.append(("instead", read(body)))

    def send_redirect(self, location, leave_page):
        self.sent.append((location, leave_page))

    def take(self):
        sent, self.sent = self.sent, []
        return sent


def read(body):
    """Return title, kind and content of an update."""
    update = decode(encode_draft(draft_update(0, body), 1, 1, 1))
    assert isinstance(update, m.Update)
    return update.title, ContentKind(update.kind), update.content


def yes():
    return True


def no():
    return False


HTML, TREE, PATCHES, NOTHING = (
    ContentKind.HTML,
    ContentKind.TREE,
    ContentKind.PATCHES,
    ContentKind.NOTHING,
)


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def attach(screen):
    """Give a function that attaches a new window."""

    def attach_window():
        window = Window()
        assert screen.attach(window, "owner", yes)
        return window

    return attach_window


# windows


def test_a_window_joins_its_owner_and_is_sent_nothing_if_there_is_nothing(screen, attach):
    window = attach()
    assert screen.windows == (window,)
    assert window.owner == "owner"
    assert window.sent == []


def test_a_window_that_may_not_be_attached_stays_outside(screen):
    window = Window()
    screen.show("html", "title")
    assert not screen.attach(window, "owner", no)
    assert screen.windows == ()
    assert window.owner is None
    assert window.sent == []


def test_a_guard_that_raises_leaves_everything_as_it_was(screen):
    def guard():
        raise KeyError

    with pytest.raises(KeyError):
        screen.attach(Window(), "owner", guard)
    assert screen.windows == ()


def test_a_window_that_comes_later_gets_what_there_is(screen, attach):
    screen.announce()
    screen.show("html", "title")
    assert attach().take() == ["started", ("title", HTML, "html")]


def test_a_title_alone_is_shown_to_those_that_come_later(screen, attach):
    screen.set_title("title")
    ((title, _, content),) = attach().take()
    assert title == "title"
    assert not content


def test_a_window_that_comes_later_brings_the_others_up_to_date(screen, attach):
    first = attach()
    node = Node(tag_name="p")
    screen.show(node)
    first.take()
    node.set_text("changed")
    second = attach()
    assert [kind for _, kind, _ in first.take()] == [PATCHES]
    assert [kind for _, kind, _ in second.take()] == [TREE]
    screen.update()
    assert first.take() == second.take() == []


def test_a_window_that_was_detached_is_sent_nothing(screen, attach):
    gone, other = attach(), attach()
    screen.detach(gone)
    assert gone.owner is None
    assert screen.windows == (other,)
    screen.show("html")
    assert gone.sent == []
    screen.detach(gone)  # again: nothing happens
    assert screen.windows == (other,)


def test_all_windows_may_be_detached_and_keep_their_owner(screen, attach):
    windows = [attach(), attach()]
    screen.detach_all()
    screen.show("html")
    assert screen.windows == ()
    assert [window.sent for window in windows] == [[], []]
    assert [window.owner for window in windows] == ["owner", "owner"]  # to tell it that they left


def test_a_window_can_be_detached_while_somebody_holds_the_document(screen, attach):
    window = attach()
    with screen.document.lock:
        thread = threading.Thread(target=screen.detach, args=(window,))
        thread.start()
        thread.join(60)
        assert screen.windows == ()


def test_windows_may_come_and_go_on_many_threads(screen):
    kept = [Window() for _ in range(4)]
    barrier = threading.Barrier(4, timeout=60)

    def come_and_go(window):
        barrier.wait()
        for _ in range(100):
            passing = Window()
            screen.attach(passing, "owner", yes)
            screen.detach(passing)
        screen.attach(window, "owner", yes)

    threads = [threading.Thread(target=come_and_go, args=(window,)) for window in kept]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert set(screen.windows) == set(kept)


def test_the_start_of_a_view_is_announced_to_all(screen, attach):
    windows = [attach(), attach()]
    screen.announce()
    assert [window.take() for window in windows] == [["started"], ["started"]]


# showing


def test_what_is_shown_goes_to_all_windows_in_one_message(screen, attach):
    windows = [attach(), attach()]
    screen.show("html", "title")
    assert [window.take() for window in windows] == [[("title", HTML, "html")]] * 2
    assert screen.title == "title"


@pytest.mark.parametrize("show", ["show", "update"])
def test_nothing_is_shown_that_may_not_be(screen, attach, show):
    window = attach()
    node = Node(tag_name="p")
    screen.show(node)
    window.take()
    node.set_text("changed")
    if show == "show":
        screen.show("html", "title", no)
    else:
        screen.update("title", no)
    assert window.sent == []
    assert screen.title == ""
    screen.update()  # the change is not lost
    assert [kind for _, kind, _ in window.take()] == [PATCHES]


def test_an_update_has_what_changed_and_nothing_is_sent_for_nothing(screen, attach):
    window = attach()
    node = Node(tag_name="p")
    screen.show(node)
    window.take()
    screen.update()
    assert window.take() == []
    screen.update("title")
    assert window.take() == [("title", NOTHING, None)]
    node.set_text("changed")
    screen.update("other")
    ((title, kind, _),) = window.take()
    assert (title, kind) == ("other", PATCHES)


def test_a_title_is_sent_without_content(screen, attach):
    window = attach()
    screen.set_title("title")
    assert window.take() == [("title", NOTHING, None)]
    assert screen.title == "title"


def test_the_value_of_an_event_counts_as_applied_in_the_update_that_it_made(screen, attach):
    window, other = attach(), attach()
    node = Node(tag_name="p")
    screen.show(node)
    window.take()
    node.set_text("changed")
    order = []
    window.on_send = lambda: order.append(list(window.applied))
    screen.update_after(window, 7)
    assert order == [[7]]
    assert other.applied == []


def test_a_window_does_not_get_back_what_was_typed_in_it(screen, attach):
    window, other = attach(), attach()
    node = Node(tag_name="input")
    screen.show(node)
    window.take()
    other.take()
    node.attributes.set("value", "typed", issuer=window)
    screen.update()
    assert window.take() == []
    assert [kind for _, kind, _ in other.take()] == [PATCHES]
    node.attributes.set("value", "more", issuer=window)
    screen.update("title")
    assert window.take() == [("title", NOTHING, None)]
    assert [kind for _, kind, _ in other.take()] == [PATCHES]


def test_a_window_in_which_something_was_typed_gets_the_other_changes(screen, attach):
    window = attach()
    field, text = Node(tag_name="input"), Node(tag_name="p")
    screen.show(Node(field, text))
    window.take()
    field.attributes.set("value", "typed", issuer=window)
    text.set_text("changed")
    screen.update()
    ((_, kind, content),) = window.take()
    assert kind == PATCHES
    assert "changed" in str(content)
    assert "typed" not in str(content)


def test_starting_over_sends_everything_although_the_windows_have_it(screen, attach):
    window = attach()
    node = Node(tag_name="p")
    screen.show(node)
    window.take()
    screen.start_over(node)
    started, (_, kind, content) = window.take()
    assert (started, kind, content[2]) == ("started", TREE, "p")
    assert attach().take()[0] == "started"


def test_html_for_one_window_leaves_the_tree_and_the_others_alone(screen, attach):
    window, other = attach(), attach()
    screen.show("html")
    window.take()
    other.take()
    screen.show_in(window, "sorry")
    assert window.take() == [("instead", (None, HTML, "sorry"))]
    assert other.take() == []
    assert attach().take() == [(None, HTML, "html")]


def test_redirects_go_to_all_windows(screen, attach):
    windows = [attach(), attach()]
    screen.redirect("/a", leave_page=True)
    assert [window.take() for window in windows] == [[("/a", True)]] * 2


# windows that cannot keep up


def test_a_window_is_brought_up_to_date_by_a_snapshot(screen, attach):
    window, other = attach(), attach()
    node = Node(tag_name="p")
    screen.show(node, "title")
    window.take()
    other.take()
    node.set_text("changed")
    screen.resync(window)
    (_, update_kind, _), (name, (title, kind, _)) = window.take()
    assert (update_kind, name, title, kind) == (PATCHES, "snapshot", "title", TREE)
    assert [kind for _, kind, _ in other.take()] == [PATCHES]


def test_a_window_that_left_gets_no_snapshot(screen, attach):
    window = attach()
    screen.show("html")
    screen.detach(window)
    window.take()
    screen.resync(window)
    assert window.sent == []


def test_a_snapshot_is_taken_again_if_nodes_were_marked_meanwhile(screen, attach, monkeypatch):
    window = attach()
    screen.show(Node(tag_name="p"))
    window.take()
    snapshot = patches.snapshot
    refusals = [patches.NotTaken(), patches.NotTaken()]

    def snapshot_later(document):
        if refusals:
            raise refusals.pop()
        return snapshot(document)

    monkeypatch.setattr(patches, "snapshot", snapshot_later)
    screen.resync(window)
    assert [name for name, _ in window.take()] == ["snapshot"]
    assert refusals == []
