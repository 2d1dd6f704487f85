// The client owns what is being typed.

import assert from "node:assert/strict";
import test from "node:test";

import { Page } from "./page.js";

function with_input(attributes = {}, tag = "input") {
  const page = new Page();
  page.show(1, 3, "form", 0, 1, 1, 4, tag, { a: { "data-lona-events": "302:100", ...attributes } }, 0);
  page.socket.take();
  const input = page.query(tag);
  input.focus();
  return { page, input };
}

test("a value of the server is applied to a control that is not being edited", () => {
  const { page, input } = with_input();

  page.patch([1, 4, "value", "server"]);

  assert.equal(input.value, "server");
});

test("a value does not overwrite what is not sent yet", () => {
  const { page, input } = with_input();
  page.type(input, "typed");

  page.patch([1, 4, "value", "server"]);

  assert.equal(input.value, "typed");
});

test("a value that was made before the server saw the last change is not applied", () => {
  const { page, input } = with_input();
  page.type(input, "one");
  page.clock.advance(100);
  page.type(input, "two");
  page.clock.advance(100);
  assert.deepEqual(page.events().map(({ id }) => id), [1, 2]);

  page.patch_after(1, [1, 4, "value", "ONE"]);
  assert.equal(input.value, "two");
  page.patch_after(2, [1, 4, "value", "TWO"]);

  assert.equal(input.value, "TWO");
});

test("a value that waited is dropped when a newer change is sent", () => {
  const { page, input } = with_input();
  page.type(input, "typed");
  page.patch([1, 4, "value", "server"]);

  page.clock.advance(100);
  input.blur();

  assert.equal(input.value, "typed");
});

test("a value that waited is applied when editing ends without a change", () => {
  const { page, input } = with_input({ "data-lona-events": "302" });
  page.type(input, "typed");
  page.patch([1, 4, "value", "first"]);
  page.patch([1, 4, "value", "newest"]);

  page.type(input, "");
  input.blur();

  assert.equal(input.value, "newest");
});

test("leaving without a commit keeps a text that differs", () => {
  const { page, input } = with_input({ "data-lona-events": "302" });
  page.type(input, "typed");
  page.patch([1, 4, "value", "server"]);

  input.blur();

  assert.equal(input.value, "typed");
});

test("a delayed change that was taken back is not sent, and the server's value counts again", () => {
  const { page, input } = with_input();
  page.type(input, "a");
  page.clock.advance(100);
  page.events();
  page.type(input, "ab");
  page.patch_after(1, [1, 4, "value", "server"]);
  page.type(input, "a");

  page.clock.advance(100);

  assert.deepEqual(page.events(), []);
  assert.equal(input.value, "server");
});

test("values wait for the end of a composition", () => {
  const { page, input } = with_input();
  page.fire(input, "compositionstart");

  page.patch([1, 4, "value", "server"]);
  assert.equal(input.value, "");
  page.fire(input, "compositionend");

  assert.equal(input.value, "server");
});

test("an equal value leaves the caret alone, another one keeps its position", () => {
  const { page, input } = with_input({ value: "hello world" });
  input.setSelectionRange(3, 5);

  page.patch([1, 4, "value", "hello world"]);
  assert.deepEqual([input.selectionStart, input.selectionEnd], [3, 5]);
  page.patch([1, 4, "value", "HELLO WORLD"]);

  assert.deepEqual([input.value, input.selectionStart, input.selectionEnd], ["HELLO WORLD", 3, 5]);
});

test("a caret at the end stays at the end", () => {
  const { page, input } = with_input({ value: "abc" });
  input.setSelectionRange(3, 3);

  page.patch([1, 4, "value", "abc, def"]);

  assert.equal(input.selectionStart, 8);
});

test("other attributes of an edited control change at once", () => {
  const { page, input } = with_input();
  page.type(input, "typed");

  page.patch([1, 4, "placeholder", "x"], [6, 4, "invalid"]);

  assert.equal(input.placeholder, "x");
  assert.equal(input.className, "invalid");
});

test("an edited check box is protected as well", () => {
  const { page, input } = with_input({ type: "checkbox", "data-lona-events": "302" });
  input.click();
  assert.deepEqual(page.events().map(({ id, data }) => [id, data]), [[1, true]]);

  page.patch([2, 4, "checked"]);
  assert.equal(input.checked, true);
  page.patch_after(1, [2, 4, "checked"]);

  assert.equal(input.checked, false);
});

