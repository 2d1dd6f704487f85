"""The client's copy of the wire numbers equals the server's."""

import re
from enum import IntEnum
from pathlib import Path

import pytest

from lona.protocol import codes

SOURCE = (Path(__file__).parent.parent / "client/src/codes.js").read_text()
ENUMS = [
    codes.INPUT_EVENT_TYPE,
    codes.MessageCode,
    codes.ContentKind,
    codes.NodeKind,
    codes.PatchCode,
]


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_the_client_knows_the_same_numbers(enum: type[IntEnum]) -> None:
    match = re.search(
        rf"export const {enum.__name__} = /\*\* @type {{const}} \*/ \(\{{(.*?)\}}\)", SOURCE, re.S
    )
    assert match is not None
    numbers = {name: int(number) for name, number in re.findall(r"(\w+): (\d+),", match[1])}

    assert numbers == {name: int(member) for name, member in enum.__members__.items()}


def test_the_client_knows_the_same_prefix() -> None:
    assert f'export const MESSAGE_PREFIX = "{codes.MESSAGE_PREFIX}";' in SOURCE


def test_the_client_copies_nothing_else() -> None:
    names = set(re.findall(r"export const (\w+) =", SOURCE))

    assert names == {enum.__name__ for enum in ENUMS} | {"MESSAGE_PREFIX"}
