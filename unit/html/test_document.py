from threading import Event, Thread

from lona.html import patches
from lona.html.document import NO_DOCUMENT, Document
from lona.html.node import Node


def test_the_lock_is_re_entrant() -> None:
    root = Node()
    patches.show(Document(), root)
    with root.lock, root.lock:
        root.append("x")
    assert len(root) == 1


def test_other_threads_wait_while_the_lock_is_held() -> None:
    root = Node(Node())
    document = Document()
    patches.show(document, root)
    started = Event()

    def change() -> None:
        started.set()
        root[0].append("late")

    thread = Thread(target=change, daemon=True)
    with root.lock:
        thread.start()
        assert started.wait(60)
        thread.join(0.02)
        assert thread.is_alive()
        assert len(root[0]) == 0
        assert patches.take(document) is None
    thread.join(60)
    assert len(root[0]) == 1


def test_without_a_document_there_is_a_stand_in() -> None:
    node = Node()
    assert node.document is NO_DOCUMENT
    assert node.document.html is None
    assert node.document.get_node(int(node.id)) is None
    assert node.lock.acquire()
    node.lock.release()


def test_only_what_clients_know_is_found() -> None:
    root = Node()
    document = Document()
    patches.show(document, root)
    child = Node()
    root.append(child)
    assert document.get_node(int(child.id)) is None
    patches.take(document)
    assert document.get_node(int(child.id)) is child
    assert document.get_node(0) is None


def test_a_tree_that_is_filled_while_it_is_shown_arrives_whole() -> None:
    for _ in range(20):
        root = Node()
        document = Document()
        ready = Event()

        def fill(root: Node = root, ready: Event = ready) -> None:
            for number in range(200):
                root.append(Node(str(number)))
                ready.set()

        thread = Thread(target=fill, daemon=True)
        thread.start()
        assert ready.wait(60)
        patches.show(document, root)
        thread.join(60)
        patches.take(document)
        assert all(document.get_node(int(child.id)) is child for child in root)
        assert all(child.document is document for child in root)


def test_a_document_keeps_nothing_of_what_left() -> None:
    root = Node(Node(Node("x")))
    document = Document()
    patches.show(document, root)
    root.clear()
    patches.take(document)
    assert list(document._index) == [root.id]
