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
  const entries = entries_of(form, submitter);
  const url = new URL(action, address);
  if (method === "post") return { url: url.href, post: values_of(form, entries) };
  url.search = new URLSearchParams(entries).toString();
  return { url: url.href, post: null };
}

/**
 * Return the values of a form by name, as a posted one has them.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
export function values_of_form(form, submitter) {
  return values_of(form, entries_of(form, submitter));
}

/**
 * Return the names and values as the browser would submit them. Of files only the names.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function entries_of(form, submitter) {
  const { FormData } = /** @type {typeof globalThis} */ (form.ownerDocument.defaultView);
  /** @type {[string, string][]} */
  const entries = [];
  for (const [name, entry] of new FormData(form, submitter)) {
    entries.push([name, typeof entry === "string" ? entry : entry.name]);
  }
  return entries;
}

/**
 * Return the values by name: a list for multiple selects, and where a name comes repeatedly.
 * @param {HTMLFormElement} form
 * @param {[string, string][]} entries
 */
function values_of(form, entries) {
  /** @type {Set<string>} names of the controls that have a list of values */
  const lists = new Set();
  for (const control of form.elements) {
    const { type, name } = /** @type {HTMLSelectElement} */ (control);
    if (type === "select-multiple") lists.add(name);
  }
  /** @type {Map<string, string[]>} */
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, all.length > 1 || lists.has(name) ? all : all[0]]),
  );
}
