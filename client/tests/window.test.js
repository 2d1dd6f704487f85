// The state of one window, without a DOM.

import assert from "node:assert/strict";
import test from "node:test";

import { LonaWindow } from "../src/window.js";
import { FakeClock } from "./page.js";

class FakeContent {
  constructor() {
    this.calls = [];
    this.records = new Map();
    this.editing = { reset: () => {}, flush: () => this.calls.push("flush") };
    this.busy = { begin() {}, covered() {}, announced() {}, done() {}, reset() {} };
  }
  apply(...args) {
    this.calls.push(args);
    if (args[1] === "broken") throw new Error("can not render");
  }
  clear() {
    this.calls.push("clear");
  }
  dispose() {
    this.calls.push("dispose");
  }
  quietly(change) {
    change();
  }
}

function make(settings = {}) {
  const clock = new FakeClock();
  const sent = [];
  const hooks = [];
  const went = [];
  const env = {
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    location: { href: "http://localhost/a/b?c#d", assign: (url) => went.push(["assign", url]), reload: () => went.push(["reload"]) },
    history: { replaceState: (_, __, url) => went.push(["replace", url]) },
    document: { title: "" },
    scrollTo: () => went.push(["scroll"]),
  };
  const context = {
    _env: env,
    _lona: { settings: { VIEW_START_TIMEOUT: 2, INPUT_EVENT_TIMEOUT: 3 } },
    _history: { push: (url) => went.push(["push", url]), leaving() {}, arrived() {} },
    _is_connected: true,
    _send_text: (text) => sent.push(JSON.parse(text.slice(5))),
    _run_hooks: (name) => hooks.push(name),
    settings: {
      title: "",
      update_title: true,
      update_address_bar: true,
      follow_redirects: true,
      follow_http_redirects: true,
      scroll_to_top_on_view_start: false,
      ...settings,
    },
  };
  const lona_window = new LonaWindow(context, 1, {}, () => new FakeContent());
  const { calls } = lona_window._content;
  return { lona_window, calls, sent, hooks, went, clock, env, context };
}

const update = (seq, content, { view = 1, applied = 0, title = null } = {}) => ({
  code: 201, window: 1, view, seq, applied, title, kind: 3, content,
});
const started = (seq = 1, view = 1) => ({ code: 202, window: 1, view, seq });

test("a view is requested with its absolute URL", () => {
  const { lona_window, sent } = make();

  lona_window.run_view("?page=2");

  assert.deepEqual(sent, [[101, 1, 1, 0, "http://localhost/a/b?page=2", null]]);
  assert.equal(lona_window.get_url().href, "http://localhost/a/b?page=2");
});

test("form values go with the request", () => {
  const { lona_window, sent } = make();

  lona_window.run_view("/x", { a: "1", b: ["2", "3"] });

  assert.deepEqual(sent[0].slice(4), ["http://localhost/x", { a: "1", b: ["2", "3"] }]);
});

test("relative addresses are resolved against the latest one", () => {
  const { lona_window } = make();

  lona_window.run_view("/dir/page");
  lona_window.run_view("other");

  assert.equal(lona_window.get_url().href, "http://localhost/dir/other");
});

test("a request can add an entry to the history", () => {
  const { lona_window, went } = make();

  lona_window.run_view("/a");
  lona_window.run_view("/b", null, true);
  assert.deepEqual(went, []);
  lona_window._receive({ code: 202, window: 1, view: 2, seq: 1 });

  assert.deepEqual(went, [["push", "http://localhost/b"]]);
});

test("without update_address_bar nothing is added to the history", () => {
  const { lona_window, went } = make({ update_address_bar: false });

  lona_window.run_view("/b", null, true);
  lona_window._receive({ code: 202, window: 1, view: 1, seq: 1 });

  assert.deepEqual(went, []);
});

test("a request scrolls to the top and sets the title of the context", () => {
  const { lona_window, went, env } = make({ scroll_to_top_on_view_start: true, title: "Shop" });

  lona_window.run_view("/");

  assert.deepEqual(went, [["scroll"]]);
  assert.equal(env.document.title, "Shop");
});