test("a radio button does not lose its check to a server that had not seen it", () => {
  const page = new Page();
  const radio = { type: "radio", name: "r", "data-lona-events": "302" };
  page.show(1, 3, "form", 0, 2, 1, 4, "input", { a: radio }, 0, 1, 5, "input", { a: radio }, 0);
  const [first, second] = page.document.querySelectorAll("input");
  second.click();

  page.patch([1, 4, "checked", ""]);
  assert.deepEqual([first.checked, second.checked], [false, true]);
  page.patch_after(1, [1, 4, "checked", ""]);

  assert.deepEqual([first.checked, second.checked], [true, false]);
});

test("a radio button without name is no matter of the others", () => {
  const page = new Page();
  const radio = { type: "radio", "data-lona-events": "302" };
  page.show(1, 3, "form", 0, 2, 1, 4, "input", { a: radio }, 0, 1, 5, "input", { a: radio }, 0);
  const [first, second] = page.document.querySelectorAll("input");
  second.click();

  page.patch([1, 4, "checked", ""]);

  assert.deepEqual([first.checked, second.checked], [true, true]);
});

test("a select keeps its choice until the server has seen it", () => {
  const page = new Page();
  page.show(1, 4, "select", { a: { "data-lona-events": "302" } }, 2, 1, 5, "option", { a: { selected: "" } }, 0, 1, 6, "option", 0, 0);
  const select = page.query("select");
  select.selectedIndex = 1;
  page.fire(select, "input");
  page.fire(select, "change");

  page.patch([1, 5, "selected", ""]);
  assert.equal(select.selectedIndex, 1);
  page.patch_after(1, [1, 5, "selected", ""]);

  assert.equal(select.selectedIndex, 0);
});

test("a file input and an indeterminate progress do not break a message", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 2, 1, 4, "input", { a: { type: "file", value: "x" } }, 0, 1, 5, "progress", { a: { value: "abc" } }, 0);

  assert.deepEqual(page.errors, []);
  assert.equal(page.query("progress").getAttribute("value"), "abc");
});

// A tree that replaces another

const tree = (id, events, before = []) => [
  1, id, "div", { c: `v${id}` }, 1 + before.length / 5, ...before,
  1, id + 1, "form", { s: { color: "red" } }, 2,
  2, id + 2, `text ${id}`,
  1, id + 3, "input", { a: { "data-lona-events": events, name: "n", value: `server ${id}` } }, 0,
];

test("the focused control survives a new tree, with text and caret, under the new id", () => {
  const page = new Page();
  page.show(...tree(10, "302:100"));
  const input = page.query("input");
  const form = page.query("form");
  input.focus();
  page.type(input, "typed");
  input.setSelectionRange(2, 3);

  page.tree(0, ...tree(20, "302:100", [1, 30, "hr", 0, 0]));

  assert.equal(page.query("input"), input);
  assert.equal(page.query("form"), form);
  assert.equal(page.document.activeElement, input);
  assert.deepEqual([input.value, input.selectionStart, input.selectionEnd], ["typed", 2, 3]);
  assert.equal(
    page.root.innerHTML,
    '<div data-lona-node-id="20" class="v20"><hr data-lona-node-id="30"><form data-lona-node-id="21" style="color: red;">text 20' +
      '<input data-lona-node-id="23" data-lona-events="302:100" name="n"></form></div>',
  );
  assert.deepEqual(Object.keys(page.lona_window._nodes), ["20", "21", "22", "23", "30"]);
  page.clock.advance(100);
  assert.deepEqual(page.events().map(({ data, node }) => [data, node]), [["typed", 23]]);
});

test("a change that the new tree has not seen is sent again for the new node", () => {
  const page = new Page();
  page.show(...tree(10, "302:100"));
  const input = page.query("input");
  input.focus();
  page.type(input, "typed");
  page.clock.advance(100);
  page.events();

  page.tree(0, ...tree(20, "302:100"));

  assert.equal(input.value, "typed");
  assert.deepEqual(page.events().map(({ id, data, node }) => [id, data, node]), [[2, "typed", 23]]);
});

