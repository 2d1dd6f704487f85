from types import SimpleNamespace

import pytest

from lona.html import HTML, FileInput, Strong
from lona.html.changes import is_possible
from lona.protocol import INPUT_EVENT_TYPE


class FakeBucket:
    """What a file input needs of a bucket."""

    def watch(self, watcher):
        return "/buckets/a/b/add?input=0"


def make(*args, **kwargs):
    return FileInput(FakeBucket(), *args, **kwargs)


def change(file_input, data):
    event = SimpleNamespace(type=INPUT_EVENT_TYPE.CHANGE, data=data)
    return event, file_input.handle_input_event(event)


def test_it_is_an_input_with_label_progress_and_room_for_an_error():
    node = make("Photos", multiple=True, accept="image/*", id="photos", _class="big", required="")
    assert node.class_list == ["big", "lona-file-input"]
    assert node.attributes["data-lona-upload"] == "/buckets/a/b/add?input=0"
    assert node.query_selector("label").get_text().strip() == "Photos"
    assert node.query_selector("#photos") is node.input
    assert dict(node.input.attributes) == {
        "type": "file", "required": "", "multiple": "", "accept": "image/*",
    }  # fmt: skip
    assert "hidden" in node.query_selector("progress").attributes
    assert node.query_selector("[role=alert]").get_text() == ""


def test_the_label_may_be_a_node_or_somebody_elses():
    label = make(Strong("Photos")).query_selector("label")
    assert label.query_selector("strong").get_text() == "Photos"
    assert make(None).query_selector("label") is None


def test_properties_are_attributes():
    node = make()
    node.multiple = node.disabled = True
    node.accept = ".txt"
    assert (node.multiple, node.disabled, node.accept) == (True, True, ".txt")
    node.multiple = node.disabled = False
    node.accept = ""
    assert dict(node.input.attributes) == {"type": "file"}


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        (["no bucket"], {}),
        ([FakeBucket()], {"accept": [".txt"]}),
        ([FakeBucket()], {"multiple": 1}),
        ([FakeBucket()], {"disabled": "yes"}),
        ([FakeBucket()], {"bubble_up": None}),
        ([FakeBucket()], {"on_progress": "nothing"}),
        ([FakeBucket()], {"handle_change": "nothing"}),
    ],
)
def test_arguments_of_wrong_types_are_refused(args, kwargs):
    with pytest.raises(TypeError):
        FileInput(*args, **kwargs)


def test_a_change_counts_once_for_each_upload():
    seen = []
    node = make(handle_change=lambda event: seen.append(node.file_names))
    assert change(node, ["a"])[1] is None
    node.upload_ended(["a"])
    node.upload_ended(["b"])
    change(node, ["b"])
    change(node, ["a"])
    change(node, ["a"])
    change(node, [])
    assert seen == [["b"], ["a"], []]


def test_a_name_that_the_browser_wrote_otherwise_is_the_one_of_the_server():
    node = make()
    node.upload_ended(['a"b'])
    change(node, ["a%22b"])
    assert node.file_names == ['a"b']


def test_an_event_bubbles_only_if_it_shall():
    for bubble_up in (False, True):
        node = make(bubble_up=bubble_up, handle_change=lambda event: event)
        node.upload_ended(["a"])
        event, result = change(node, ["a"])
        assert (result is event) == bubble_up


def test_why_an_upload_failed_is_shown_and_the_server_knows_best():
    seen = []
    node = make(handle_change=seen.append)
    change(node, {"error": "It failed"})
    assert node.error == "It failed"
    node.upload_progressed(0, 10)
    assert node.error == ""
    node.upload_failed("Too large")
    change(node, {"error": "It failed"})
    assert node.error == "Too large"
    assert seen == []


def test_progress_is_shown_while_something_comes():
    steps = []
    node = make(on_progress=lambda *step: steps.append(step))
    progress = node.query_selector("progress")
    node.upload_progressed(0, 200)
    node.upload_progressed(100, 200)
    assert dict(progress.attributes) == {"aria-label": "Upload", "max": "100", "value": "50"}
    node.upload_progressed(300, 200)
    assert progress.attributes["value"] == "100"
    node.upload_progressed(300, 0)
    assert "value" not in progress.attributes
    node.upload_ended(["a"])
    assert "hidden" in progress.attributes
    assert steps == [(0, 200), (100, 200), (300, 200), (300, 0)]


@pytest.mark.parametrize(
    ("accept", "name", "content_type", "is_accepted"),
    [
        ("", "a", "", True),
        (" , ", "a", "", True),
        (".txt", "A.TXT", "", True),
        (".txt", "a.txt.exe", "", False),
        ("image/*", "a.png", "", True),
        ("image/*", "a", "Image/PNG; x=y", True),
        ("image/*", "a", "imagery/png", False),
        ("text/csv,.ods", "a.ods", "", True),
        ("text/csv", "a", "text/csv", True),
        ("text/csv", "a", "", False),
    ],
)
def test_files_are_accepted_by_name_or_type(accept, name, content_type, is_accepted):
    assert (make(accept=accept).why_refused(name, content_type, 0) == "") == is_accepted


def test_the_server_decides_how_many_files_and_whether():
    assert make().why_refused("a", "", 1)
    assert not make(multiple=True).why_refused("a", "", 1)
    assert make(disabled=True).why_refused("a", "", 0)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], True),
        (["a", "b"], True),
        ({"error": "x"}, True),
        ("C:\\fakepath\\a", True),
        ([1], False),
        (["a\0"], False),
        ({"error": 1}, False),
        ({"error": "x", "y": 1}, False),
        ({}, False),
        (None, False),
    ],
)
def test_only_names_and_errors_are_possible(data, expected):
    assert is_possible(HTML(make())[0].input, data) == expected
