"""lona.html.widget_data: live nested data that marks its changes."""

import copy
import json
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.html import Div
from lona.html.document import Document
from lona.html.patches import show, take
from lona.html.widget_data import WidgetData, WidgetDict, WidgetList
from lona.protocol.codes import PatchCode

SET, REMOVE, INSERT = (
    PatchCode.SET_WIDGET_DATA,
    PatchCode.REMOVE_WIDGET_DATA,
    PatchCode.INSERT_WIDGET_DATA,
)


def decoded(content):
    """Return what the clients get, as Python objects."""
    return json.loads(content.to_json())


class Owner:
    """Stands for the node; keeps what a client would have."""

    lock = nullcontext()

    def __init__(self, initial):
        self.marks = []
        self.client = json.loads(json.dumps(initial))
        self.data = WidgetData(self, initial)

    def _mark_widget_data(self, operation, path, value):
        value = json.loads(json.dumps(value))
        self.marks.append((operation, path, value))
        if not path:
            self.client = value
            return
        container = self.client
        for key in path[:-1]:
            container = container[key]
        if operation is SET:
            container[path[-1]] = value
        elif operation is REMOVE:
            del container[path[-1]]
        else:
            container.insert(path[-1], value)


def check(owner):
    """The client has what the server has, after JSON."""
    assert owner.client == json.loads(json.dumps(owner.data.raw))


def test_data_is_a_dict_or_a_list():
    assert isinstance(Owner({}).data, WidgetDict)
    assert isinstance(Owner([]).data, WidgetList)
    assert isinstance(Owner([]).data, WidgetData)


@pytest.mark.parametrize("value", ["x", 1, None, (1,), {1}])
def test_data_is_nothing_else(value):
    with pytest.raises(ValueError, match="dict or a list"):
        WidgetData(Owner({}), value)


@pytest.mark.parametrize(
    "value", [(1, 2), {1, 2}, object(), b"x", float("nan"), float("inf"), {(1, 2): 3}, [[object()]]]
)
def test_content_that_json_does_not_know_is_refused_and_changes_nothing(value):
    owner = Owner({"list": [1]})

    for change in (
        lambda: owner.data.__setitem__("x", value),
        lambda: owner.data.update({"y": 1, "x": value}),
        lambda: owner.data.replace({"x": value}),
        lambda: owner.data["list"].append(value),
        lambda: owner.data["list"].extend([1, value]),
        lambda: owner.data["list"].insert(0, value),
        lambda: owner.data["list"].__setitem__(0, value),
        lambda: owner.data["list"].__setitem__(slice(0, 1), [value]),
    ):
        with pytest.raises(ValueError, match="unsupported"):
            change()

    assert owner.data == {"list": [1]}
    assert owner.marks == []


def test_data_that_contains_itself_is_refused():
    loop = []
    loop.append(loop)

    with pytest.raises(ValueError, match="contains itself"):
        Owner({}).data["x"] = loop


def test_a_dict_can_be_changed_in_every_way():
    owner = Owner({"a": 1})
    data = owner.data
    data["b"] = [1]
    data.update({"c": 2}, d=3)
    assert data.pop("a") == 1
    assert data.pop("zzz", 5) == 5
    assert data.popitem() == ("d", 3)
    del data["c"]
    check(owner)

    assert data == {"b": [1]}
    assert data.get("b") == [1]
    assert data.get("x", 7) == 7
    assert "b" in data
    assert list(data) == ["b"]
    assert list(data.keys()) == ["b"]
    assert list(data.values()) == [[1]]
    assert list(data.items()) == [("b", [1])]
    assert len(data) == 1
    assert repr(data) == "{'b': [1]}"
    data.clear()
    assert data == {}
    assert not data
    check(owner)


