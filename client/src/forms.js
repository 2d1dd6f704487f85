// What a submitted form asks for.

import { is_here } from "./links.js";

/**
 * Return the address and post data of a submitted form, or null if the browser has to submit it.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @param {URL} address of the window
 * @returns {{url: string, post: Record<string, string | string[]> | null} | null}
 */
export function view_of_form(form, submitter, address) {
  // Attributes, because a field named "action" hides the property.
  /** @param {string} name */
  const setting = (name) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  const method = (setting("method") ?? "get").toLowerCase();
  const action = setting("action") || address.href;
  if (method === "dialog" || !is_here(setting("target"), action, address)) return null;
  const values = values_of(form, submitter);
  const url = new URL(action, address);
  if (method === "post") return { url: url.href, post: values };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    const items = Array.isArray(value) ? value : [value];
    for (const item of items) query.append(name, item);
  }
  url.search = query.toString();
  return { url: url.href, post: null };
}

/**
 * Collect the values as the browser would submit them: lists for multiple selects, else the last
 * value of a name. Of files only the names.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function values_of(form, submitter) {
  /** @type {Set<string>} names of the controls that have a list of values */
  const lists = new Set();
  for (const control of form.elements) {
    const { type, name } = /** @type {HTMLSelectElement} */ (control);
    if (type === "select-multiple") lists.add(name);
  }
  const { FormData } = /** @type {typeof globalThis} */ (form.ownerDocument.defaultView);
  /** @type {Map<string, string | string[]>} */
  const values = new Map();
  for (const [name, entry] of new FormData(form, submitter)) {
    const value = typeof entry === "string" ? entry : entry.name;
    if (lists.has(name)) {
      const earlier = /** @type {string[]} */ (values.get(name) ?? []);
      values.set(name, [...earlier, value]);
    } else {
      values.set(name, value);
    }
  }
  return Object.fromEntries(values);
}
