// Identity, moves and errors; what the DOM looks like after a message is the vectors' business.

import assert from "node:assert/strict";
import test from "node:test";

import { Page } from "./page.js";

test("unchanged elements keep their identity and moved ones too", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 3, 1, 4, "a", 0, 0, 1, 5, "b", 0, 0, 1, 6, "i", 0, 0);
  const [a, b, i] = page.query("div div").children;

  page.patch([12, 3, 4, [3, 6]], [12, 3, null, [1, 7, "u", 0, 1, 3, 5]]);

  assert.deepEqual([...page.query("div div").children].map(({ localName }) => localName), ["i", "a", "u"]);
  assert.equal(page.query("a"), a);
  assert.equal(page.query("b"), b);
  assert.equal(page.query("i"), i);
});

/** Count what happens to the children of the page. */
function watch(page) {
  const observer = new page.window.MutationObserver(() => {});
  observer.observe(page.root, { childList: true, subtree: true });
  return () => observer.takeRecords().length;
}

test("a reference to a node that stands there already touches nothing", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 3, 1, 4, "a", 0, 0, 2, 5, "x", 1, 6, "i", 0, 0);
  const changes = watch(page);

  page.patch([12, 3, 6, [3, 4, 3, 5]], [12, 3, null, [3, 4, 3, 5, 3, 6]]);

  assert.equal(changes(), 0);
});

test("a tree that is the present root touches nothing", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 1, 1, 4, "a", 0, 0);
  const changes = watch(page);

  page.tree(0, 3, 3);

  assert.equal(changes(), 0);
  assert.equal(page.query("a").isConnected, true);
});

test("focus and selection survive a move of an ancestor", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 2, 1, 4, "p", 0, 1, 1, 5, "input", { a: { value: "hello" } }, 0, 1, 6, "i", 0, 0);
  const input = page.query("input");
  input.focus();
  input.setSelectionRange(1, 3);

  page.patch([12, 3, null, [3, 4]]);

  assert.equal(page.query("div div").lastChild, page.query("p"));
  assert.equal(page.document.activeElement, input);
  assert.deepEqual([input.selectionStart, input.selectionEnd], [1, 3]);
});

test("moveBefore is used where the browser has it", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 2, 1, 4, "p", 0, 0, 1, 6, "i", 0, 0);
  const moved = [];
  page.query("div div").moveBefore = function moveBefore(node, before) {
    moved.push([node.localName, before]);
    this.insertBefore(node, before);
  };

  page.patch([12, 3, null, [3, 4]]);

  assert.deepEqual(moved, [["p", null]]);
});

test("nodes that left are forgotten, with all below them", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 2, 1, 4, "p", 0, 2, 2, 5, "x", 1, 6, "template", 0, 1, 2, 7, "y", 4, 8, 0, 1, 2, 9, "z");

  page.patch([13, 4], [13, 8]);

  assert.deepEqual(Object.keys(page.lona_window._nodes), ["3"]);
});

test("a node that is not known is an error which names it", () => {
  const page = new Page();
  page.show(1, 3, "div", 0, 0);

  assert.throws(() => page.patch([7, 99, "x"]), /node 99/);
});

test("an unknown patch and an unknown kind of node are errors", () => {
  for (const patch of [[99], [12, 3, null, [9, 1]]]) {
    const page = new Page();
    page.show(1, 3, "div", 0, 0);
    assert.throws(() => page.patch(patch), /unknown/);
  }
});

test("markup in texts is never interpreted", () => {
  const page = new Page();

  page.show(2, 4, " <img src=x> &lt;b&gt; &amp;amp; &#x20AC;&euro;&notit; &unknown; & ");

  assert.equal(page.root.textContent, " <img src=x> <b> &amp; €€¬it; &unknown; & ");
  assert.equal(page.root.children.length, 0);
});

test("attribute names that only the parser takes are set", () => {
  const page = new Page();

  page.show(1, 4, "p", { a: { "@click": "x", "[(a)]": "y" } }, 0);

  assert.equal(page.query("p").getAttribute("@click"), "x");
  assert.equal(page.query("p").getAttribute("[(a)]"), "y");
});

test("important styles are set and removed", () => {
  const page = new Page();
  page.show(1, 4, "p", { s: { color: "red !important", "--x": "1" } }, 0);
  const { style } = page.query("p");

  assert.equal(style.getPropertyPriority("color"), "important");
  assert.equal(style.getPropertyValue("--x"), "1");
  page.patch([4, 4, "color"], [4, 4, "--x"]);

  assert.equal(page.query("p").hasAttribute("style"), false);
});

test("a deep tree needs no recursion", () => {
  const page = new Page();
  const flat = [];
  for (let id = 2; id < 1000; id += 1) flat.push(1, id, "b", 0, 1);
  flat.push(2, 5000, "deep");

  page.show(...flat);
  page.patch([13, 2]);

  assert.deepEqual(page.lona_window._nodes, {});
});
