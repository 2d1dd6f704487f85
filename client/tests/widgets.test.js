import assert from "node:assert/strict";
import test from "node:test";

import { Page } from "./page.js";

/** Register a widget class that notes its life. */
function register(page, name, log) {
  page.lona.register_widget_class(
    name,
    class {
      constructor(lona_window, root_node, widget_data) {
        this.lona_window = lona_window;
        this.id = root_node.getAttribute?.("data-lona-node-id") ?? root_node.nodeValue;
        log.push(["new", this.id, structuredClone(widget_data.data), page.document.contains(root_node)]);
        this.widget_data = widget_data;
        page[name] = this;
      }
      setup() {
        log.push(["setup", this.id, structuredClone(this.data), this.nodes.length, this.nodes[0] === this.root_node]);
      }
      onDataUpdated(widget_data) {
        log.push(["onDataUpdated", this.id, structuredClone(widget_data.data), widget_data === this.widget_data]);
      }
      data_updated() {
        log.push(["data_updated", this.id, structuredClone(this.data)]);
      }
      destroy() {
        log.push(["destroy", this.id]);
      }
      deconstruct() {
        log.push(["deconstruct", this.id]);
      }
    },
  );
}

function with_widget(data = { a: [1, { b: 2 }] }) {
  const page = new Page();
  const log = [];
  register(page, "W", log);
  page.show(1, 3, "div", 0, 1, 1, 4, "p", { w: "W", d: data }, 0);
  return { page, log: log.splice(0), later: log };
}

test("a widget is created when its node is in the document, with a copy of the data", () => {
  const { log } = with_widget({ a: 1 });

  assert.deepEqual(log, [["new", "4", { a: 1 }, true], ["setup", "4", { a: 1 }, 1, true]]);
});

test("enclosing widgets are created before those inside, and destroyed after them", () => {
  const page = new Page();
  const log = [];
  register(page, "W", log);
  page.show(1, 3, "div", 0, 1, 1, 4, "div", { w: "W" }, 1, 1, 5, "div", { w: "W" }, 0);
  page.patch([13, 4]);

  assert.deepEqual(
    log.filter(([what]) => /new|destroy/.test(what)).map(([what, id]) => `${what} ${id}`),
    ["new 4", "new 5", "destroy 5", "destroy 4"],
  );
});

test("widgets of several patches are created in document order", () => {
  const page = new Page();
  const log = [];
  register(page, "W", log);
  page.show(1, 3, "div", 0, 0);
  page.patch([12, 3, null, [1, 4, "p", { w: "W" }, 0]], [12, 3, 4, [1, 5, "p", { w: "W" }, 0]]);

  assert.deepEqual(log.filter(([what]) => what === "new").map(([, id]) => id), ["5", "4"]);
});

test("several changes of data in one message are one update, with the final data", () => {
  const { page, later } = with_widget();

  page.patch([9, 4, ["a", 1, "b"], 3], [11, 4, ["a", 0], "first"], [9, 4, ["c"], null], [10, 4, ["a", 1]]);

  const data = { a: ["first", { b: 3 }], c: null };
  assert.deepEqual(later, [["onDataUpdated", "4", data, true], ["data_updated", "4", data]]);
});

test("an empty path replaces all data", () => {
  const { page, later } = with_widget();

  page.patch([9, 4, [], [1]]);

  assert.deepEqual(later[0], ["onDataUpdated", "4", [1], true]);
});

test("a widget that changes its copy of the data does not change ours", () => {
  const { page, later } = with_widget({ a: 1 });
  page.W.data.a = "mine";
  page.W.widget_data.data.a = "mine";

  page.patch([9, 4, ["b"], 2]);

  assert.deepEqual(later[1], ["data_updated", "4", { a: 1, b: 2 }]);
});

for (const [name, leave] of [
  ["is removed", (page) => page.patch([13, 4])],
  ["is removed with its parent", (page) => page.patch([13, 3])],
  ["is cleared away", (page) => page.patch([14, 3, null])],
  ["is replaced by a tree", (page) => page.tree(0, 1, 9, "p", 0, 0)],
  ["is replaced by a string", (page) => page.say(201, 0, null, 1, "x")],
  ["gives way to a new view", (page) => page.say(202)],
  ["belongs to a window that is given up", (page) => page.context.reconnect()],
]) {
  test(`a widget is destroyed once when its node ${name}`, () => {
    const { page, later } = with_widget();

    leave(page);
    page.context.reconnect();

    assert.deepEqual(later, [["destroy", "4"], ["deconstruct", "4"]]);
  });
}

test("a widget that moves lives on", () => {
  const { page, later } = with_widget();

  page.patch([12, 3, null, [1, 9, "b", 0, 1, 3, 4]]);

  assert.deepEqual(later, []);
  assert.equal(page.query("b p").getAttribute("data-lona-node-id"), "4");
});

