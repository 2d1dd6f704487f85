// A tree that replaces another. The control that has the focus survives, with its text, caret and
// composition, if the new tree has a counterpart of it: the elements from the root down to it
// (the spine) stay and are given the new ids and attributes, all around them is replaced.

import { find_event } from "./captures.js";
import { HTML } from "./attributes.js";
import { INPUT_EVENT_TYPE } from "./codes.js";
import { move, place, resolve_moves } from "./place.js";
import { Builder } from "./render.js";

/** @typedef {import("./content.js").Content} Content */

/**
 * Show a flat sequence of nodes as content of the window.
 * @param {Content} content
 * @param {any[]} flat
 */
export function replace_tree(content, flat) {
  const { root } = content;
  content.take_out(root.firstChild, null);
  const control = edited_control(content);
  const built = new Builder(content, HTML).build(flat);
  const twin = control && counterpart(content, control, built);
  if (!control || !twin) {
    place(content, built, root, null);
    return;
  }
  if (find_event(twin, INPUT_EVENT_TYPE.CHANGE) === null) content.typing.forget(control);
  else content.typing.adopt(control);
  if (!graft(content, built, chain(control, root), chain(twin, null))) {
    place(content, built, root, null);
    take_place(content, control, twin);
  }
}

/**
 * Give the control of this window that has the focus.
 * @param {Content} content
 * @returns {Element | null}
 */
function edited_control({ document, root, record_of }) {
  const active = document.activeElement;
  const is_ours = active && active !== root && root.contains(active) && record_of.has(active);
  return is_ours && /^(input|textarea|select)$/.test(active.localName) ? active : null;
}

/**
 * Find what a control has become in the new tree: same tag and type, and the same node id, `id` or
 * name, else the same path of positions from the root.
 * @param {Content} content
 * @param {Element} control
 * @param {Builder} built
 * @returns {Element | null}
 */
function counterpart({ root, records, record_of }, control, { items, moves }) {
  const known = record_of.get(control);
  const kept = moves.map(({ record }) => record);
  for (const item of items) if (!("nodeType" in item)) kept.push(item);
  // A known node that is shown again keeps its identity: nothing to look for.
  if (!known || known.widget || kept.some((record) => record.node.contains(control))) return null;
  const tops = items.flatMap((item) => ("nodeType" in item ? [...item.childNodes] : [item.node]));
  const alike = items
    .flatMap((item) => ("nodeType" in item ? [...item.querySelectorAll(control.localName)] : []))
    .filter((other) => is_alike(other, control) && !record_of.get(other)?.widget);
  /** @param {string} name */
  const with_same = (name) => {
    const value = control.getAttribute(name);
    return value ? alike.find((other) => other.getAttribute(name) === value) : null;
  };
  const on_same_path = same_path(control, root, tops);
  return (
    alike.find((other) => records.get(known.id)?.node === other) ??
    with_same("id") ??
    with_same("name") ??
    alike.find((other) => other === on_same_path) ??
    null
  );
}

/**
 * @param {Element} control
 * @param {Element} root
 * @param {Node[]} tops
 */
function same_path(control, root, tops) {
  /** @type {ArrayLike<Node>} */
  let siblings = tops;
  /** @type {Node | undefined} */
  let node;
  for (const old of chain(control, root)) {
    node = siblings[position(old)];
    if (!node) break;
    siblings = node.childNodes;
  }
  return node;
}

/** @param {Element} element */
function position(element) {
  return [.../** @type {Node} */ (element.parentNode).childNodes].indexOf(element);
}

/**
 * @param {Element} node
 * @param {Element} control
 */
function is_alike(node, control) {
  const [a, b] = /** @type {HTMLInputElement[]} */ ([node, control]);
  return a.localName === b.localName && a.type === b.type;
}

/**
 * Give the elements from below an ancestor (`null`: from the top) down to an element.
 * @param {Element} element
 * @param {Element | null} ancestor
 */
function chain(element, ancestor) {
  const elements = [];
  for (let e = /** @type {Element | null} */ (element); e && e !== ancestor; e = e.parentElement) {
    elements.unshift(e);
  }
  return elements;
}

/**
 * Keep the old spine and put everything new around it, if the two fit.
 * @param {Content} content
 * @param {Builder} built
 * @param {Element[]} old_spine
 * @param {Element[]} new_spine
 * @returns {boolean} whether it was done
 */
function graft(content, built, old_spine, new_spine) {
  const fits =
    built.items.length === 1 &&
    old_spine.length === new_spine.length &&
    old_spine.every((old, index) => can_become(content, old, new_spine[index]));
  if (!fits) return false;
  old_spine.forEach((old, index) => {
    const fresh = new_spine[index];
    const parent = /** @type {Element} */ (old.parentNode);
    const siblings = [.../** @type {Node} */ (fresh.parentNode).childNodes];
    const middle = siblings.indexOf(fresh);
    if (index) content.take_out(parent.firstChild, null);
    for (const node of siblings.slice(0, middle)) parent.insertBefore(node, old);
    const end = old.nextSibling;
    for (const node of siblings.slice(middle + 1)) parent.insertBefore(node, end);
    become(content, old, fresh);
  });
  // The control's own children (options) are new.
  const [control, twin] = [old_spine, new_spine].map((spine) => spine[spine.length - 1]);
  content.take_out(control.firstChild, null);
  control.append(...twin.childNodes);
  resolve_moves(content, built);
  return true;
}

/**
 * @param {Content} content
 * @param {Element} old
 * @param {Element} fresh
 */
function can_become({ record_of }, old, fresh) {
  const records = [old, fresh].map((element) => record_of.get(element));
  return (
    old.localName === fresh.localName &&
    old.namespaceURI === fresh.namespaceURI &&
    records.every((record) => record && !record.widget && !record.raw)
  );
}

/**
 * Give an element the id and attributes of another one, which is thrown away.
 * @param {Content} content
 * @param {Element} old
 * @param {Element} fresh
 */
function become(content, old, fresh) {
  const { records, record_of, removed } = content;
  const before = record_of.get(old);
  const record = record_of.get(fresh);
  if (!before || !record) return;
  removed.delete(before);
  if (records.get(before.id) === before) records.delete(before.id);
  record.node = old;
  record_of.set(old, record);
  record_of.delete(fresh);
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (name === "style") continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  // Through the style object, because a Content-Security-Policy may forbid the attribute.
  const style = /** @type {HTMLElement} */ (fresh).style;
  if (fresh.hasAttribute("style")) /** @type {HTMLElement} */ (old).style.cssText = style.cssText;
}

/**
 * Put a control in the place of its counterpart in another surrounding.
 * @param {Content} content
 * @param {Element} control
 * @param {Element} twin
 */
function take_place(content, control, twin) {
  move([control], /** @type {Node} */ (twin.parentNode), twin);
  become(content, control, twin);
  content.take_out(control.firstChild, null);
  control.append(...twin.childNodes);
  /** @type {Node} */ (twin.parentNode).removeChild(twin);
}
