import assert from "node:assert/strict";
import test from "node:test";

import { Page } from "./page.js";

const listens = (events, more = {}) => ({ a: { "data-lona-events": events, ...more } });

function with_tree(...flat) {
  const page = new Page();
  page.show(...flat);
  page.socket.take();
  return page;
}

test("a click reports modifiers, sizes, position, ids and classes", () => {
  const page = with_tree(1, 4, "div", { i: "a b", c: "x y", ...listens("301") }, 1, 1, 5, "b", 0, 0);
  const [div, b] = [page.query("div div"), page.query("b")];
  div.getBoundingClientRect = () => ({ left: 10, top: 20, width: 80.4, height: 24 });
  b.getBoundingClientRect = () => ({ left: 30, top: 40, width: 1, height: 1 });

  page.click(b, { clientX: 42, clientY: 47.4, shiftKey: true });

  assert.deepEqual(page.events(), [{
    window: 1, view: 1, acked: 2, id: 1, type: 301, node: 4, target: 5, tag: "DIV",
    ids: ["a", "b"], classes: ["x", "y"],
    data: {
      alt_key: false, ctrl_key: false, shift_key: true, meta_key: false,
      node_width: 80, node_height: 24, x: 12, y: 7,
    },
  }]);
});

test("of nested clickable elements only the innermost sends, and the click goes no further", () => {
  const page = with_tree(1, 4, "div", listens("301"), 1, 1, 5, "div", listens("301"), 1, 1, 6, "b", 0, 0);
  let outside = 0;
  page.document.addEventListener("click", () => { outside += 1; });

  const event = page.click(page.query("b"));

  assert.deepEqual(page.events().map(({ node, target }) => [node, target]), [[5, 6]]);
  assert.equal(event.defaultPrevented, true);
  assert.equal(outside, 0);
});

test("a click listener of a widget below keeps working", () => {
  const page = with_tree(1, 4, "div", listens("301"), 1, 1, 5, "b", 0, 0);
  let heard = 0;
  page.query("b").addEventListener("click", () => { heard += 1; });

  page.click(page.query("b"));

  assert.equal(heard, 1);
  assert.equal(page.events().length, 1);
});

test("a node that says itself what has happened sends nothing else", () => {
  const page = with_tree(1, 4, "div", listens("301"), 1, 1, 5, "b", listens("301"), 0);
  const [div, b] = [page.query("div div"), page.query("b")];
  b.addEventListener("click", () => page.lona_window.fire_input_event(b, "chosen", 1));
  const sent = () => page.events().map(({ node, type }) => [node, type]);

  page.click(b);
  assert.deepEqual(sent(), [[5, "chosen"]]);

  page.click(div);
  assert.deepEqual(sent(), [[4, 301]]);
});

test("what is said of another node comes beside what happens here", () => {
  const page = with_tree(1, 4, "div", listens("301"), 1, 1, 5, "b", 0, 0);
  const [div, b] = [page.query("div div"), page.query("b")];
  b.addEventListener("click", () => page.lona_window.fire_input_event(div, "seen", 1));

  page.click(b);
  assert.deepEqual(page.events().map(({ type }) => type), ["seen", 301]);
});

test("a click on foreign content names the listening node but no target", () => {
  const page = with_tree(1, 4, "div", listens("301"), 0);
  page.query("div div").innerHTML = "<i></i>";

  page.click(page.query("i"));

  assert.deepEqual(page.events().map(({ node, target }) => [node, target]), [[4, null]]);
});

test("changing data-lona-events changes what is captured", () => {
  const page = with_tree(1, 4, "div", 0, 0);
  const div = page.query("div div");

  page.click(div);
  page.patch([1, 4, "data-lona-events", "301"]);
  page.click(div);
  page.patch([2, 4, "data-lona-events"]);
  page.click(div);

  assert.equal(page.events().length, 1);
});

test("an ignored element sends nothing, but its ancestors may", () => {
  const page = with_tree(1, 4, "div", listens("301"), 1, 1, 5, "b", listens("301", { "data-lona-ignore": "" }), 0);

  page.click(page.query("b"));

  assert.deepEqual(page.events().map(({ node }) => node), [4]);
});

test("a form has no click event, so that its controls work", () => {
  const page = with_tree(1, 4, "form", listens("301"), 1, 1, 5, "input", { a: { type: "checkbox" } }, 0);

  page.query("input").click();

  assert.equal(page.query("input").checked, true);
  assert.deepEqual(page.events(), []);
});

test("a button with click event inside a form does not submit it", () => {
  const page = with_tree(1, 4, "form", 0, 1, 1, 5, "button", listens("301"), 0);

  page.query("button").click();

  assert.deepEqual(page.socket.take().map(([code]) => code), [102]);
});

test("a change without delay is sent on commit only", () => {
  const page = with_tree(1, 4, "input", listens("302"), 0);
  const input = page.query("input");

  page.type(input, "abc");
  page.clock.advance(10_000);
  assert.deepEqual(page.events(), []);
  page.fire(input, "change");

  assert.deepEqual(page.events().map(({ type, data, node, target }) => [type, data, node, target]), [[302, "abc", 4, 4]]);
});