def test_a_list_can_be_changed_in_every_way():
    owner = Owner([1, 2, 3])
    data = owner.data
    data.append(4)
    data.extend([5, 6])
    data += [7]
    data.insert(0, 0)
    data.insert(-1, 6.5)
    data.insert(99, 8)
    assert data == [0, 1, 2, 3, 4, 5, 6, 6.5, 7, 8]
    assert data.pop(0) == 0
    assert data.pop(-1) == 8
    data.remove(6.5)
    data[0] = "one"
    data[-1] = "seven"
    del data[1]
    del data[-1]
    data[1:2] = [[], {}]
    del data[0:1]
    check(owner)

    assert data == [[], {}, 4, 5, 6]
    assert 4 in data
    assert data.index(5) == 3
    assert data.count(6) == 1
    assert list(data) == [[], {}, 4, 5, 6]
    assert data[2:] == [4, 5, 6]
    assert len(data) == 5
    assert data.copy() == [[], {}, 4, 5, 6]
    assert data != (1,)
    data.clear()
    assert data == []
    check(owner)


@pytest.mark.parametrize("name", ["setdefault", "fromkeys"])
def test_some_dict_methods_are_not_supported(name):
    with pytest.raises(NotImplementedError):
        getattr(Owner({}).data, name)("x")


@pytest.mark.parametrize("name", ["reverse", "sort"])
def test_some_list_methods_are_not_supported(name):
    owner = Owner([2, 1])

    with pytest.raises(NotImplementedError):
        getattr(owner.data, name)()

    assert owner.data == [2, 1]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda data: data["dict"]["x"], KeyError),
        (lambda data: data["dict"].pop("x"), KeyError),
        (lambda data: data["dict"].popitem(), KeyError),
        (lambda data: data["dict"].__delitem__("x"), KeyError),
        (lambda data: data["list"].pop(5), IndexError),
        (lambda data: data["list"].__setitem__(5, 1), IndexError),
        (lambda data: data["list"].__delitem__(-5), IndexError),
        (lambda data: data["list"].remove(9), ValueError),
        (lambda data: data["list"].index(9), ValueError),
    ],
)
def test_missing_items_raise_and_change_nothing(change, error):
    owner = Owner({"dict": {}, "list": [1]})

    with pytest.raises(error):
        change(owner.data)

    assert owner.data == {"dict": {}, "list": [1]}
    assert owner.marks == []


def test_nested_views_stay_live_when_kept():
    owner = Owner({"points": [{"x": 1}, {"x": 2}]})
    last = owner.data["points"][1]

    last["x"] = 3
    owner.data["points"].insert(0, {"x": 0})
    last["x"] = 4

    assert owner.data == {"points": [{"x": 0}, {"x": 1}, {"x": 4}]}
    assert owner.marks[-1] == (SET, ("points", 2, "x"), 4)
    check(owner)


def test_equal_neighbours_are_not_confused():
    owner = Owner([{}, {}, {}])
    middle = owner.data[1]
    del owner.data[0]

    middle["x"] = 1

    assert owner.data == [{"x": 1}, {}]
    check(owner)


def test_a_view_of_something_that_was_taken_out_changes_only_itself():
    owner = Owner({"a": {"b": [1]}})
    inner = owner.data["a"]["b"]
    owner.data["a"] = {"b": [5]}
    marks = len(owner.marks)

    inner.append(2)

    assert inner == [1, 2]
    assert owner.data == {"a": {"b": [5]}}
    assert len(owner.marks) == marks


def test_replacing_keeps_the_object_and_lets_go_of_old_views():
    owner = Owner({"a": {"b": 1}})
    data, old = owner.data, owner.data["a"]

    data.replace([1, {"c": 2}])
    old["b"] = 9
    data[1]["c"] = 3

    assert data is owner.data
    assert isinstance(data, WidgetList)
    assert data == [1, {"c": 3}]
    check(owner)


def test_only_the_whole_data_can_be_replaced():
    with pytest.raises(RuntimeError, match="outermost"):
        Owner({"a": {}}).data["a"].replace({})


