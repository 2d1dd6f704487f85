// What `node --test` prints: one line for each file, failures in full, and at last a line with the
// sums, which `tools/test.py` reads.

import { relative, resolve } from "node:path";
import { inspect } from "node:util";

/** How many tests of one file, or of all, ended in which way. */
class Counts {
  failed = 0;
  passed = 0;
  skipped = 0;

  toString() {
    const parts = Object.entries(this).filter(([, count]) => count > 0);
    return parts.map(([outcome, count]) => `${count} ${outcome}`).join(", ") || "no tests";
  }
}

/**
 * Return how a test ended, or null for what is no test: a suite that did not fail by itself, or a
 * file that could be run and has no tests.
 * @param {string} type
 * @param {any} data
 * @returns {"failed" | "passed" | "skipped" | null}
 */
function outcome_of(type, { name, file, skip, todo, details }) {
  const is_suite = details.type === "suite";
  if (skip !== undefined || todo !== undefined) return is_suite ? null : "skipped";
  if (type === "test:fail") {
    return is_suite && details.error.failureType === "subtestsFailed" ? null : "failed";
  }
  return is_suite || is_file(name, file) ? null : "passed";
}

/**
 * Whether a test stands for its whole file: Node.js names it as the file was named, or by its path.
 * @param {string} name
 * @param {string} file
 */
function is_file(name, file) {
  return resolve(name) === file;
}

/**
 * Return the text about a failure: which test, where, and the error with its stack.
 * @param {any} data
 */
function describe_failure({ name, file, line, details }) {
  const place = is_file(name, file) ? "" : `:${line} ${name}`;
  const cause = details.error.cause ?? details.error;
  const text = typeof cause === "string" ? cause : inspect(cause);
  return `\nFAILED ${relative(".", file)}${place}\n\n${text}\n\n`;
}

/**
 * Yield the text for the events of a run; the tests of one file come one after the other.
 * @param {AsyncIterable<{type: string, data: any}>} events
 */
export default async function* report(events) {
  const sums = new Counts();
  let counts = new Counts();
  /** @type {string | undefined} */
  let file;
  for await (const { type, data } of events) {
    // What tests print, and why a file could not be run.
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    // Such as errors that come after a test has ended; those without a file are sums.
    if (type === "test:diagnostic" && data.file !== undefined) yield `${data.message}\n`;
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (file !== undefined && file !== data.file) {
      yield `${relative(".", file)}: ${counts}\n`;
      counts = new Counts();
    }
    file = data.file;
    const outcome = outcome_of(type, data);
    if (outcome === null) continue;
    counts[outcome] += 1;
    sums[outcome] += 1;
    if (outcome === "failed") yield describe_failure(data);
  }
  if (file !== undefined) yield `${relative(".", file)}: ${counts}\n`;
  yield `\n${sums}\n`;
}
