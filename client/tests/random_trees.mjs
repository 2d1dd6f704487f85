// Checks the client under jsdom against recorded sequences:
//
//     node client/tests/random_trees.mjs FILE
//
// FILE has one sequence a line: a JSON list of steps that one window of the server's took. A step is
// ["receive", message], ["type", node_id, value], or ["check", html, widgets]: what has to be shown, and
// the data of all widgets as sorted JSON texts. Prints the failures, with the messages that lead there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import "./canonical.js";
import { Page } from "./page.js";

/** @type {Set<{data: any}>} */
const widgets = new Set();
let view = 0;
let page = new_page();

/** Open a page whose widgets can be counted. */
function new_page() {
  const opened = new Page();
  opened.lona.register_widget_class(
    "RandomWidget",
    class {
      setup() {
        widgets.add(this);
      }
      destroy() {
        assert.ok(widgets.delete(this), "a widget is destroyed twice, or before it was set up");
      }
    },
  );
  widgets.clear();
  view = 1; // the page has asked for it by itself
  return opened;
}

function sorted_json(data) {
  if (Array.isArray(data)) return `[${data.map(sorted_json).join(",")}]`;
  if (data === null || typeof data !== "object") return JSON.stringify(data);
  const items = Object.keys(data).sort().map((key) => `${JSON.stringify(key)}:${sorted_json(data[key])}`);
  return `{${items.join(",")}}`;
}

const by_code_point = (a, b) => {
  const [left, right] = [[...a], [...b]];
  const index = left.findIndex((character, i) => character !== right[i]);
  if (index < 0) return left.length - right.length;
  return left[index].codePointAt(0) - (right[index]?.codePointAt(0) ?? -1);
};

const STEPS = {
  receive: (message) => {
    page.receive(message.with(2, view));
    const [error] = page.socket.take().filter(([code]) => code === 104);
    assert.equal(error, undefined, "the client could not apply a message");
  },
  type: (id, value) => {
    const control = page.query(`[data-lona-node-id="${id}"]`);
    page.socket.take();
    const old = typeof value === "string" ? control.value : null;
    if (typeof value === "boolean") {
      control.click();
    } else if (Array.isArray(value)) {
      for (const option of control.options) option.selected = value.includes(option.dataset.lonaNodeId);
      page.fire(control, "input");
      page.fire(control, "change");
    } else {
      control.focus();
      page.type(control, value);
      page.clock.advance(1000);
    }
    const changes = page.events().filter(({ type }) => type === 302);
    if (old === value) return;
    assert.deepEqual(changes.map(({ node, data }) => [node, data]), [[id, value]]);
  },
  check: (html, data) => {
    assert.equal(globalThis.lona_canonical(page.root), html);
    assert.deepEqual([...widgets].map((widget) => sorted_json(widget.data)).sort(by_code_point), data);
    assert.deepEqual(page.errors, []);
  },
};

const lines = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean);
let failed = 0;

for (const [number, line] of lines.entries()) {
  const steps = JSON.parse(line);
  page.lona_window.run_view("/x");
  view += 1;
  let at = 0;
  try {
    for (const [name, ...items] of steps) {
      STEPS[name](...items);
      at += 1;
    }
  } catch (error) {
    failed += 1;
    page = new_page();
    if (failed > 3) continue;
    console.log(`sequence ${number}, step ${at}: ${error.stack}`);
    const messages = steps.slice(0, at + 1).filter(([name]) => name === "receive");
    console.log(JSON.stringify(messages.map(([, message]) => message)));
  }
}
console.log(`${lines.length} sequences, ${failed} failed`);
process.exitCode = failed || !lines.length ? 1 : 0;