def test_what_is_stored_is_a_copy():
    plain = {"list": [1]}
    owner = Owner({})
    owner.data["x"] = plain
    plain["list"].append(2)
    owner.data["y"] = owner.data["x"]
    owner.data["y"]["list"].append(3)

    assert owner.data == {"x": {"list": [1]}, "y": {"list": [1, 3]}}
    check(owner)


def test_popped_and_copied_content_is_plain():
    owner = Owner({"a": [1], "b": [{}]})

    assert type(owner.data.pop("a")) is list
    assert type(owner.data.copy()) is dict
    assert type(copy.deepcopy(owner.data)) is dict
    owner.data.copy()["b"][0]["x"] = 1
    assert owner.data == {"b": [{}]}


def test_keys_keep_their_type_here_and_become_json_keys_in_paths():
    owner = Owner({})
    owner.data[1] = {None: {}}
    owner.data[1][None][True] = {1.5: "x"}
    owner.data[1][None][True][1.5] = "y"

    assert owner.data == {1: {None: {True: {1.5: "y"}}}}
    assert owner.marks[-1] == (SET, ("1", "null", "true", "1.5"), "y")
    check(owner)


def test_data_can_be_compared_with_data():
    owner = Owner({"a": [1], "b": [1]})

    assert owner.data["a"] == owner.data["b"]
    assert owner.data == Owner({"a": [1], "b": [1]}).data
    assert owner.data["a"] in [[1]]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=4)
    ),
    max_leaves=10,
)


def dict_operations(view, key, value):
    return [
        lambda: view.__setitem__(key, value),
        lambda: view.pop(key, None),
        lambda: view.clear(),
        lambda: view.update({key: value, "z": value}),
    ]


def list_operations(view, index, value):
    there = -len(view) <= index < len(view)
    return [
        lambda: view.append(value),
        lambda: view.insert(index, value),
        lambda: view.pop(index) if there else None,
        lambda: view.__setitem__(index, value) if there else view.extend([value] * 2),
        lambda: view.__setitem__(slice(index, index + 2), [value]),
        lambda: view.clear(),
    ]


@given(values.filter(lambda value: isinstance(value, dict | list)), st.data())
def test_after_any_operations_the_client_has_the_same_data(initial, data):
    owner = Owner(initial)
    kept = [owner.data]
    for _ in range(data.draw(st.integers(1, 12))):
        view = data.draw(st.sampled_from(kept))
        value = data.draw(values)
        if isinstance(view, WidgetDict):
            keys = st.sampled_from(sorted(view, key=repr)) if view else st.text(max_size=2)
            operations = dict_operations(view, data.draw(keys | st.text(max_size=2)), value)
        else:
            operations = list_operations(view, data.draw(st.integers(-6, 6)), value)
        data.draw(st.sampled_from(operations))()
        nested = view.values() if isinstance(view, WidgetDict) else view
        kept.extend(item for item in nested if isinstance(item, WidgetData))
        check(owner)


def test_changes_of_a_shown_node_are_sent_and_those_before_are_not():
    document = Document()
    div = Div(widget="W", widget_data={"a": 1})
    div.widget_data["b"] = [1]
    content = show(document, div)
    assert decoded(content)[3]["d"] == {"a": 1, "b": [1]}

    div.widget_data["b"].append(2)

    assert decoded(take(document)) == [[11, int(div.id), ["b", 1], 2]]


def test_assigning_the_same_changed_object_again_sends_its_present_content():
    shared = {"n": 1}
    document = Document()
    div = Div(widget="W", widget_data=shared)
    show(document, div)

    shared["n"] = 2
    div.widget_data = shared

    assert decoded(take(document)) == [[9, int(div.id), [], {"n": 2}]]


def test_class_level_data_is_copied_for_each_node():
    class Chart(Div):
        WIDGET = "Chart"
        WIDGET_DATA = {"points": []}

    first, second = Chart(), Chart()
    first.widget_data["points"].append(1)

    assert second.widget_data == {"points": []}
    assert Chart.WIDGET_DATA == {"points": []}
