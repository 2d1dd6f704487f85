// Flat nodes to DOM, without recursion: the new part is built detached and inserted once.

import { HTML, PROPERTIES, set_attribute, set_style } from "./attributes.js";
import { NodeKind } from "./codes.js";

/** @typedef {import("./content.js").Content} Content */
/** @typedef {import("./content.js").NodeRecord} NodeRecord */
/** @typedef {{target: Node, namespace: string, left: number, end: Comment | null}} Frame
 *   an open node: where its children go, how many are still to come, what closes it */
/** @typedef {{record: NodeRecord, placeholder: Comment}} Move a known node to be moved there */

/** Where the children of an element are: those of a `template` stand in its content.
 * @param {Node} node
 * @returns {Node}
 */
export function children_of(node) {
  return /** @type {any} */ (node).localName === "template" && "content" in node
    ? /** @type {HTMLTemplateElement} */ (node).content
    : node;
}

/** Builds one flat sequence of nodes; use it once. */
export class Builder {
  /**
   * @param {Content} content
   * @param {string} namespace that of the element that will hold the nodes
   */
  constructor(content, namespace) {
    this._content = content;
    this._document = content.document;
    this._namespace = namespace;
    /** @type {Frame[]} */
    this._frames = [];
    /** @type {(DocumentFragment | NodeRecord)[]} new nodes, and known ones to be moved, in order */
    this.items = [];
    /** @type {Move[]} known nodes that go into new ones, after these are in the document */
    this.moves = [];
  }

  /** @param {any[]} flat */
  build(flat) {
    for (let index = 0; index < flat.length; ) {
      const read = READERS[flat[index]];
      if (!read) throw new Error(`unknown kind of node: ${flat[index]}`);
      index = read(this, flat, index + 1, this._next_frame());
    }
    while (this._frames.length) this._close();
    return this;
  }

  /** Give the new top nodes, before they are placed. */
  tops() {
    return this.items.flatMap((item) => ("nodeType" in item ? [...item.childNodes] : []));
  }

  /** @returns {Frame | undefined} the node that the next entry is a child of */
  _next_frame() {
    let frame = this._frames.at(-1);
    while (frame && !frame.left) {
      this._close();
      frame = this._frames.at(-1);
    }
    if (frame) frame.left -= 1;
    return frame;
  }

  _close() {
    const frame = /** @type {Frame} */ (this._frames.pop());
    if (frame.end) frame.target.appendChild(frame.end);
  }

  /** @returns {Node} */
  _top() {
    const last = this.items.at(-1);
    if (last && "nodeType" in last) return last;
    const fragment = this._document.createDocumentFragment();
    this.items.push(fragment);
    return fragment;
  }

  /**
   * @param {any[]} flat
   * @param {number} index
   * @param {Frame | undefined} frame
   */
  element(flat, index, frame) {
    const tag = flat[index + 1];
    const spec = flat[index + 2];
    const count = flat[index + 3];
    const inherited = frame ? frame.namespace : this._namespace;
    const namespace = spec && spec.n !== undefined ? spec.n || HTML : inherited;
    const element =
      namespace === HTML
        ? this._document.createElement(tag)
        : this._document.createElementNS(namespace, tag);
    element.setAttribute("data-lona-node-id", flat[index]);
    const record = this._content.add(flat[index], element);
    if (spec) this._apply(record, element, spec);
    (frame ? frame.target : this._top()).appendChild(element);
    if (count) {
      this._frames.push({ target: children_of(element), namespace, left: count, end: null });
    }
    return index + 4;
  }

  /**
   * @param {NodeRecord} record
   * @param {Element} element
   * @param {any} spec
   */
  _apply(record, element, spec) {
    if (spec.i) element.setAttribute("id", spec.i);
    if (spec.c) element.setAttribute("class", spec.c);
    for (const name in spec.s) set_style(element, name, spec.s[name]);
    for (const name in spec.a) {
      if (PROPERTIES.has(name)) this._content.editing.plan(record, name, spec.a[name]);
      else set_attribute(element, name, spec.a[name]);
    }
    if (spec.h !== undefined) {
      record.raw = true;
      element.innerHTML = spec.h;
    }
    this._content.widgets.add(record, spec);
  }

  /**
   * @param {any[]} flat
   * @param {number} index
   * @param {Frame | undefined} frame
   */
  text(flat, index, frame) {
    const node = this._document.createTextNode(this._content.decode(flat[index + 1]));
    this._content.add(flat[index], node);
    (frame ? frame.target : this._top()).appendChild(node);
    return index + 2;
  }

  /**
   * @param {any[]} flat
   * @param {number} index
   * @param {Frame | undefined} frame
   */
  reference(flat, index, frame) {
    const record = this._content.get(flat[index]);
    if (frame) {
      const placeholder = this._document.createComment("");
      frame.target.appendChild(placeholder);
      this.moves.push({ record, placeholder });
    } else {
      this.items.push(record);
    }
    return index + 1;
  }

  /**
   * @param {any[]} flat
   * @param {number} index
   * @param {Frame | undefined} frame
   */
  legacy_widget(flat, index, frame) {
    const id = flat[index];
    const spec = flat[index + 1];
    // References among the children must not end up beside the widget, hence the open frame.
    const target = frame ? frame.target : this._top();
    const start = this._document.createComment(`lona-widget:${id}`);
    const end = this._document.createComment(`end-lona-widget:${id}`);
    const record = this._content.add(id, start);
    record.end = end;
    target.appendChild(start);
    if (spec) this._content.widgets.add(record, spec);
    const namespace = frame ? frame.namespace : this._namespace;
    this._frames.push({ target, namespace, left: flat[index + 2], end });
    return index + 3;
  }
}

/** @type {Record<number, (builder: Builder, flat: any[], index: number, frame?: Frame) => number>}
 * how to read an entry; gives the index of the next one */
const READERS = {
  [NodeKind.ELEMENT]: (builder, ...at) => builder.element(...at),
  [NodeKind.TEXT]: (builder, ...at) => builder.text(...at),
  [NodeKind.REFERENCE]: (builder, ...at) => builder.reference(...at),
  [NodeKind.LEGACY_WIDGET]: (builder, ...at) => builder.legacy_widget(...at),
};
