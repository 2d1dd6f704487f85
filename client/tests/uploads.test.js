import assert from "node:assert/strict";
import test from "node:test";

import { Page } from "./page.js";

const ZONE = { "data-lona-events": "302", "data-lona-upload": "/buckets/a/b/add?input=0" };

/** A page with a file input, and a server that gives one answer. */
function with_zone(answer, attributes = {}) {
  const page = new Page();
  page.show(1, 4, "div", { a: ZONE }, 1, 1, 5, "input", { a: { type: "file", ...attributes } }, 0);
  page.socket.take();
  page.asked = [];
  page.window.fetch = async (url, { method, body }) => {
    const sizes = body.getAll("files").map(({ name, size }) => [name, size]);
    page.asked.push([url, method, sizes, page.zone.getAttribute("aria-busy")]);
    return await answer();
  };
  page.zone = page.query("div div");
  page.input = page.query("input");
  return page;
}

const stored = () => ({ ok: true });
const refused = () => ({ ok: false, text: async () => "Too large" });
const lost = () => Promise.reject(new TypeError("Failed to fetch"));

function file(page, name, content) {
  return new page.window.File([content], name);
}

/** Choose files, as a user does; returns when all promises are settled. */
async function choose(page, ...files) {
  Object.defineProperty(page.input, "files", { value: files, configurable: true, writable: true });
  page.fire(page.input, "input");
  page.fire(page.input, "change");
  await settled();
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("files are uploaded, and the change is told when they are there", async () => {
  const page = with_zone(stored);

  await choose(page, file(page, "a", "12"), file(page, "b", "345"), file(page, "a", "6"));

  const url = "/buckets/a/b/add?input=0&size=6";
  assert.deepEqual(page.asked, [[url, "POST", [["a", 2], ["b", 3], ["a", 1]], "true"]]);
  assert.equal(page.zone.hasAttribute("aria-busy"), false);
  const events = page.events();
  assert.deepEqual(events.map(({ type, data, node, target }) => [type, data, node, target]), [
    [302, ["a", "b"], 4, 5],
  ]);
});

test("a choice that was taken back is told, and nothing is uploaded", async () => {
  const page = with_zone(stored);
  await choose(page);
  assert.deepEqual(page.asked, []);
  assert.deepEqual(page.events().map(({ data }) => data), [[]]);
});

for (const [answer, error] of [[refused, "Too large"], [lost, "The upload failed."]]) {
  test(`what fails is told: ${error}`, async () => {
    const page = with_zone(answer);
    await choose(page, file(page, "a", "12"));
    assert.deepEqual(page.events().map(({ data }) => data), [{ error }]);
    assert.equal(page.zone.hasAttribute("aria-busy"), false);
  });
}

test("an upload for a view that was left is not told to the next one", async () => {
  let finish;
  const page = with_zone(() => new Promise((resolve) => { finish = resolve; }));
  await choose(page, file(page, "a", "12"));
  page.lona_window.run_view("/other");
  page.start_next();
  finish({ ok: true });
  await settled();
  assert.deepEqual(page.events(), []);
});

function drag(page, type, { types = ["Files"], files = [], relatedTarget = null } = {}) {
  const event = new page.window.Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { types, files } });
  Object.defineProperty(event, "relatedTarget", { value: relatedTarget });
  page.input.dispatchEvent(event);
  return event.defaultPrevented;
}

test("files can be dropped", async () => {
  const page = with_zone(stored);
  Object.defineProperty(page.input, "files", { value: [], writable: true });
  assert.equal(drag(page, "dragover"), true);
  assert.equal(page.zone.hasAttribute("data-lona-over"), true);
  drag(page, "dragleave", { relatedTarget: page.input });
  assert.equal(page.zone.hasAttribute("data-lona-over"), true);
  drag(page, "dragleave");
  assert.equal(page.zone.hasAttribute("data-lona-over"), false);
  drag(page, "dragover");

  assert.equal(drag(page, "drop", { files: [file(page, "a", "1")] }), true);

  await settled();
  assert.equal(page.zone.hasAttribute("data-lona-over"), false);
  assert.deepEqual(page.events().map(({ data }) => data), [["a"]]);
});

test("what is no file, and what a disabled input does not take, is left to the browser", () => {
  assert.equal(drag(with_zone(stored), "drop", { types: ["text/plain"] }), false);
  assert.equal(drag(with_zone(stored, { disabled: "" }), "dragover"), false);
});