test("with a delay the timer starts anew with each input, and the last value is sent once", () => {
  const page = with_tree(1, 4, "input", listens("302:300"), 0);
  const input = page.query("input");

  for (const value of ["a", "ab", "abc"]) {
    page.type(input, value);
    page.clock.advance(299);
  }
  assert.deepEqual(page.events(), []);
  page.clock.advance(1);
  page.clock.advance(1000);
  page.fire(input, "change");

  assert.deepEqual(page.events().map(({ data }) => data), ["abc"]);
});

test("with a delay the commit sends at once, and only once", () => {
  const page = with_tree(1, 4, "input", listens("302:300"), 0);
  const input = page.query("input");

  page.type(input, "abc");
  page.fire(input, "change");
  page.clock.advance(1000);

  assert.deepEqual(page.events().map(({ data }) => data), ["abc"]);
});

test("leaving a control sends what waits for its delay", () => {
  const page = with_tree(1, 4, "input", listens("302:300"), 0);
  const input = page.query("input");
  input.focus();
  page.type(input, "abc");

  input.blur();

  assert.deepEqual(page.events().map(({ data }) => data), ["abc"]);
});

test("a delayed change is sent before a later click", () => {
  const page = with_tree(1, 3, "div", 0, 2, 1, 4, "input", listens("302:300"), 0, 1, 5, "button", listens("301"), 0);

  page.type(page.query("input"), "abc");
  page.query("button").click();
  page.clock.advance(1000);

  assert.deepEqual(page.events().map(({ id, type }) => [id, type]), [[1, 302], [2, 301]]);
});

test("a delayed change of a control that left is dropped", () => {
  const page = with_tree(1, 3, "div", 0, 1, 1, 4, "input", listens("302:300"), 0);
  page.type(page.query("input"), "abc");

  page.patch([13, 4]);
  page.clock.advance(1000);

  assert.deepEqual(page.events(), []);
});

test("a delayed change whose event was cleared meanwhile is not sent", () => {
  const page = with_tree(1, 4, "input", listens("302:300"), 0);
  page.type(page.query("input"), "abc");

  page.patch([2, 4, "data-lona-events"]);
  page.clock.advance(1000);

  assert.deepEqual(page.events(), []);
});

test("check boxes report their state, selects the ids of the selected options", () => {
  const page = with_tree(
    1, 3, "div", 0, 3,
    1, 4, "input", listens("302", { type: "checkbox" }), 0,
    1, 5, "select", listens("302", { multiple: "" }), 3, 1, 6, "option", 0, 0, 1, 7, "option", 0, 0, 1, 8, "option", 0, 0,
    1, 9, "textarea", listens("302"), 0,
  );
  page.query("input").click();
  const select = page.query("select");
  select.options[0].selected = true;
  select.options[2].selected = true;
  page.fire(select, "change");
  page.query("textarea").value = "a\nb";
  page.fire(page.query("textarea"), "change");

  assert.deepEqual(page.events().map(({ data }) => data), [true, ["6", "8"], "a\nb"]);
});

test("options that only the browser knows are reported by their index", () => {
  const page = with_tree(
    1, 5, "select", listens("302", { multiple: "" }), 2, 1, 6, "option", 0, 0, 1, 7, "option", 0, 0,
  );
  const select = page.query("select");
  select.prepend(page.document.createElement("option"));
  select.options[0].selected = true;
  select.options[2].selected = true;
  page.fire(select, "change");

  assert.deepEqual(page.events().map(({ data }) => data), [[0, "7"]]);
});

test("focus and blur are sent for the element itself, with an empty list", () => {
  const page = with_tree(1, 3, "div", listens("304;305"), 1, 1, 4, "input", listens("304;305"), 0);

  page.query("input").focus();
  page.query("input").blur();

  assert.deepEqual(page.events().map(({ type, data, node }) => [type, data, node]), [[304, [], 4], [305, [], 4]]);
});

test("elements with events in HTML strings send events without node", () => {
  const page = new Page();
  page.say(202);
  page.say(201, 0, null, 1, '<button id="x" data-lona-events="301">A</button>');
  page.socket.take();

  page.query("button").click();

  assert.deepEqual(
    page.events().map(({ type, node, target, tag, ids }) => [type, node, target, tag, ids]),
    [[301, null, null, "BUTTON", ["x"]]],
  );
});

test("what stands in raw HTML is left alone", () => {
  const page = with_tree(1, 4, "div", { h: '<a href="#x">A</a><b data-lona-events="301">B</b><form></form>' }, 0);

  const event = page.click(page.query("a"));
  page.query("b").click();

  assert.equal(event.defaultPrevented, false);
  assert.deepEqual(page.socket.take(), []);
});

