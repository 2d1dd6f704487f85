// The patches, one function each, in a table by code.

import {
  PROPERTIES,
  remove_style,
  remove_attribute,
  set_attribute,
  set_or_remove,
  set_style,
} from "./attributes.js";
import { PatchCode } from "./codes.js";
import { edited_control, keep_control } from "./graft.js";
import { place } from "./place.js";
import { Builder, children_of } from "./render.js";
import { set_inner_html } from "./trusted.js";

/** @typedef {import("./content.js").Content} Content */

/**
 * Whether a button keeps what it is until its event is handled.
 * @param {Content} content
 * @param {number} id
 * @param {string} name of an attribute
 * @param {boolean} is_set what it will be then
 */
function is_held(content, id, name, is_set) {
  return name === "disabled" && content.busy._note_disabled(content.element(id), is_set);
}

/** @type {Record<number, (content: Content, ...items: any[]) => void>} */
const PATCHES = {
  [PatchCode.SET_ATTRIBUTE]: (content, id, name, value) => {
    const record = content.get(id);
    if (PROPERTIES.has(name)) content.editing.plan(record, name, value);
    else if (!is_held(content, id, name, true)) set_attribute(content.element(id), name, value);
  },
  [PatchCode.REMOVE_ATTRIBUTE]: (content, id, name) => {
    const record = content.get(id);
    if (PROPERTIES.has(name)) content.editing.plan(record, name, name === "value" ? null : false);
    else if (!is_held(content, id, name, false)) remove_attribute(content.element(id), name);
  },
  [PatchCode.SET_STYLE]: (content, id, name, value) => {
    set_style(content.element(id), name, value);
  },
  [PatchCode.REMOVE_STYLE]: (content, id, name) => remove_style(content.element(id), name),
  [PatchCode.SET_IDS]: (content, id, ids) => set_or_remove(content.element(id), "id", ids),
  [PatchCode.SET_CLASSES]: (content, id, classes) => {
    set_or_remove(content.element(id), "class", classes);
  },
  [PatchCode.SET_TEXT]: (content, id, text) => {
    content.get(id).node.nodeValue = content.decode(text);
  },
  [PatchCode.SET_RAW_HTML]: (content, id, html) => {
    set_inner_html(content.element(id), html);
  },
  [PatchCode.SET_WIDGET_DATA]: (content, id, path, value) => {
    content.widgets.set_data(content.get(id), path, value);
  },
  [PatchCode.REMOVE_WIDGET_DATA]: (content, id, path) => {
    content.widgets.remove_data(content.get(id), path);
  },
  [PatchCode.INSERT_WIDGET_DATA]: (content, id, path, value) => {
    content.widgets.insert_data(content.get(id), path, value);
  },
  [PatchCode.INSERT_NODES]: (content, id, before, flat) => {
    const { parent, end } = place_of_children(content, id);
    const built = new Builder(content, content.namespace(parent)).build(flat);
    if (content.fresh) content.fresh.push(...built.tops());
    place(content, built, parent, child_or_end(content, before, parent, end));
  },
  [PatchCode.REMOVE_NODES]: (content, ...ids) => {
    for (const id of ids) content.removed.add(content.get(id));
  },
  [PatchCode.CLEAR_NODES]: (content, id, before) => {
    const { parent, first, end } = place_of_children(content, id);
    content._take_out(first, child_or_end(content, before, parent, end));
  },
};

/**
 * Apply a list of patches in order.
 * @param {Content} content
 * @param {any[][]} patches
 */
export function apply_patches(content, patches) {
  const control = edited_control(content);
  content.fresh = control ? [] : null;
  for (const [code, ...items] of patches) {
    const apply = PATCHES[code];
    if (!apply) throw new Error(`unknown patch: ${code}`);
    apply(content, ...items);
  }
  if (control && content.fresh?.length) keep_control(content, control, content.fresh);
  content.fresh = null;
}

/**
 * Return where the children of an element or legacy widget stand.
 * @param {Content} content
 * @param {number} id
 * @returns {{parent: Node, first: Node | null, end: Node | null}}
 */
function place_of_children(content, id) {
  const record = content.get(id);
  if (record.end) {
    const parent = /** @type {Node} */ (record.end.parentNode);
    return { parent, first: record.node.nextSibling, end: record.end };
  }
  const parent = children_of(record.node);
  return { parent, first: parent.firstChild, end: null };
}

/**
 * Return the DOM node of a child. A widget may have thrown it away: then the end is the place.
 * @param {Content} content
 * @param {number | null} id
 * @param {Node} parent
 * @param {Node | null} end
 */
function child_or_end(content, id, parent, end) {
  const child = id === null ? null : content.get(id).node;
  return child?.parentNode === parent ? child : end;
}