test("messages are applied in the order of their numbers, each once", () => {
  const { lona_window, calls } = make();
  lona_window.run_view("/");

  for (const message of [update(3, "c"), started(1), update(3, "c"), update(2, "b"), update(2, "b")]) {
    lona_window._receive(message);
  }

  assert.deepEqual(calls, ["clear", [3, "b", 0], [3, "c", 0]]);
});

test("messages of an earlier view are dropped, and numbers start anew", () => {
  const { lona_window, calls } = make();
  lona_window.run_view("/a");
  lona_window._receive(started());
  lona_window._receive(update(4, "early"));

  lona_window.run_view("/b");
  lona_window._receive(update(2, "old"));
  lona_window._receive(started(1, 2));
  lona_window._receive(update(2, "new", { view: 2 }));

  assert.deepEqual(calls, ["clear", "clear", [3, "new", 0]]);
});

test("events carry the highest number that was applied, and count from 1 in each view", () => {
  const { lona_window, sent } = make();
  lona_window.run_view("/");
  lona_window._receive(started());
  lona_window.fire_input_event(null, "custom-name", { a: 1 });
  lona_window._receive(update(2, "b"));
  lona_window.fire_input_event("7", 301, [], 8);
  lona_window.run_view("/");
  lona_window.fire_input_event(null, "x");

  assert.deepEqual(sent.filter(([code]) => code === 102), [
    [102, 1, 1, 1, 1, "custom-name", { a: 1 }, null, null, "", [""], [""]],
    [102, 1, 1, 2, 2, 301, [], 7, 8, "", [""], [""]],
    [102, 1, 2, 0, 1, "x", [], null, null, "", [""], [""]],
  ]);
});

test("the data of a custom event may be null; without any it is an empty list", () => {
  const { lona_window, sent } = make();
  lona_window.run_view("/");
  lona_window.fire_input_event(null, "x", null);
  lona_window.fire_input_event(null, "x");

  assert.deepEqual(sent.slice(1).map((items) => items[6]), [null, []]);
});

test("an event flushes what was typed before", () => {
  const { lona_window, calls } = make();
  lona_window.run_view("/");

  lona_window.fire_input_event(null, "x");

  assert.deepEqual(calls, ["flush"]);
});

test("an unknown event code is refused", () => {
  const { lona_window } = make();
  lona_window.run_view("/");

  assert.throws(() => lona_window.fire_input_event(null, 999), /unknown event: 999/);
});

test("the code of custom events is sent as a name, which the server can take", () => {
  const { lona_window, sent } = make();
  lona_window.run_view("/");

  lona_window.fire_input_event(null, 303);

  assert.equal(sent[1][5], "custom");
});

test("no event is sent without a connection", () => {
  const { lona_window, sent, context } = make();
  lona_window.run_view("/");
  context._is_connected = false;

  lona_window.fire_input_event(null, "x");

  assert.equal(sent.length, 1);
});

test("after 32 messages without an answer an acknowledgement is sent", () => {
  const { lona_window, sent } = make();
  lona_window.run_view("/");
  lona_window._receive(started());
  for (let seq = 2; seq <= 64; seq += 1) lona_window._receive(update(seq, "x"));

  assert.deepEqual(sent.slice(1), [[103, 1, 1, 32], [103, 1, 1, 64]]);
});

test("an event acknowledges as well", () => {
  const { lona_window, sent } = make();
  lona_window.run_view("/");
  lona_window._receive(started());
  for (let seq = 2; seq <= 40; seq += 1) {
    if (seq === 20) lona_window.fire_input_event(null, "x");
    lona_window._receive(update(seq, "x"));
  }

  assert.deepEqual(sent.filter(([code]) => code === 103), []);
});

test("a view that does not start runs the timeout hooks once", () => {
  const { lona_window, hooks, clock } = make();
  lona_window.run_view("/");

  clock.advance(1999);
  assert.deepEqual(hooks, []);
  clock.advance(10_000);
  assert.deepEqual(hooks, ["view_timeout"]);
});