test("a patched area acts on the default window", () => {
  const page = new Page({ html: '<nav><a href="/b">B</a></nav><div id="lona"></div>' });
  page.context.patch_input_events("nav");
  page.context.patch_input_events("nav");
  page.socket.take();

  page.click(page.query("a"));

  assert.deepEqual(page.socket.take(), [[101, 1, 2, 0, "http://localhost/b", null]]);
});

test("of nested areas the innermost handles an event, what it leaves the outer one may take", () => {
  const page = new Page({
    html: '<main><section data-lona-events="301"><div id="lona"></div></section></main>',
  });
  page.context.patch_input_events("main");
  page.show(1, 3, "div", 0, 3, 1, 4, "b", listens("301"), 0, 1, 5, "i", 0, 0, 1, 6, "input", listens("302"), 0);
  page.socket.take();

  page.click(page.query("b"));
  page.click(page.query("i"));
  page.fire(page.query("input"), "change");

  assert.deepEqual(page.events().map(({ tag, type }) => [tag, type]), [["B", 301], ["SECTION", 301], ["INPUT", 302]]);
});

test("an area that does not exist is an error that names it", () => {
  const page = new Page();

  assert.throws(() => page.context.patch_input_events("#nav"), /no element matches "#nav"/);
});

// events with options

/** The window of a page whose tree has one element that listens. */
function listening(events, tag = "div") {
  const page = with_tree(1, 4, tag, listens(events), 1, 1, 5, "b", 0, 0);
  return [page, page.query(`div ${tag}`)];
}

const sent = (page) => page.events().map(({ type, data }) => [type, data]);

function press(page, element, type, init) {
  const event = new page.window.KeyboardEvent(type, { bubbles: true, cancelable: true, ...init });
  element.dispatchEvent(event);
  return event;
}

test("a key reports itself, its place and the modifiers", () => {
  const [page, element] = listening("310");

  press(page, element, "keydown", { key: "S", code: "KeyS", ctrlKey: true, shiftKey: true });

  assert.deepEqual(sent(page), [[310, {
    alt_key: false, ctrl_key: true, shift_key: true, meta_key: false, key: "S", code: "KeyS",
  }]]);
});

test("keys that were not asked for are not sent, and only those that are can be prevented", () => {
  const [page, element] = listening("310::p:Enter,Control+s,%2C,Space;311:::Escape");

  const prevented = [
    { key: "Enter" }, { key: "s" }, { key: "s", ctrlKey: true }, { key: "s", ctrlKey: true, altKey: true },
    { key: "," }, { key: " " }, { key: "Enter", shiftKey: true },
  ].map((init) => press(page, element, "keydown", init).defaultPrevented);
  press(page, element, "keyup", { key: "Escape" });
  press(page, element, "keyup", { key: "Enter" });

  assert.deepEqual(prevented, [true, false, true, false, true, true, false]);
  assert.deepEqual(page.events().map(({ type, data }) => [type, data.key]), [
    [310, "Enter"], [310, "s"], [310, ","], [310, " "], [311, "Escape"],
  ]);
});

test("an event with a delay is sent once, when no other comes for so long", () => {
  const [page, element] = listening("308:300");
  const click = () => element.dispatchEvent(new page.window.MouseEvent("dblclick", { bubbles: true }));

  click();
  page.clock.advance(200);
  click();
  page.clock.advance(299);
  assert.deepEqual(sent(page), []);
  page.clock.advance(1);

  assert.equal(sent(page).length, 1);
});

test("what does not bubble is of one element only", () => {
  const page = with_tree(
    1, 4, "div", listens("312;314"), 1, 1, 5, "div", listens("312;314"), 1, 1, 6, "b", 0, 0,
  );
  const inner = page.query("div div div");

  for (const type of ["pointerenter", "scrollend"]) {
    inner.dispatchEvent(new page.window.MouseEvent(type, { bubbles: false }));
    page.query("b").dispatchEvent(new page.window.MouseEvent(type, { bubbles: false }));
  }

  assert.deepEqual(page.events().map(({ type, node }) => [type, node]), [[312, 5], [314, 5]]);
});

test("a form that listens tells its values, and is not submitted", () => {
  const page = with_tree(
    1, 4, "form", { a: { "data-lona-events": "306", action: "/x" } }, 1,
    1, 5, "input", { a: { name: "a", value: "b" } }, 0,
  );
  const event = new page.window.Event("submit", { bubbles: true, cancelable: true });
  page.query("form").dispatchEvent(event);

  assert.equal(event.defaultPrevented, true);
  assert.deepEqual(sent(page), [[306, { a: "b" }]]);
});

test("a toggle is news only if the server has not made it", () => {
  const page = with_tree(1, 4, "details", listens("315"), 0);
  const details = page.query("details");
  const toggled = () => details.dispatchEvent(new page.window.Event("toggle"));

  details.open = true;
  toggled();
  toggled();
  details.open = false;
  toggled();

  assert.deepEqual(sent(page), [[315, { open: true }], [315, { open: false }]]);
});
