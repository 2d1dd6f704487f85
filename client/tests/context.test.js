// The public object of frontends.

import assert from "node:assert/strict";
import test from "node:test";

import { create_lona } from "../src/create_lona.js";
import { Page } from "./page.js";

test("the defaults of the settings are as documented, and can be overridden", () => {
  const page = new Page({ connect: false, settings: { title: "Shop" } });

  assert.deepEqual({ ...page.context.settings }, {
    target: "#lona",
    title: "Shop",
    update_address_bar: true,
    update_title: true,
    follow_redirects: true,
    follow_http_redirects: true,
    scroll_to_top_on_view_start: true,
  });
});

test("the socket is opened on host and path of the page", () => {
  assert.equal(new Page({ url: "http://localhost:8080/a/b?c#d" }).socket.url, "ws://localhost:8080/a/b");
  assert.equal(new Page({ url: "https://example.org/" }).socket.url, "wss://example.org/");
});

test("on connect the first window shows the page's address, then the hooks run in order", () => {
  const page = new Page({ connect: false });
  const calls = [];
  page.context.add_connect_hook((context, event) => {
    calls.push([1, context === page.context, event.type, context.get_default_window().id]);
  });
  page.context.add_connect_hook(() => calls.push([2]));

  page.connect();

  assert.deepEqual(calls, [[1, true, "open", 1], [2]]);
  assert.deepEqual(page.socket.take(), [[101, 1, 1, 0, "http://localhost/x", null]]);
  assert.equal(page.window.history.length, 1);
});

test("every failed attempt to connect runs the disconnect hooks again", () => {
  const page = new Page({ connect: false });
  let lost = 0;
  page.context.add_disconnect_hook((context, event) => {
    lost += 1;
    assert.equal(event.type, "close");
  });

  page.context.setup();
  page.socket.lose();
  page.context.setup();
  page.socket.lose();
  page.context.reconnect();
  page.socket.lose();

  assert.equal(lost, 3);
  assert.equal(page.sockets.length, 3);
});

test("reconnecting forgets the windows, and their ids are not used again", () => {
  const page = new Page();
  page.socket.lose();

  page.context.reconnect();
  page.socket.accept();

  assert.equal(page.context.get_default_window().id, 2);
  assert.deepEqual(page.socket.take(), [[101, 2, 1, 0, "http://localhost/x", null]]);
});

test("a widget that fails to be destroyed does not keep the page from reconnecting", () => {
  const page = new Page();
  page.lona.register_widget_class("W", class {
    destroy() {
      throw new Error("broken widget");
    }
  });
  page.show(1, 1, "p", { w: "W" }, 0);
  page.socket.lose();

  assert.throws(() => page.context.reconnect(), /broken widget/);
  page.socket.accept();

  assert.equal(page.context.get_default_window().id, 2);
});

test("reconnecting without window only connects", () => {
  const page = new Page();
  let connected = 0;
  page.context.add_connect_hook(() => { connected += 1; });

  page.context.reconnect({ create_window: false });
  page.socket.accept();

  assert.equal(connected, 1);
  assert.equal(page.context.get_default_window(), undefined);
  assert.deepEqual(page.socket.take(), []);
});

test("messages of a connection that was given up are not heard", () => {
  const page = new Page();
  const [old] = page.sockets;
  let lost = 0;
  page.context.add_disconnect_hook(() => { lost += 1; });

  page.context.reconnect();
  old.onclose({});
  old.onmessage({ data: "x" });

  assert.equal(lost, 0);
  assert.equal(old.is_closed, true);
});

test("several windows have views of their own", () => {
  const page = new Page({ html: '<div id="lona"></div><div id="b"></div>' });
  const id = page.context.create_window("#b", "/b");
  page.receive([202, 2, 1, 1], [201, 2, 1, 2, 0, null, 1, "second"]);
  page.show(2, 4, "first");

  assert.equal(id, 2);
  assert.equal(page.document.body.innerHTML, '<div id="lona">first</div><div id="b">second</div>');
});

test("a target that is not in the page is an error that names it", () => {
  const page = new Page();

  assert.throws(() => page.context.create_window("#none", "/"), /no element matches "#none"/);
});

