// Errors of the client: what they look like in a report, and running several steps of which each
// may fail.

/**
 * Describe an exception for the server: message and stack, in every browser.
 * @param {unknown} error
 */
export function describe(error) {
  const text = String(error);
  const stack = String(/** @type {any} */ (error)?.stack ?? "");
  // The stack begins with the message in Chromium, but not in Firefox and Safari.
  return stack.includes(text) ? stack : `${text}\n${stack}`;
}

/**
 * Run all steps, whatever happens, then throw the first error there was.
 * @param {Iterable<() => void>} steps
 */
export function run_all(steps) {
  /** @type {{error: unknown} | null} */
  let first = null;
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      first ??= { error };
    }
  }
  if (first) throw first.error;
}
