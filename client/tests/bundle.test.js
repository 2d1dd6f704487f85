// The committed script, as a page loads it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { JSDOM } from "jsdom";

const folder = new URL("../", import.meta.url);
const script = readFileSync(new URL("dist/lona.js", folder), "utf8");

const windows = [];

function load(html) {
  const { window } = new JSDOM(html, { runScripts: "dangerously", url: "http://localhost/" });
  windows.push(window);
  return window;
}

// Stops the timers of the pages, which would keep the process alive.
after(() => windows.forEach((window) => window.close()));

test("the script is what the sources give", () => {
  const build = fileURLToPath(new URL("../build.mjs", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [build, "--check"], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});

test("the script has at most 14 kB, gzipped", () => {
  assert.ok(gzipSync(script).length <= 14_000, `${gzipSync(script).length} bytes`);
});

test("as classic script it makes Lona at once and reads its own settings", () => {
  const window = load(
    `<script data-lona-settings='{"PING_INTERVAL":5}'>${script}</script><script>window.seen = Lona.settings.PING_INTERVAL</script>`,
  );

  assert.equal(window.seen, 5);
});

test("loaded twice it keeps the first Lona", () => {
  const window = load(
    `<script>${script}</script><script>Lona.register_widget_class("W", class {})</script><script>${script}</script>`,
  );

  assert.deepEqual(Object.keys(window.Lona.widget_classes), ["W"]);
});

test("it shows a view", () => {
  const window = load(`<div id="lona"></div><script>${script}</script>`);
  window.scrollTo = () => {};
  let socket;
  window.WebSocket = class {
    readyState = 1;
    constructor() { socket = this; }
    send() {}
  };
  new window.Lona.LonaContext({}).setup();
  socket.onopen({});
  socket.onmessage({ data: "lona:[202,1,1,1]" });
  socket.onmessage({ data: 'lona:[201,1,1,2,0,"T",2,[1,4,"h1",0,1,2,5,"Hello"]]' });

  assert.equal(window.document.querySelector("#lona > h1").textContent, "Hello");
  assert.equal(window.document.title, "T");
});

test("the sources lie side by side, so that they can be served from one folder", () => {
  for (const name of readdirSync(new URL("src/", folder))) {
    assert.ok(statSync(new URL(`src/${name}`, folder)).isFile(), name);
  }
});

test("no source has the name of a file that is served beside it", () => {
  for (const name of ["lona.js", "lona.bundle.js"]) {
    assert.equal(readdirSync(new URL("src/", folder)).includes(name), false, name);
  }
});
