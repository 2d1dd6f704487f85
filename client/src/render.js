// Flat nodes to DOM, without recursion: the new part is built detached and inserted once.

import { HTML_NAMESPACE, PROPERTIES, namespace_inside, set_attribute, set_style } from "./attributes.js";
import { NodeKind } from "./codes.js";
import { set_inner_html, set_script_text } from "./trusted.js";

/** @typedef {import("./content.js").Content} Content */
/** @typedef {import("./content.js").NodeRecord} NodeRecord */
/** @typedef {{target: Node, namespace: string, left: number, end: Comment | null}} Frame
 *   an open node: where its children go, how many are still to come, what closes it */
/** @typedef {{record: NodeRecord, placeholder: Comment}} Move a known node to be moved there */

/**
 * Return where the children of an element are: those of a `template` stand in its content.
 * @param {Node} node
 * @returns {Node}
 */
export function children_of(node) {
  const { localName, content } = /** @type {HTMLTemplateElement} */ (node);
  return localName === "template" && content ? content : node;
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

  /**
   * Build the nodes; they are in `items` and `moves` then.
   * @param {any[]} flat
   */
  build(flat) {
    let index = 0;
    while (index < flat.length) {
      const read = READERS[flat[index]];
      if (!read) throw new Error(`unknown node: ${flat[index]}`);
      index = read(this, flat, index + 1, this._next_frame());
    }
    while (this._frames.length) this._close();
    return this;
  }

  /** Return the new top nodes, before they are placed. */
  tops() {
    return this.items.flatMap((item) => ("nodeType" in item ? [...item.childNodes] : []));
  }

  /** Return the nodes that the client has already, and that are shown again. */
  known_nodes() {
    const moved = this.moves.map(({ record }) => record.node);
    return [...moved, ...this.items.flatMap((item) => ("nodeType" in item ? [] : [item.node]))];
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

  /**
   * Return where a new node goes: into the open one, or among the top nodes.
   * @param {Frame | undefined} frame
   * @returns {Node}
   */
  _target(frame) {
    if (frame) return frame.target;
    const last = this.items.at(-1);
    if (last && "nodeType" in last) return last;
    const fragment = this._document.createDocumentFragment();
    this.items.push(fragment);
    return fragment;
  }

  /**
   * Read an element; return the index of the next entry.
   * @param {any[]} flat
   * @param {number} index
   * @param {Frame | undefined} frame
   */
  element(flat, index, frame) {
    const [id, tag, spec, count] = flat.slice(index, index + 4);
    const namespace = own_namespace(spec) ?? this._inherited_namespace(frame);
    const element = this._create(namespace, tag);
    element.setAttribute("data-lona-node-id", id);
    const record = this._content.add(id, element);
    if (spec) this._apply(record, element, spec);
    this._target(frame).appendChild(element);
    if (count) {
      const inside = namespace_inside(element);
      this._frames.push({ target: children_of(element), namespace: inside, left: count, end: null });
    }
    return index + 4;
  }

  /** @param {Frame | undefined} frame */
  _inherited_namespace(frame) {
    return frame ? frame.namespace : this._namespace;
  }

  /**
   * @param {string} namespace
   * @param {string} tag
   */
  _create(namespace, tag) {
    const element =
      namespace === HTML_NAMESPACE
        ? this._document.createElement(tag)
        : this._document.createElementNS(namespace, tag);
    // A content security policy may allow style sheets in the page only with the nonce of the page.
    if (element.localName === "style") /** @type {any} */ (element).nonce = nonce_of(this._document);
    return element;
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
      set_inner_html(element, spec.h);
    }
    this._content.widgets.add(record, spec);
  }

  /**
   * Read a text; return the index of the next entry.
   * @param {any[]} flat
   * @param {number} index
   * @param {Frame | undefined} frame
   */
  text(flat, index, frame) {
    const [id, text] = flat.slice(index, index + 2);
    const target = this._target(frame);
    this._content.add(id, this._append_text(target, this._content.decode(text)));
    return index + 2;
  }

  /**
   * Append a text and return its node; that of a script is trusted.
   * @param {Node} target
   * @param {string} text
   */
  _append_text(target, text) {
    if (target.nodeName === "SCRIPT" && text && !target.hasChildNodes()) {
      set_script_text(/** @type {HTMLScriptElement} */ (target), text);
      return /** @type {Text} */ (target.firstChild);
    }
    return target.appendChild(this._document.createTextNode(text));
  }

  /**
   * Read a reference to a known node; return the index of the next entry.
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
   * Read a legacy widget; return the index of the next entry.
   * @param {any[]} flat
   * @param {number} index
   * @param {Frame | undefined} frame
   */
  legacy_widget(flat, index, frame) {
    const [id, spec, count] = flat.slice(index, index + 3);
    // References among the children must not end up beside the widget, hence the open frame.
    const target = this._target(frame);
    const start = this._document.createComment(`lona-widget:${id}`);
    const end = this._document.createComment(`end-lona-widget:${id}`);
    const record = this._content.add(id, start);
    record.end = end;
    target.appendChild(start);
    if (spec) this._content.widgets.add(record, spec);
    const namespace = this._inherited_namespace(frame);
    this._frames.push({ target, namespace, left: count, end });
    return index + 3;
  }
}

/**
 * Return the nonce that the server gave to the script of the client.
 * @param {Document} document
 */
function nonce_of(document) {
  const script = document.querySelector("script[data-lona-settings]");
  return /** @type {HTMLElement | null} */ (script)?.nonce ?? "";
}

/**
 * Return the namespace that a spec names, if any; the empty one stands for HTML.
 * @param {any} spec
 * @returns {string | undefined}
 */
function own_namespace(spec) {
  if (!spec || spec.n === undefined) return undefined;
  return spec.n || HTML_NAMESPACE;
}

/** @type {Record<number, (builder: Builder, flat: any[], index: number, frame?: Frame) => number>}
 * how to read an entry from its second item on; returns the index of the next one */
const READERS = {
  [NodeKind.ELEMENT]: (builder, flat, index, frame) => builder.element(flat, index, frame),
  [NodeKind.TEXT]: (builder, flat, index, frame) => builder.text(flat, index, frame),
  [NodeKind.REFERENCE]: (builder, flat, index, frame) => builder.reference(flat, index, frame),
  [NodeKind.LEGACY_WIDGET]: (builder, flat, index, frame) =>
    builder.legacy_widget(flat, index, frame),
};