test("a widget that is removed and brought back in one message lives on", () => {
  const { page, later } = with_widget();

  page.patch([13, 4], [12, 3, null, [3, 4]]);

  assert.deepEqual(later, []);
  assert.equal(page.query("p").isConnected, true);
});

test("events of a widget without a node are those of its own node", () => {
  const { page } = with_widget();
  page.socket.take();

  page.W.lona_window.fire_input_event(undefined, "custom", { a: 1 });
  page.W.lona_window.fire_input_event(page.query("div div"), "other");

  assert.deepEqual(page.events().map(({ node, type, data, tag }) => [node, type, data, tag]), [
    [4, "custom", { a: 1 }, "P"],
    [3, "other", [], "DIV"],
  ]);
});

test("the window object of a widget offers what widgets use", () => {
  const { page } = with_widget();
  const { lona_window } = page.W;

  assert.equal(lona_window.lona_context, page.context);
  assert.equal(lona_window.root_node, page.root);
  assert.equal(lona_window.get_url().pathname, "/x");
  assert.deepEqual(Object.keys(lona_window._nodes), ["3", "4"]);
  assert.throws(() => lona_window.set_html("x"), /view is running/);
});

test("an old style constructor function with hooks on `this` works", () => {
  const page = new Page();
  const log = [];
  page.lona.register_widget_class("Old", function Old(lona_window) {
    this.lona_window = lona_window;
    this.setup = () => log.push(["setup", this.root_node.tagName, this.data, this.nodes.length]);
    this.deconstruct = () => log.push(["deconstruct"]);
  });

  page.show(1, 4, "p", { w: "Old", d: { a: 1 } }, 0);
  page.say(202);

  assert.deepEqual(log, [["setup", "P", { a: 1 }, 1], ["deconstruct"]]);
});

test("a name that is not registered is an error on an element", () => {
  const page = new Page();

  assert.throws(() => page.show(1, 4, "p", { w: "Missing" }, 0), /no widget class "Missing"/);
  assert.match(page.socket.take().at(-1)[3], /Missing/);
});

test("a failing widget does not keep others from being created, and is reported once", () => {
  const page = new Page();
  const log = [];
  register(page, "W", log);
  page.lona.register_widget_class("Bad", class { setup() { throw new Error("bad widget"); } });

  assert.throws(
    () => page.show(1, 3, "div", 0, 2, 1, 4, "p", { w: "Bad" }, 0, 1, 5, "p", { w: "W" }, 0),
    /bad widget/,
  );

  assert.equal(log[0][0], "new");
  assert.equal(page.socket.take().filter(([code]) => code === 104).length, 1);
});

test("a legacy widget has all its nodes, and an unregistered name is ignored", () => {
  const page = new Page();
  const log = [];
  register(page, "W", log);

  page.show(1, 2, "div", 0, 2, 4, 3, { w: "W", d: {} }, 2, 1, 4, "p", 0, 0, 2, 5, "x", 4, 6, { w: "None" }, 0);

  assert.deepEqual(log, [["new", "4", {}, true], ["setup", "4", {}, 2, true]]);
  assert.deepEqual(Object.keys(page.lona_window._widget_marker), ["3", "6"]);
});

test("a legacy widget sees its nodes as they are when its data changes", () => {
  const page = new Page();
  register(page, "W", []);
  page.show(4, 3, { w: "W", d: {} }, 1, 1, 4, "p", 0, 0);

  page.patch([12, 3, 4, [1, 5, "h1", 0, 0]], [9, 3, ["a"], 1]);

  assert.deepEqual(page.W.nodes.map((node) => node.localName), ["h1", "p"]);
  assert.equal(page.W.root_node, page.W.nodes[0]);
});

test("a legacy widget sends events under its own id", () => {
  const page = new Page();
  register(page, "W", []);
  page.show(4, 3, { w: "W" }, 1, 1, 4, "p", 0, 0);
  page.socket.take();

  page.W.lona_window.fire_input_event(undefined, "x");

  assert.deepEqual(page.events().map(({ node }) => node), [3]);
});

test("what a widget does inside its element does not break later updates", () => {
  const page = new Page();
  register(page, "W", []);
  page.show(1, 3, "div", { w: "W" }, 2, 1, 4, "p", 0, 1, 2, 5, "a", 1, 6, "b", 0, 0);
  page.query("div div").innerHTML = "<i>mine</i>";

  page.patch([7, 5, "b"], [12, 3, 6, [1, 7, "u", 0, 0]], [13, 4]);
  assert.equal(page.query("div div").innerHTML, '<i>mine</i><u data-lona-node-id="7"></u>');
  page.patch([14, 3, null]);

  assert.equal(page.query("div div").innerHTML, "");
});