test("a view that starts, redirects or is replaced runs no timeout hook", () => {
  for (const answer of [started(), { code: 203, window: 1, view: 1, seq: 1, location: "/" }]) {
    const { lona_window, hooks, clock, context } = make();
    context.settings.follow_redirects = false;
    lona_window.run_view("/");
    lona_window._receive(answer);
    clock.advance(10_000);
    assert.deepEqual(hooks, []);
  }
});

test("an event without acknowledgement runs the timeout hooks", () => {
  const { lona_window, hooks, clock } = make();
  lona_window.run_view("/");
  lona_window._receive(started());
  lona_window.fire_input_event(null, "x");

  clock.advance(3000);

  assert.deepEqual(hooks, ["input_event_timeout"]);
});

for (const [name, answer] of [
  ["EVENT_ACK", { code: 205, window: 1, view: 1, seq: 2, event_id: 1 }],
  ["an UPDATE that has seen it", update(2, "x", { applied: 1 })],
]) {
  test(`${name} acknowledges an event`, () => {
    const { lona_window, hooks, clock } = make();
    lona_window.run_view("/");
    lona_window._receive(started());
    lona_window.fire_input_event(null, "x");

    lona_window._receive(answer);
    clock.advance(10_000);

    assert.equal(hooks.includes("input_event_timeout"), false);
  });
}

test("a title is set although nothing else changes, unless the frontend forbids it", () => {
  for (const update_title of [true, false]) {
    const { lona_window, env } = make({ update_title });
    lona_window.run_view("/");
    lona_window._receive(started());
    lona_window._receive({ ...update(2, null, { title: "New" }), kind: 0 });
    assert.equal(env.document.title, update_title ? "New" : "");
  }
});

test("a redirect runs the target in the window, with history entry", () => {
  const { lona_window, sent, went } = make();
  lona_window.run_view("/a/b");

  lona_window._receive({ code: 203, window: 1, view: 1, seq: 1, location: "c" });

  assert.deepEqual(sent[1], [101, 1, 2, 0, "http://localhost/a/c", null]);
  lona_window._receive({ code: 202, window: 1, view: 2, seq: 1 });
  assert.deepEqual(went, [["push", "http://localhost/a/c"]]);
});

test("an HTTP redirect leaves the page", () => {
  const { lona_window, went } = make();
  lona_window.run_view("/a/b");

  lona_window._receive({ code: 204, window: 1, view: 1, seq: 1, location: "../download" });

  assert.deepEqual(went, [["assign", "http://localhost/download"]]);
});

test("an HTTP redirect to the shown address with a fragment loads the page all the same", () => {
  const { lona_window, went, env } = make();
  env.location.href = "http://localhost/x";
  lona_window.run_view("/x#part");

  lona_window._receive({ code: 204, window: 1, view: 1, seq: 1, location: "/x#part" });

  assert.deepEqual(went, [["replace", "http://localhost/x#part"], ["reload"]]);
});

test("a redirect to another site leaves the page", () => {
  const { lona_window, sent, went } = make();
  lona_window.run_view("/a/b");

  lona_window._receive({ code: 203, window: 1, view: 1, seq: 1, location: "//example.org/x" });

  assert.equal(sent.length, 1);
  assert.deepEqual(went, [["assign", "http://example.org/x"]]);
});

for (const code of [203, 204]) {
  for (const location of [
    "javascript:alert(1)",
    "\tjavascript:alert(1)",
    "\u0001 java\nscript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:http://localhost/1",
    "file:///etc/passwd",
    "about:blank",
    "ftp://localhost/",
  ]) {
    test(`a redirect (${code}) to ${JSON.stringify(location)} is refused and reported`, () => {
      const { lona_window, sent, went } = make();
      lona_window.run_view("/");

      lona_window._receive({ code, window: 1, view: 1, seq: 1, location });

      assert.deepEqual(went, []);
      assert.equal(sent.length, 2);
      assert.equal(sent[1][0], 104);
      assert.match(sent[1][3], /^unsafe redirect to /);
    });
  }
}

