import dataclasses
import json

import pytest

from lona.protocol import MessageCode, ProtocolError, codes, decode, encode, encode_json
from lona.protocol import messages as m
from lona.protocol.codec import (
    count_values,
    draft,
    draft_update,
    encode_draft,
    encode_update_body,
    join_update_body,
)

EXAMPLES = [
    m.RunView(1, 1, 0, "http://localhost/", None),
    m.RunView(1, 2, 7, "http://localhost/", {"name": "x", "colours": ["red", "blue"]}),
    m.InputEvent(1, 1, 3, 1, 301, {"x": 1}, 5, None, "BUTTON", [""], ["a", "b"]),
    m.InputEvent(1, 1, 3, 2, "my-event", None, None, None, "", [""], [""]),
    m.Ack(1, 1, 32),
    m.ClientError(1, 1, "TypeError: x"),
    m.Ping(),
    m.Goodbye(),
    m.Update(1, 1, 2, 0, "title", codes.ContentKind.TREE, [2, 1, "text"]),
    m.ViewStarted(1, 1, 1),
    m.Redirect(1, 1, 2, "/a"),
    m.HttpRedirect(1, 1, 2, "/a"),
    m.EventAck(1, 1, 2, 1),
    m.Pong(),
    m.EventBusy(1, 1, 2, 1),
]


@pytest.mark.parametrize("message", EXAMPLES, ids=lambda message: type(message).__name__)
def test_a_message_survives_encoding_and_decoding(message):
    assert decode(encode(message)) == message


def test_every_message_code_has_an_example_here():
    assert {json.loads(encode(message)[5:])[0] for message in EXAMPLES} == set(MessageCode)


@pytest.mark.parametrize("message", EXAMPLES, ids=lambda message: type(message).__name__)
def test_messages_are_frozen(message):
    for field in dataclasses.fields(message):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(message, field.name, 1)


def test_an_update_around_a_shared_body_equals_the_message():
    message = m.Update(3, 4, 5, 6, "t", codes.ContentKind.PATCHES, [[7, 9, "x"]])
    body = encode_update_body(message.title, message.kind, message.content)
    assert encode_draft(draft_update(6, body), 3, 4, 5) == encode(message)


@pytest.mark.parametrize(
    "message", [m.ViewStarted(1, 2, 3), m.Redirect(1, 2, 3, "/ä"), m.EventAck(1, 2, 3, 4)]
)
def test_a_draft_becomes_the_message_when_it_gets_its_number(message):
    _, _, _, *items = (getattr(message, field.name) for field in dataclasses.fields(message))
    assert encode_draft(draft(type(message), *items), 1, 2, 3) == encode(message)


def test_texts_are_encoded_in_ascii_so_that_lone_surrogates_travel():
    text = encode(m.Redirect(1, 1, 1, "\ud800ä"))
    assert text.isascii()
    assert decode(text).location == "\ud800ä"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "lona:",
        "lona:{",
        "lona:{}",
        "lona:[]",
        "lona:null",
        'lona:["101"]',
        "lona:[true]",
        "lona:[101.0,1,1,0,1]",
        "lona:[101]",
        "lona:[101,1,1,0,5,null]",
        'lona:[101,0,1,0,"/",null]',
        'lona:[101,-1,1,0,"/",null]',
        'lona:[101,1.5,1,0,"/",null]',
        'lona:[101,true,1,0,"/",null]',
        'lona:[101,99999999999999999999,1,0,"/",null]',
        'lona:[101,1,1,0,"/",[]]',
        'lona:[101,1,1,0,"/",{"a":1}]',
        'lona:[101,1,1,0,"/",{"a":[1]}]',
        'lona:[102,1,1,0,1,303,[],null,null,"",[],[]]',
        'lona:[102,1,1,0,1,999,[],null,null,"",[],[]]',
        'lona:[102,1,1,0,1,null,[],null,null,"",[],[]]',
        'lona:[102,1,1,0,1,301,[],"5",null,"",[],[]]',
        'lona:[102,1,1,0,1,301,[],null,null,"",[1],[]]',
        'lona:[102,1,1,0,1,301,[],null,null,"","a",[]]',
        'lona:[102,1,1,0,1,301,NaN,null,null,"",[],[]]',
        'lona:[102,1,1,0,1,301,1e999,null,null,"",[],[]]',
        'lona:[102,1,1,0,1,301,[-1e999],null,null,"",[],[]]',
        "lona:[105,1]",
        "lona:" + "[" * 100_000,
        "lona:[102,1,1,0,1,301," + "[" * 70 + "]" * 70 + ',null,null,"",[],[]]',
        "lona:[102,1,1,0,1,301," + '{"a":' * 70 + "1" + "}" * 70 + ',null,null,"",[],[]]',
    ],
    ids=lambda text: text[:40] or "empty",
)
def test_what_is_no_message_is_refused_as_malformed(text):
    with pytest.raises(ProtocolError) as info:
        decode(text, max_depth=32)
    assert info.value.close_code == codes.CloseCode.MALFORMED_MESSAGE
    assert info.value.reason


def test_an_unknown_code_has_its_own_close_code():
    with pytest.raises(ProtocolError) as info:
        decode("lona:[999]")
    assert info.value.close_code == codes.CloseCode.UNKNOWN_MESSAGE


def test_data_may_nest_up_to_a_limit():
    data = "[" * 32 + "]" * 32
    text = f'lona:[102,1,1,0,1,"x",{data},null,null,"",[],[]]'
    assert decode(text, max_depth=32).type == "x"
    assert decode(text).type == "x"
    with pytest.raises(ProtocolError, match="deeper than 31"):
        decode(text, max_depth=31)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("[]", 1),
        ("[1,2]", 2),
        ('["a","b"]', 4),
        ('{"a,b[[[":"c{,"}', 3),
        (r'["a\"b,[","\\",1]', 5),
        ("[" * 10, 10),
    ],
)
def test_values_are_counted_without_decoding(text, values):
    assert count_values(text) == values


@pytest.mark.parametrize("kind", codes.ContentKind)
@pytest.mark.parametrize("title", [None, 'a "title"'])
def test_a_body_can_be_joined_around_json_text(kind, title):
    joined = join_update_body(title, kind, encode_json([1, "é"]))
    assert joined == encode_update_body(title, kind, [1, "é"])
    assert json.loads(f"[{joined}]") == [title, int(kind), [1, "é"]]
