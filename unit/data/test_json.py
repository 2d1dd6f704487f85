"""lona.data.json.dumps."""

import datetime
import json
from enum import Enum, IntEnum

import pytest

from lona.data.json import dumps
from lona.html import Div
from lona.state import State


class Colour(Enum):
    RED = "red"


class Number(IntEnum):
    ONE = 1


def test_output_has_no_white_space():
    assert dumps({"a": [1, 2]}) == '{"a":[1,2]}'


def test_enums_become_their_values():
    assert dumps([Colour.RED, Number.ONE]) == '["red",1]'


def test_state_and_widget_data_become_their_content():
    state = State({"a": [{"b": 1}]})
    div = Div(widget_data=[1, {"x": None}])

    assert dumps({"s": state, "n": state["a"]}) == '{"s":{"a":[{"b":1}]},"n":[{"b":1}]}'
    assert dumps([div.widget_data, div.widget_data[1]]) == '[[1,{"x":null}],{"x":null}]'


def test_options_of_json_dumps_work():
    assert dumps({"b": 1, "a": 2}, sort_keys=True, indent=1) == json.dumps(
        {"b": 1, "a": 2}, sort_keys=True, indent=1, separators=(",", ":")
    )
    assert dumps(datetime.date(2020, 1, 2), default=str) == '"2020-01-02"'


def test_other_types_are_refused_by_name():
    with pytest.raises(TypeError, match="type object"):
        dumps(object())
