// What a window says while the server is at work, and which buttons are off meanwhile.

import assert from "node:assert/strict";
import test from "node:test";

import { Page } from "./page.js";

const WHILE_BUSY = { "data-lona-disabled-while-busy": "" };
const button = (id, attributes = {}) => [1, id, "button", { a: { "data-lona-events": "301", ...attributes } }, 0];

function with_buttons(...buttons) {
  const page = new Page();
  page.show(...buttons);
  page.clock.advance(1000);
  return page;
}

const is_busy = (page) => [page.root.className, page.root.getAttribute("aria-busy")];
const BUSY = ["lona-busy", "true"];
const REST = ["", null];

test("a window is busy when an event is not handled for 150 ms", () => {
  const page = with_buttons(...button(4));
  assert.deepEqual(is_busy(page), REST);

  page.click(page.query("button"));
  page.clock.advance(149);
  assert.deepEqual(is_busy(page), REST);
  page.clock.advance(1);
  assert.deepEqual(is_busy(page), BUSY);

  page.patch_after(1);
  assert.deepEqual(is_busy(page), REST);
  assert.equal(page.root.hasAttribute("class"), false);
});

test("an event that is handled soon is never shown", () => {
  const page = with_buttons(...button(4));

  page.click(page.query("button"));
  page.say(205, 1);
  page.clock.advance(1000);

  assert.deepEqual(is_busy(page), REST);
});

test("an update before the end of a handler is not its end", () => {
  const page = with_buttons(...button(4));

  page.click(page.query("button"));
  page.say(207, 1);
  page.patch_after(1);
  page.clock.advance(150);
  assert.deepEqual(is_busy(page), BUSY);

  page.say(205, 1);
  assert.deepEqual(is_busy(page), REST);
});

test("a handler that goes on is busy again", () => {
  const page = with_buttons(...button(4));

  page.click(page.query("button"));
  page.say(205, 1);
  page.say(207, 1);
  page.clock.advance(150);
  assert.deepEqual(is_busy(page), BUSY);

  page.say(205, 1);
  assert.deepEqual(is_busy(page), REST);
});

test("of two events both have to be handled", () => {
  const page = with_buttons(...button(4));

  page.click(page.query("button"));
  page.click(page.query("button"));
  page.clock.advance(200);
  page.say(205, 1);
  assert.deepEqual(is_busy(page), BUSY);
  page.say(205, 2);
  assert.deepEqual(is_busy(page), REST);
});

test("a view that takes long to start makes the window busy", () => {
  const page = with_buttons(...button(4));

  page.lona_window.run_view("/slow");
  page.clock.advance(150);
  assert.deepEqual(is_busy(page), BUSY);

  page.start_next();
  assert.deepEqual(is_busy(page), REST);
});

test("a lost connection ends it", () => {
  const page = with_buttons(...button(4));
  page.click(page.query("button"));
  page.clock.advance(200);

  page.socket.lose();

  assert.deepEqual(is_busy(page), REST);
});

test("a button that asks for it is off until its event is handled", () => {
  const page = with_buttons(...button(4, WHILE_BUSY));
  const element = page.query("button");
  element.focus();

  element.click();
  element.click();

  assert.equal(page.events().length, 1);
  assert.equal(element.disabled, true);
  page.say(205, 1);
  assert.equal(element.disabled, false);
  assert.equal(page.document.activeElement, element);
});

test("other buttons stay on", () => {
  const page = with_buttons(...button(4));

  page.click(page.query("button"));

  assert.equal(page.query("button").disabled, false);
});

test("what the server says of a button that is off counts when its event is handled", () => {
  const page = with_buttons(...button(4, WHILE_BUSY));
  const element = page.query("button");

  page.click(element);
  page.say(207, 1);
  page.patch([2, 4, "disabled"]);
  assert.equal(element.disabled, true);
  page.patch([1, 4, "disabled", ""]);
  page.say(205, 1);
  assert.equal(element.disabled, true);
  page.patch([2, 4, "disabled"]);
  assert.equal(element.disabled, false);
});

test("a button that submits is off until the view has started", () => {
  const form = [1, 4, "form", { a: { action: "/next" } }, 1];
  const page = with_buttons(...[...form, ...button(5, { ...WHILE_BUSY, type: "submit", "data-lona-events": "" })]);
  const element = page.query("button");
  page.socket.take();

  element.click();
  element.click();

  assert.equal(page.socket.take().filter(([code]) => code === 101).length, 1);
  assert.equal(element.disabled, true);
});
