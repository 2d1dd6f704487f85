// Files that were chosen in, or dropped on, a `FileInput`: they go to its bucket at once, and the
// change is told when they are there. The server shows how far it is.

import { INPUT_EVENT_TYPE } from "./codes.js";

/** @typedef {import("./window.js").LonaWindow} LonaWindow */

const URL_ATTRIBUTE = "data-lona-upload";
const OVER = "data-lona-over";

/**
 * Whether files that are chosen in an element are uploaded.
 * @param {Element} element
 */
export function is_upload(element) {
  return element.hasAttribute(URL_ATTRIBUTE);
}

/**
 * Let files be dragged over an element, or dropped on it; returns whether the event is done with.
 * @param {unknown} _
 * @param {DragEvent} event
 * @param {Element[]} path
 */
export function drag(_, event, path) {
  const zone = path.find(is_upload);
  const input = /** @type {HTMLInputElement | null | undefined} */ (
    zone?.querySelector("input:enabled")
  );
  const files = event.dataTransfer;
  if (!zone || !input || !files?.types.includes("Files")) return false;
  const is_leaving = event.type === "dragleave" && !zone.contains(/** @type {any} */ (event.relatedTarget));
  if (event.type === "dragover") zone.setAttribute(OVER, "");
  if (event.type === "drop" || is_leaving) zone.removeAttribute(OVER);
  if (event.type !== "dragleave") event.preventDefault();
  if (event.type === "drop") {
    input.files = files.files;
    for (const type of ["input", "change"]) {
      input.dispatchEvent(new (env_of(input).Event)(type, { bubbles: true }));
    }
  }
  return true;
}

/**
 * Upload what was chosen; then tell the names, or why it failed.
 * @param {LonaWindow} lona_window
 * @param {HTMLInputElement} input
 * @param {Element} zone the element with the change event
 */
export async function upload(lona_window, input, zone) {
  lona_window._flush();
  const view = lona_window._view;
  const files = [...(input.files ?? [])];
  const error = files.length ? await post(files, zone) : null;
  zone.removeAttribute("aria-busy");
  if (lona_window._view !== view) return;
  const clear = () => (input.value = "");
  // The same files can be chosen again: that is a change only if none are chosen.
  if (error === null) input.addEventListener("click", clear, { once: true });
  else clear();
  const data = error === null ? [...new Set(files.map((file) => file.name))] : { error };
  lona_window._guard(() => {
    lona_window._send_event(zone, INPUT_EVENT_TYPE.CHANGE, data, input);
  });
}

/**
 * Send files to the server; returns why they did not get there, or null if they did.
 * @param {File[]} files
 * @param {Element} zone
 * @returns {Promise<string | null>}
 */
async function post(files, zone) {
  const { FormData, fetch } = env_of(zone);
  const body = new FormData();
  let size = 0;
  for (const file of files) {
    body.append("files", file);
    size += file.size;
  }
  zone.setAttribute("aria-busy", "true");
  try {
    const url = `${zone.getAttribute(URL_ATTRIBUTE)}&size=${size}`;
    const answer = await fetch(url, { method: "POST", body });
    return answer.ok ? null : await answer.text();
  } catch {
    // The server does not read a body to its end that it refuses, and says why in the page.
    return "The upload failed.";
  }
}

/**
 * @param {Element} element
 * @returns {typeof globalThis}
 */
function env_of(element) {
  return /** @type {any} */ (element.ownerDocument.defaultView);
}
