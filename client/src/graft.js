// A tree that replaces another. The control that has the focus survives, with its text, caret and
// composition, if the new tree has a counterpart of it: the elements from the root down to it
// (the spine) stay and are given the new ids and attributes, all around them is replaced.

import { find_event } from "./captures.js";
import { HTML_NAMESPACE, remove_attribute, set_attribute } from "./attributes.js";
import { INPUT_EVENT_TYPE } from "./codes.js";
import { move, nodes_of, place, resolve_moves } from "./place.js";
import { Builder } from "./render.js";

/** @typedef {import("./content.js").Content} Content */

/** Elements that hold what a user edits. */
const CONTROL_TAGS = ["input", "textarea", "select"];

/**
 * Show a flat sequence of nodes as content of the window.
 * @param {Content} content
 * @param {any[]} flat
 */
export function replace_tree(content, flat) {
  const { root } = content;
  content._take_out(root.firstChild, null);
  const control = edited_control(content);
  const built = new Builder(content, HTML_NAMESPACE).build(flat);
  const twin = control && find_twin_in_tree(content, control, built);
  if (!control || !twin) {
    place(content, built, root, null);
    return;
  }
  hand_overediting(content, control, twin);
  const old_spine = chain(control, root);
  const new_spine = chain(twin, null);
  if (built.items.length === 1 && fit(content, old_spine, new_spine)) {
    graft(content, old_spine, new_spine);
    resolve_moves(content, built);
  } else {
    place(content, built, root, null);
    take_place(content, control, twin);
  }
}

/**
 * After all patches: if the control that is edited leaves, but has a counterpart among the new
 * nodes, keep it in its place.
 * @param {Content} content
 * @param {Element} control
 * @param {Node[]} fresh top nodes that the patches inserted
 */
export function keep_control(content, control, fresh) {
  const { root, removed, _record_of } = content;
  const leaving = chain(control, root).find((element) => {
    const record = _record_of.get(element);
    return record && removed.has(record);
  });
  const parent = leaving?.parentElement;
  if (!parent) return;
  const siblings = [...parent.childNodes].filter((node) => !is_removed(content, node));
  const old_siblings = [...parent.childNodes].filter((node) => !fresh.includes(node));
  const path = chain(control, parent);
  const on_path = same_path(path, old_siblings.indexOf(path[0]), siblings);
  const twin = find_counterpart(content, control, fresh, on_path);
  if (!twin) return;
  hand_overediting(content, control, twin);
  const new_spine = parent.contains(twin) ? chain(twin, parent) : [];
  if (fit(content, path, new_spine)) graft(content, path, new_spine);
  else take_place(content, control, twin);
}

/**
 * Return the control of this window that has the focus.
 * @param {Content} content
 * @returns {Element | null}
 */
export function edited_control({ document, root, _record_of }) {
  const active = document.activeElement;
  if (!active || active === root || !root.contains(active)) return null;
  return _record_of.has(active) && CONTROL_TAGS.includes(active.localName) ? active : null;
}

/**
 * @param {Content} content
 * @param {Element} control
 * @param {Builder} built
 * @returns {Element | null}
 */
function find_twin_in_tree(content, control, built) {
  // A known node that is shown again keeps its identity: nothing to look for.
  if (built.known_nodes().some((node) => node.contains(control))) return null;
  const siblings = built.items.flatMap((item) =>
    "nodeType" in item ? [...item.childNodes] : [item.node],
  );
  const path = chain(control, content.root);
  const on_path = same_path(path, position(path[0]), siblings);
  return find_counterpart(content, control, built.tops(), on_path);
}

/**
 * Find what a control has become among new nodes: same tag and type, and the same node id, `id` or
 * name, else on the same path, else the only one of its kind here and there.
 * @param {Content} content
 * @param {Element} control
 * @param {Node[]} fresh
 * @param {Node | undefined} on_path
 * @returns {Element | null}
 */
function find_counterpart(content, control, fresh, on_path) {
  const { records, _record_of, removed } = content;
  const known = _record_of.get(control);
  if (!known || known.widget) return null;
  const same_id = records.get(known.id)?.node;
  const alike = all_alike(content, control, fresh).filter(
    (other) => !_record_of.get(other)?.widget,
  );
  const found =
    alike.find((other) => other === same_id) ??
    find_with_same_attribute(alike, control, "id") ??
    find_with_same_attribute(alike, control, "name") ??
    alike.find((other) => other === on_path);
  if (found) return found;
  if (alike.length !== 1) return null;
  const leaving = [...removed].map((record) => record.node);
  return all_alike(content, control, leaving).length === 1 ? alike[0] : null;
}

/**
 * @param {Element[]} elements
 * @param {Element} control
 * @param {string} name
 */
function find_with_same_attribute(elements, control, name) {
  const value = control.getAttribute(name);
  if (!value) return undefined;
  return elements.find((element) => element.getAttribute(name) === value);
}

/**
 * Return the controls of the same tag and type in some subtrees, but for those in raw HTML.
 * @param {Content} content
 * @param {Element} control
 * @param {Node[]} tops
 * @returns {Element[]}
 */
function all_alike({ _record_of }, control, tops) {
  const elements = /** @type {Element[]} */ (tops.filter((top) => "localName" in top));
  return elements
    .flatMap((top) => [top, ...top.querySelectorAll(control.localName)])
    .filter((other) => is_alike(other, control) && _record_of.has(other));
}

