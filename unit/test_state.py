"""lona.state: thread-safe wrappers around dicts and lists."""

import copy
import json
from threading import RLock, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.html import Div
from lona.state import State, StateDict, StateList


def test_a_state_works_like_a_dict():
    state = State({"a": 1})
    state["b"] = 2
    state.update({"c": 3}, d=4)
    state.update([("e", 5)])

    assert state["a"] == 1
    assert state.get("x") is None
    assert state.get("x", 7) == 7
    assert state.pop("e") == 5
    assert state.pop("e", None) is None
    assert state.setdefault("a", 9) == 1
    assert state.setdefault("f", 6) == 6
    assert "a" in state
    assert "x" not in state
    assert list(state) == ["a", "b", "c", "d", "f"]
    assert list(reversed(state)) == ["f", "d", "c", "b", "a"]
    assert list(state.keys()) == ["a", "b", "c", "d", "f"]
    assert list(state.values()) == [1, 2, 3, 4, 6]
    assert next(iter(state.items())) == ("a", 1)
    assert len(state) == 5
    assert bool(state)
    assert state.popitem() == ("f", 6)
    del state["a"]
    assert state == {"b": 2, "c": 3, "d": 4}
    assert state != {"b": 2}
    assert repr(state) == "{'b': 2, 'c': 3, 'd': 4}"
    assert state | {"z": 0} == {"b": 2, "c": 3, "d": 4, "z": 0}
    assert {"z": 0} | state == {"z": 0, "b": 2, "c": 3, "d": 4}
    state |= {"z": 0}
    assert state["z"] == 0
    state.clear()
    assert not state
    assert state == {}


def test_missing_keys_raise_like_in_a_dict():
    state = State()

    with pytest.raises(KeyError):
        state["x"]
    with pytest.raises(KeyError):
        state.pop("x")
    with pytest.raises(KeyError):
        del state["x"]
    with pytest.raises(KeyError):
        state.popitem()


def test_nested_dicts_and_lists_are_live_wrappers():
    state = State({"list": [1, {"x": [2]}], "dict": {"k": []}})

    state["list"][1]["x"].append(3)
    state["dict"]["k"].append(4)
    for item in state["list"]:
        if isinstance(item, StateDict):
            item["y"] = 5

    assert state == {"list": [1, {"x": [2, 3], "y": 5}], "dict": {"k": [4]}}
    assert isinstance(state["list"], StateList)
    assert isinstance(state.get("dict"), StateDict)
    assert isinstance(next(iter(state.values())), StateList)
    assert isinstance(state.setdefault("new", {}), StateDict)


def test_values_of_all_other_types_come_back_as_the_same_object():
    node, error, pair = Div(), ValueError("x"), ([], {})
    state = State({"node": node})
    state["error"] = error
    state["pair"] = pair

    assert state["node"] is node
    assert state["error"] is error
    assert state["pair"] is pair


def test_lists_are_stored_by_reference():
    plain = [1]
    state = State()
    state["list"] = plain
    plain.append(2)
    state["again"] = state["list"]
    state["again"].append(3)

    assert state["list"] == [1, 2, 3]
    assert plain == [1, 2, 3]


def test_a_wrapped_list_works_like_a_list():
    values = State({"v": [3, 1, 2]})["v"]

    assert sorted(values) == [1, 2, 3]
    assert list(values) == [3, 1, 2]
    assert list(reversed(values)) == [2, 1, 3]
    values.append(4)
    values.extend([5, 6])
    values.insert(0, 0)
    values.remove(3)
    assert values == [0, 1, 2, 4, 5, 6]
    assert values != [0]
    assert values < [1]
    assert values >= [0]
    assert values.pop() == 6
    assert values.pop(0) == 0
    assert values[1:3] == [2, 4]
    values[0:2] = [9, 8, 7]
    assert values == [9, 8, 7, 4, 5]
    values[0] = 1
    del values[1]
    assert values.index(4) == 2
    assert values.count(7) == 1
    assert 7 in values
    assert 99 not in values
    values.sort(reverse=True)
    assert values == [7, 5, 4, 1]
    values.reverse()
    assert values + [0] == [1, 4, 5, 7, 0]  # noqa: RUF005 (`+` itself)
    assert [0] + values == [0, 1, 4, 5, 7]  # noqa: RUF005 (`+` itself)
    assert values * 2 == 2 * values == [1, 4, 5, 7, 1, 4, 5, 7]
    assert values.copy() == [1, 4, 5, 7]
    assert type(values.copy()) is list
    values += [2]
    values *= 2
    assert values == [1, 4, 5, 7, 2, 1, 4, 5, 7, 2]
    assert len(values) == 10
    values.clear()
    assert not values


def test_a_sort_key_may_read_the_list_that_is_sorted():
    values = State({"v": [2, 1]})["v"]

    values.sort(key=lambda item: (len(values), item))

    assert values == [1, 2]


def test_wrappers_are_compared_by_content():
    state = State({"a": [1], "b": [1], "c": {"x": 1}})

    assert state["a"] == state["b"]
    assert state["c"] == {"x": 1}
    assert {"x": 1} == state["c"]  # noqa: SIM300 (the other way round)
    assert state == State({"a": [1], "b": [1], "c": {"x": 1}})
    assert state["a"] != (1,)


def test_wrappers_can_not_be_hashed():
    with pytest.raises(TypeError, match="unhashable"):
        hash(State())


def test_to_json_gives_the_content():
    state = State({"a": [{"b": None}]})

    assert json.loads(state.to_json()) == {"a": [{"b": None}]}
    assert state["a"].to_json() == '[{"b":null}]'


def test_copies_are_plain_data():
    state = State({"a": [1]})

    deep = copy.deepcopy(state)
    deep["a"].append(2)

    assert state == {"a": [1]}
    assert type(deep) is dict
    assert type(copy.copy(state["a"])) is list
    assert type(state.copy()) is dict


def test_the_initial_dict_itself_is_not_changed():
    initial = {"a": 1}
    State(initial)["b"] = 2

    assert initial == {"a": 1}


@pytest.mark.parametrize("initial", [[], "x", 1])
def test_a_state_starts_with_a_dict_only(initial):
    with pytest.raises(ValueError, match="dict"):
        State(initial)


def test_iterating_is_not_disturbed_by_changes():
    state = State({"a": 1, "b": 2})
    for key in state:
        state[key + key] = 0

    assert set(state) == {"a", "b", "aa", "bb"}


def test_all_wrappers_share_one_re_entrant_lock():
    state = State({"a": {"b": []}})

    assert state.lock is state["a"]["b"].lock
    with state.lock, state["a"].lock:
        state["a"]["b"].append(1)

    assert state == {"a": {"b": [1]}}


def test_the_given_lock_is_asked_for_anew_at_each_access():
    locks = [RLock(), RLock()]
    state = State({}, lambda: locks[0])
    assert state.lock is locks[0]

    locks.reverse()

    assert state.lock is locks[0]


def test_transactions_of_several_threads_lose_nothing():
    state = State({"n": 0})

    def count():
        for _ in range(500):
            with state.lock:
                state["n"] += 1

    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert state["n"] == 2000


@given(st.dictionaries(st.text(), st.recursive(st.integers(), st.lists)))
def test_reading_gives_back_what_was_stored(data):
    state = State()
    state.update(data)

    assert state == data
    assert {key: state[key] for key in state} == data