test("a new tree that has seen the last change sets the value, but keeps focus and element", () => {
  const page = new Page();
  page.show(...tree(10, "302:100"));
  const input = page.query("input");
  input.focus();
  page.type(input, "typed");
  page.clock.advance(100);
  page.events();

  page.tree(1, ...tree(20, "302:100"));

  assert.equal(page.document.activeElement, input);
  assert.equal(input.value, "server 20");
  assert.deepEqual(page.events(), []);
});

test("a control without counterpart is replaced", () => {
  const page = new Page();
  page.show(...tree(10, "302:100"));
  page.query("input").focus();

  page.tree(0, 1, 20, "p", 0, 1, 2, 21, "x");

  assert.equal(page.root.innerHTML, '<p data-lona-node-id="20">x</p>');
});

test("a counterpart in another surrounding takes over element, text and focus", () => {
  const page = new Page();
  page.show(...tree(10, "302:100"));
  const input = page.query("input");
  input.focus();
  page.type(input, "typed");

  page.tree(0, 1, 20, "section", 0, 2, 1, 21, "p", 0, 0, 1, 22, "input", { a: { "data-lona-events": "302:100", name: "n" } }, 0);

  assert.equal(page.query("input"), input);
  assert.equal(page.document.activeElement, input);
  assert.equal(input.value, "typed");
  assert.equal(
    page.root.innerHTML,
    '<section data-lona-node-id="20"><p data-lona-node-id="21"></p><input data-lona-node-id="22" data-lona-events="302:100" name="n"></section>',
  );
});

test("the counterpart is found by path if there is neither id nor name", () => {
  const page = new Page();
  const flat = (id) => [1, id, "div", 0, 2, 1, id + 1, "input", { a: { "data-lona-events": "302" } }, 0, 1, id + 2, "input", { a: { "data-lona-events": "302" } }, 0];
  page.show(...flat(10));
  const second = page.document.querySelectorAll("input")[1];
  second.focus();
  page.type(second, "typed");

  page.tree(0, ...flat(20));

  assert.equal(page.document.querySelectorAll("input")[1], second);
  assert.equal(second.getAttribute("data-lona-node-id"), "22");
});

test("an input in raw HTML is not what the edited one has become", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 1, 1, 4, "input", { i: "q" }, 0);
  page.query("input").focus();

  page.tree(0, 1, 5, "div", { h: '<input id="q">' }, 0);

  assert.equal(page.root.innerHTML, '<div data-lona-node-id="5"><input id="q"></div>');
});

test("the only input of ours is found again beside one in raw HTML", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 2, 1, 4, "input", 0, 0, 1, 5, "p", { h: "<input>" }, 0);
  const input = page.query("input");
  input.focus();
  page.type(input, "typed");

  page.tree(0, 1, 6, "p", 0, 1, 1, 7, "b", 0, 1, 1, 8, "input", { a: { "data-lona-events": "302" } }, 0);

  assert.equal(page.query("input"), input);
  assert.equal(page.document.activeElement, input);
});

test("a select in the new tree keeps the choice that was not seen", () => {
  const page = new Page();
  const flat = (id, ...labels) => [
    1, id, "select", { i: "s", a: { "data-lona-events": "302" } }, labels.length,
    ...labels.flatMap((label, index) => [
      1, id + index + 1, "option", { a: index ? { value: "x" } : { selected: "", value: "x" } }, 1,
      2, id + index + 5, label,
    ]),
  ];
  page.show(...flat(10, "a", "b"));
  const select = page.query("select");
  select.focus();
  select.selectedIndex = 1;
  page.fire(select, "change");
  page.events();

  page.tree(0, ...flat(20, "new", "a", "b"));

  assert.equal(select.value, "x");
  assert.deepEqual([...select.options].map(({ text, selected }) => [text, selected]),
    [["new", false], ["a", false], ["b", true]]);
  assert.deepEqual(page.events().map(({ data, node }) => [data, node]), [[["23"], 20]]);
});

test("focus events that the client itself causes are not sent", () => {
  const page = new Page();
  page.show(...tree(10, "302:100;304;305"));
  page.query("input").focus();
  page.events();

  page.patch([12, 10, null, [1, 40, "section", 0, 1, 3, 11]]);

  assert.equal(page.document.activeElement, page.query("input"));
  assert.deepEqual(page.events(), []);
});