test("the twenty-first redirect is reported with all addresses, unless the user acts before", () => {
  const { lona_window, sent } = make();
  lona_window.run_view("/");
  const redirect = (location) => {
    const view = lona_window._view;
    lona_window._receive({ code: 203, window: 1, view, seq: 1, location });
  };
  for (let count = 1; count <= 20; count += 1) redirect(`/${count}`);
  lona_window.run_view("/"); // a link, perhaps
  for (let count = 1; count <= 20; count += 1) redirect(`/${count}`);
  assert.equal(sent.length, 42);

  redirect("/last");

  const [code, , , text] = sent.at(-1);
  assert.equal(code, 104);
  assert.match(text, /^more than 20 redirects/);
  assert.match(text, /http:\/\/localhost\/1\n.*http:\/\/localhost\/last/s);
});

test("redirects that leave the page are counted on by the next page of the tab", () => {
  const stored = new Map();
  const sessionStorage = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
    removeItem: (key) => stored.delete(key),
  };
  for (let count = 0; count <= 20; count += 1) {
    const { lona_window, env, sent } = make();
    env.sessionStorage = sessionStorage;
    lona_window._redirects.resume();
    assert.equal(stored.size, 0);
    lona_window._run_view("/");
    lona_window._receive({ code: 204, window: 1, view: 1, seq: 1, location: "/" });
    assert.equal(sent.length, count < 20 ? 1 : 2);
  }
});

test("redirects are not followed if the frontend does not want it", () => {
  const { lona_window, sent, went } = make({ follow_redirects: false, follow_http_redirects: false });
  lona_window.run_view("/");

  lona_window._receive({ code: 203, window: 1, view: 1, seq: 1, location: "/c" });
  lona_window._receive({ code: 204, window: 1, view: 1, seq: 2, location: "/c" });

  assert.equal(sent.length, 1);
  assert.deepEqual(went, []);
});

test("an error while rendering is reported with its stack and thrown on", () => {
  const { lona_window, sent } = make();
  lona_window.run_view("/");
  lona_window._receive(started());

  assert.throws(() => lona_window._receive(update(2, "broken")), /can not render/);

  const [code, window, view, text] = sent[1];
  assert.deepEqual([code, window, view], [104, 1, 1]);
  assert.match(text, /Error: can not render\n\s+at /);
});

test("after an error updates are left out until the next view starts", () => {
  const { lona_window, calls } = make();
  lona_window.run_view("/");
  lona_window._receive(started());
  assert.throws(() => lona_window._receive(update(2, "broken")));
  calls.length = 0;

  lona_window._receive(update(3, "no ground"));
  lona_window._receive(started(4));
  lona_window._receive(update(5, "500 view"));

  assert.deepEqual(calls, ["clear", [3, "500 view", 0]]);
});

test("set_html is refused while a view is running", () => {
  const { lona_window } = make();
  lona_window.run_view("/");
  lona_window.set_html("waiting");
  assert.equal(lona_window.root_node.innerHTML, "waiting");
  lona_window._receive(started());

  assert.throws(() => lona_window.set_html("x"), /view is running/);
  lona_window._disconnected();
  lona_window.set_html("lost");
  assert.equal(lona_window.root_node.innerHTML, "lost");
});

test("set_html may show a message while the next view is awaited", () => {
  const { lona_window, calls } = make();
  lona_window.run_view("/");
  lona_window._receive(started());
  lona_window.run_view("/slow");

  lona_window.set_html("waiting");
  assert.equal(lona_window.root_node.innerHTML, "waiting");

  calls.length = 0;
  lona_window._receive({ ...started(), view: 2 });
  assert.deepEqual(calls, ["clear"]);
  assert.throws(() => lona_window.set_html("x"), /view is running/);
});

test("a lost connection stops all timeouts", () => {
  const { lona_window, hooks, clock } = make();
  lona_window.run_view("/");
  lona_window.fire_input_event(null, "x");

  lona_window._disconnected();
  clock.advance(100_000);

  assert.deepEqual(hooks, []);
});
