// The conformance vectors, which every client has to pass.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

import "./canonical.js";
import { Page } from "./page.js";

const folder = new URL("../vectors/", import.meta.url);
const vectors = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) =>
    JSON.parse(readFileSync(new URL(name, folder), "utf8")).map((vector) => ({ file: name, ...vector })),
  );

test("there are at least 60 vectors", () => {
  assert.ok(vectors.length >= 60, `found ${vectors.length}`);
});

for (const { file, name, messages, html } of vectors) {
  test(`${file}: ${name}`, () => {
    const page = new Page();

    page.receive(...messages);

    assert.equal(globalThis.lona_canonical(page.root), html);
  });
}