/**
 * Go down the same positions as a path does.
 * @param {Element[]} path
 * @param {number} first position of the first element of the path
 * @param {ArrayLike<Node>} siblings where to begin
 * @returns {Node | undefined}
 */
function same_path(path, first, siblings) {
  /** @type {Node | undefined} */
  let node = siblings[first];
  for (const element of path.slice(1)) node = node?.childNodes[position(element)];
  return node;
}

/**
 * @param {Content} content
 * @param {Element} control
 * @param {Element} twin
 */
function hand_overediting({ editing, _record_of }, control, twin) {
  const record = _record_of.get(twin);
  if (record && find_event(twin, INPUT_EVENT_TYPE.CHANGE) !== null) editing.adopt(control, record);
  else editing.forget(control);
}

/**
 * @param {Content} content
 * @param {Node} node
 */
function is_removed({ _record_of, removed }, node) {
  const record = _record_of.get(node);
  return record !== undefined && removed.has(record);
}

/** @param {Element} element */
function position(element) {
  return [.../** @type {Node} */ (element.parentNode).childNodes].indexOf(element);
}

/**
 * @param {any} a element
 * @param {any} b element
 */
function is_alike(a, b) {
  return a.localName === b.localName && a.type === b.type;
}

/**
 * Return the elements from below an ancestor (`null`: from the top) down to an element.
 * @param {Element} element
 * @param {Element | null} ancestor
 */
function chain(element, ancestor) {
  /** @type {Element[]} */
  const elements = [];
  /** @type {Element | null} */
  let current = element;
  while (current && current !== ancestor) {
    elements.unshift(current);
    current = current.parentElement;
  }
  return elements;
}

/**
 * @param {Content} content
 * @param {Element[]} old_spine
 * @param {Element[]} new_spine
 */
function fit(content, old_spine, new_spine) {
  return (
    old_spine.length === new_spine.length &&
    old_spine.every((old, index) => can_become(content, old, new_spine[index]))
  );
}

/**
 * Keep the old spine and put everything new around it.
 * @param {Content} content
 * @param {Element[]} old_spine
 * @param {Element[]} new_spine
 */
function graft(content, old_spine, new_spine) {
  old_spine.forEach((old, index) => {
    const fresh = new_spine[index];
    // The top of the spine stands among nodes that may stay.
    if (index > 0) content._take_out(/** @type {Node} */ (old.parentNode).firstChild, null);
    surround(content, old, fresh);
    become(content, old, fresh);
    fresh.remove();
  });
  const deepest = old_spine.length - 1;
  take_children(content, old_spine[deepest], new_spine[deepest]);
}

/**
 * Put the siblings of a new element around an old one, which does not move itself.
 * @param {Content} content
 * @param {Element} old
 * @param {Element} fresh
 */
function surround(content, old, fresh) {
  const parent = /** @type {Element} */ (old.parentNode);
  const leaving = new Set([...content.removed].flatMap(nodes_of)).add(old);
  const siblings = [.../** @type {Node} */ (fresh.parentNode).childNodes];
  const middle = siblings.indexOf(fresh);
  /** @param {Node} node @param {number} side */
  const has_to_move = (node, side) => {
    const is_on_side = (old.compareDocumentPosition(node) & side) !== 0;
    return !(node.parentNode === parent && is_on_side) && !leaving.has(node);
  };
  for (const node of siblings.slice(0, middle)) {
    if (has_to_move(node, old.DOCUMENT_POSITION_PRECEDING)) parent.insertBefore(node, old);
  }
  for (const node of siblings.slice(middle + 1).reverse()) {
    if (has_to_move(node, old.DOCUMENT_POSITION_FOLLOWING)) {
      parent.insertBefore(node, old.nextSibling);
    }
  }
}

/**
 * @param {Content} content
 * @param {Element} old
 * @param {Element} fresh
 */
function can_become({ _record_of }, old, fresh) {
  /** @param {Element} element */
  const is_plain = (element) => {
    const record = _record_of.get(element);
    return record !== undefined && !record.widget && !record.raw;
  };
  return (
    old.localName === fresh.localName &&
    old.namespaceURI === fresh.namespaceURI &&
    is_plain(old) &&
    is_plain(fresh)
  );
}

/**
 * Give an element the id and attributes of another one, which is thrown away.
 * @param {Content} content
 * @param {Element} old
 * @param {Element} fresh
 */
function become(content, old, fresh) {
  const { records, _record_of, removed } = content;
  const before = _record_of.get(old);
  const record = _record_of.get(fresh);
  if (!before || !record) return;
  removed.delete(before);
  if (records.get(before.id) === before) records.delete(before.id);
  record.node = old;
  _record_of.set(old, record);
  _record_of.delete(fresh);
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name)) remove_attribute(old, name);
  }
  for (const { name, value } of fresh.attributes) {
    if (name !== "style" && old.getAttribute(name) !== value) set_attribute(old, name, value);
  }
  if (fresh.hasAttribute("style")) {
    // Through the style object, because a Content-Security-Policy may forbid the attribute.
    const { cssText } = /** @type {HTMLElement} */ (fresh).style;
    /** @type {HTMLElement} */ (old).style.cssText = cssText;
  }
}

/**
 * Give a control the children (options) of its counterpart in place of its own.
 * @param {Content} content
 * @param {Element} control
 * @param {Element} twin
 */
function take_children(content, control, twin) {
  content._take_out(control.firstChild, null);
  control.append(...twin.childNodes);
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
  take_children(content, control, twin);
  twin.remove();
}
