import assert from "node:assert/strict";
import test from "node:test";

import { ProtocolError, decode, encode, is_lona_message } from "../src/codec.js";

test("a text that begins with lona: is ours, any other is the application's", () => {
  assert.equal(is_lona_message("lona:[206]"), true);
  assert.equal(is_lona_message("hello"), false);
});

test("an update gets names for its items", () => {
  assert.deepEqual(decode('lona:[201,1,2,3,4,"title",3,[[7,5,"x"]]]'), {
    code: 201,
    window: 1,
    view: 2,
    seq: 3,
    applied: 4,
    title: "title",
    kind: 3,
    content: [[7, 5, "x"]],
  });
});

test("every other server message is decoded", () => {
  assert.deepEqual(decode("lona:[202,1,2,3]"), { code: 202, window: 1, view: 2, seq: 3 });
  assert.equal(decode('lona:[203,1,1,3,"/a"]').location, "/a");
  assert.equal(decode('lona:[204,1,1,3,"/a"]').location, "/a");
  assert.equal(decode("lona:[205,1,1,4,7]").event_id, 7);
  assert.deepEqual(decode("lona:[206]"), { code: 206 });
});

for (const text of ["lona:", "lona:{", "lona:7", "lona:[]", "lona:[999]", "lona:[101,1,1,0,\"/\",null]", "lona:[202,1,2]"]) {
  test(`what is no message is refused: ${text}`, () => {
    assert.throws(() => decode(text), ProtocolError);
  });
}

test("a client message is an array after the prefix", () => {
  assert.equal(encode(103, 1, 1, 40), "lona:[103,1,1,40]");
});

test("a lone surrogate in a typed text becomes valid UTF-8", () => {
  assert.equal(encode(104, 1, 1, "\ud800"), 'lona:[104,1,1,"\\ud800"]');
});
