// Builds `dist/lona.js`, one classic script, from `src/`. With `--check` nothing is written: the
// exit code is 1 if the committed file is not what the sources give.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const target = fileURLToPath(new URL("dist/lona.js", import.meta.url));

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("src/main.js", import.meta.url))],
  bundle: true,
  format: "iife",
  minify: true,
  target: "es2022",
  legalComments: "none",
  // Private names get short; the two that frontends read keep theirs.
  mangleProps: /^_/,
  reserveProps: /^(_nodes|_widget_marker)$/,
  write: false,
});
const text = outputFiles[0].text;
const size = `${gzipSync(text, { level: 9 }).length} bytes gzipped`;

if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
  console.log(`${target}: ${size}`);
} else if (readFileSync(target, "utf8") === text) {
  console.log(`dist/lona.js is fresh: ${size}`);
} else {
  console.error("dist/lona.js is not what client/src gives; run: node client/build.mjs");
  process.exitCode = 1;
}
