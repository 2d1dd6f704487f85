"""lona.containers: what a kind of locked dicts and lists is told, and when."""

from threading import RLock

import pytest

from lona.data.containers import LockedContainer, LockedDict, LockedList


class Log(LockedContainer):
    """A kind that stores even numbers only, and notes what happened in which state."""

    __slots__ = ("_lock", "log")

    def __init__(self, data):
        self._data = data
        self._lock = RLock()
        self.log = []

    def _unwrap(self, value):
        return value._data if isinstance(value, Log) else value

    def _wrap(self, value, key):
        return LoggedList(value) if isinstance(value, list) else value

    def _adopt(self, value):
        if isinstance(value, int) and value % 2:
            raise ValueError("odd")
        return self._unwrap(value)

    def _check_key(self, key):
        if key == "no":
            raise ValueError("no key")

    def note(self, *change):
        assert self._lock._is_owned()
        self.log.append((*change, len(self._data)))

    def _was_set(self, key, value):
        self.note("set", key, value)

    def _was_inserted(self, index, value):
        self.note("inserted", index, value)

    def _was_removed(self, key):
        self.note("removed", key)

    def _was_replaced(self):
        self.note("replaced")


class LoggedDict(Log, LockedDict):
    __slots__ = ()


class LoggedList(Log, LockedList):
    __slots__ = ()


def test_each_change_of_a_dict_is_told_with_the_lock_held():
    view = LoggedDict({})

    view["a"] = 2
    view.update({"b": 4}, c=6)
    view.pop("b")
    view.pop("b", None)
    view.popitem()
    del view["a"]
    view.clear()  # there is nothing
    view["d"] = []
    view.clear()

    assert view.log == [
        ("set", "a", 2, 1),
        ("set", "b", 4, 2),
        ("set", "c", 6, 3),
        ("removed", "b", 2),
        ("removed", "c", 1),
        ("removed", "a", 0),
        ("set", "d", [], 1),
        ("replaced", 0),
    ]


def test_each_change_of_a_list_is_told_with_the_lock_held():
    view = LoggedList([])

    view.append(2)
    view += [4, 6]
    view.insert(-1, 8)
    view[-1] = 10
    view.remove(4)
    view.pop()
    del view[-2]
    view[:1] = [0, 2]
    del view[1:]
    view.clear()
    view.clear()

    assert view.log == [
        ("inserted", 0, 2, 1),
        ("inserted", 1, 4, 2),
        ("inserted", 2, 6, 3),
        ("inserted", 2, 8, 4),
        ("set", 3, 10, 4),
        ("removed", 1, 3),
        ("removed", 2, 2),
        ("removed", 0, 1),
        ("replaced", 2),
        ("replaced", 1),
        ("replaced", 0),
    ]


def change_dict(view):
    view.update({"a": 2, "b": 3})


def change_key(view):
    view.update({"a": 2, "no": 2})


def extend(view):
    view.extend([2, 3])


def set_slice(view):
    view[0:1] = [2, 3]


@pytest.mark.parametrize(
    ("view", "change"),
    [
        (LoggedDict({"x": 0}), change_dict),
        (LoggedDict({"x": 0}), change_key),
        (LoggedList([0]), extend),
        (LoggedList([0]), set_slice),
    ],
)
def test_what_is_refused_changes_nothing(view, change):
    before = view._data.copy()

    with pytest.raises(ValueError, match=r"odd|no key"):
        change(view)

    assert view == before
    assert view.log == []


def test_nested_lists_come_as_views_of_the_same_data():
    view = LoggedDict({"list": [[]]})

    view["list"][0].append(2)
    for nested in (*view.values(), view.get("list"), view["list"]):
        assert isinstance(nested, LoggedList)
        assert all(isinstance(each, LoggedList) for each in (*nested, *nested[:]))

    assert view == {"list": [[2]]}


def test_a_view_is_stored_as_its_data():
    view = LoggedDict({"list": [2]})

    view["same"] = view["list"]
    view["list"].append(4)

    assert view._data["same"] is view._data["list"]
    assert view["list"] in LoggedList([[2, 4]])
