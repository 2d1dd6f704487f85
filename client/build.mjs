// Builds `dist/lona.js`, one classic script, from `src/`. With `--check` nothing is written: the
// exit code is 1 if the committed file is not what the sources give.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import * as codes from "./src/codes.js";

const target = fileURLToPath(new URL("dist/lona.js", import.meta.url));

// Numbers instead of names of numbers: `PatchCode.SET_TEXT` becomes `7`, and the tables disappear.
const inline_codes = {
  name: "inline-codes",
  setup(build) {
    build.onLoad({ filter: /\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(
        /\b(MessageCode|ContentKind|NodeKind|PatchCode|INPUT_EVENT_TYPE)\.([A-Z_]+)\b/g,
        (_, table, name) => codes[table][name],
      ),
    }));
  },
};

// Names of our own that nobody outside the bundle sees, beside those that begin with "_". None of
// them may be a name of the DOM, of a message or of the public objects.
const INTERNAL = [
  "adopt", "apply", "begin", "build", "chosen", "clock", "committed", "compose", "composing", "decode",
  "disconnected", "dispose", "edited", "element", "end", "entered", "finish", "first", "flush",
  "forget", "fresh", "given", "guard", "held", "insert_data", "is_changing", "is_open", "is_raw",
  "items", "last", "leave", "legacy_widget", "listener", "lona_window", "lost", "moves",
  "namespace", "node", "object", "opened", "placeholder", "plan", "raw", "receive", "received",
  "record", "record_of", "records", "reference", "remove_data", "removed", "root", "send_event",
  "sent", "set_data", "show_html", "take", "take_all", "take_out", "timer", "tops", "typing",
  "unsent", "widget", "widgets",
];

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("src/main.js", import.meta.url))],
  bundle: true,
  format: "iife",
  minify: true,
  target: "es2022",
  legalComments: "none",
  // Private names get short; the two that frontends read keep theirs.
  mangleProps: new RegExp(`^(_.*|${INTERNAL.join("|")})$`),
  reserveProps: /^(_nodes|_widget_marker)$/,
  plugins: [inline_codes],
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