test("run_view runs a view in the default window without history entry", () => {
  const page = new Page();
  page.socket.take();

  page.context.run_view("/y", { a: "1" });

  assert.deepEqual(page.socket.take(), [[101, 1, 2, 0, "http://localhost/y", { a: "1" }]]);
  assert.equal(page.window.history.length, 1);
});

test("custom messages are strings or JSON", () => {
  const page = new Page();
  page.socket.take();

  page.context.send("hello");
  page.context.send({ a: [1] });

  assert.deepEqual(page.socket.take(), ["hello", '{"a":[1]}']);
});

test("custom messages go through the handlers until one returns something falsy", () => {
  const page = new Page();
  const calls = [];
  page.context.add_message_handler((context, text) => calls.push(["a", context === page.context, text]));
  page.context.add_message_handler((context, text) => { calls.push(["b", text]); });
  page.context.add_message_handler(() => calls.push(["c"]));

  page.socket.onmessage({ data: "hello" });

  assert.deepEqual(calls, [["a", true, "hello"], ["b", "hello"]]);
});

test("an unknown message of the server is an error", () => {
  const page = new Page();

  assert.throws(() => page.receive([299]), /unknown message: \[299\]/);
});

test("messages for unknown windows are dropped", () => {
  const page = new Page();

  page.receive([201, 9, 1, 1, 0, null, 1, "x"]);

  assert.equal(page.root.innerHTML, "");
});

test("timeout and rendering hooks get context and window", () => {
  const page = new Page();
  const calls = [];
  for (const name of ["view_timeout", "input_event_timeout", "rendering"]) {
    page.context[`add_${name}_hook`]((context, lona_window) => {
      calls.push([name, context === page.context, lona_window === page.lona_window]);
    });
  }

  page.clock.advance(2000);
  page.show(1, 4, "p", 0, 0);
  page.lona_window.fire_input_event(page.query("p"), "x");
  page.clock.advance(2000);

  assert.deepEqual(calls, [
    ["view_timeout", true, true],
    ["rendering", true, true],
    ["input_event_timeout", true, true],
  ]);
});

test("an exception in a rendering hook is a crash of the window", () => {
  const page = new Page();
  page.context.add_rendering_hook(() => { throw new Error("bad hook"); });

  assert.throws(() => page.show(1, 4, "p", 0, 0), /bad hook/);

  assert.match(page.socket.take().at(-1)[3], /bad hook/);
});

test("leaving the page says goodbye and runs no disconnect hooks", () => {
  const page = new Page();
  let lost = 0;
  page.context.add_disconnect_hook(() => { lost += 1; });
  page.socket.take();

  page.fire(page.window, "pagehide");
  page.socket.onclose({});

  assert.deepEqual(page.socket.take(), [[106]]);
  assert.equal(page.socket.is_closed, true);
  assert.equal(lost, 0);
});

test("a page that comes back from the browser's cache is loaded again", () => {
  const page = new Page();
  const event = new page.window.Event("pageshow");
  event.persisted = true;

  page.window.dispatchEvent(event);

  assert.deepEqual(page.assigned, ["reload"]);
});

test("Lona reads protocol and settings from the script element that loads it", () => {
  const page = new Page({
    html: `<script data-lona-protocol='{"X":1}' data-lona-settings='{"PING_INTERVAL":7,"DEBUG":true}'></script><div id="lona"></div>`,
    connect: false,
  });
  const { settings, protocol } = create_lona(page.env);

  assert.equal(settings.PING_INTERVAL, 7);
  assert.equal(settings.DEBUG, true);
  assert.equal(protocol.X, 1);
  assert.equal(protocol.INPUT_EVENT_TYPE.CLICK, 301);
});

test("set_settings, set_protocol and register_widget_class merge into the objects of Lona", () => {
  const { lona } = new Page({ connect: false });
  class First {}
  class Second {}

  lona.set_settings({ A: 1 });
  lona.set_protocol({ B: 2 });
  lona.register_widget_class("W", First);
  lona.register_widget_class("W", Second);

  assert.equal(lona.settings.A, 1);
  assert.equal(lona.protocol.B, 2);
  assert.equal(lona.widget_classes.W, Second);
});
