// What a window shows: its nodes by id, and how a message changes them. One message at a time:
// `apply` does it, nodes that were taken out stay in the DOM until its end (they may come back).

import { HTML_NAMESPACE, namespace_inside } from "./attributes.js";
import { Busy } from "./busy.js";
import { ContentKind } from "./codes.js";
import { Editing } from "./editing.js";
import { replace_tree } from "./graft.js";
import { apply_patches } from "./patch.js";
import { nodes_of } from "./place.js";
import { children_of } from "./render.js";
import { make_decoder } from "./text.js";
import { set_inner_html } from "./trusted.js";
import { Widgets } from "./widgets.js";

/** @typedef {{id: number, node: Node, end: Node | null, raw: boolean,
 *   widget: import("./widgets.js").Widget | null}} NodeRecord
 *   a node of the server; a legacy widget stands between the comments `node` and `end` */

/** The content of one window. */
export class Content {
  /**
   * @param {Element} root
   * @param {import("./window.js").LonaWindow} lona_window
   */
  constructor(root, lona_window) {
    this.root = root;
    this.document = root.ownerDocument;
    this.decode = make_decoder(this.document);
    /** @type {Map<number, NodeRecord>} */
    this.records = new Map();
    /** @type {WeakMap<Node, NodeRecord>} */
    this._record_of = new WeakMap();
    /** @type {Set<NodeRecord>} taken out by the present message */
    this.removed = new Set();
    /** @type {Node[] | null} top nodes that the present patches inserted, while a control is edited */
    this.fresh = null;
    this.editing = new Editing(lona_window);
    this.widgets = new Widgets(this, lona_window);
    this.busy = new Busy(this, lona_window._clock);
    /** Whether the DOM is being changed by us: focus events that this causes are not the user's. */
    this._is_changing = false;
  }

  /**
   * Apply the content of an UPDATE.
   * @param {number} kind
   * @param {any} data
   * @param {number} applied the highest event id that the server had seen
   */
  apply(kind, data, applied) {
    this.quietly(() => {
      this.editing.begin(applied);
      KINDS[kind](this, data);
      this._remove_and_forget();
      this.editing.finish();
    });
    this.widgets.finish();
  }

  /**
   * Change the DOM; focus events that this causes are not the user's.
   * @param {() => void} change
   */
  quietly(change) {
    const was_changing = this._is_changing;
    this._is_changing = true;
    try {
      change();
    } finally {
      this._is_changing = was_changing;
    }
  }

  /** Empty the window, forget all nodes, destroy all widgets. */
  clear() {
    this.widgets.take_all();
    this._reset("");
    this.widgets.finish();
  }

  /** Destroy all widgets and stop all timers; what is shown stays. */
  dispose() {
    this.editing.reset();
    this.widgets.take_all();
    this.widgets.finish();
  }

  /**
   * Replace everything by an HTML string.
   * @param {string} html
   */
  show_html(html) {
    this.widgets.take_all();
    this._reset(html);
  }

  /**
   * Know a new node.
   * @param {number} id
   * @param {Node} node
   */
  add(id, node) {
    /** @type {NodeRecord} */
    const record = { id, node, end: null, raw: false, widget: null };
    this.records.set(id, record);
    this._record_of.set(node, record);
    return record;
  }

  /**
   * Return the record of a node id.
   * @param {number} id
   */
  get(id) {
    const record = this.records.get(id);
    if (!record) throw new Error(`unknown node ${id}`);
    return record;
  }

  /**
   * Return the element of a node id.
   * @param {number} id
   */
  element(id) {
    return /** @type {Element} */ (this.get(id).node);
  }

  /**
   * Return the namespace that children of a DOM node inherit.
   * @param {Node} parent
   */
  namespace(parent) {
    if (parent === this.root) return HTML_NAMESPACE;
    return namespace_inside(/** @type {Element} */ (parent));
  }

  /**
   * Take out siblings; what is not ours (a widget's) goes at once.
   * @param {Node | null} first
   * @param {Node | null} end exclusive; `null`: all that follow
   */
  _take_out(first, end) {
    let node = first;
    while (node && node !== end) {
      const record = this._record_of.get(node);
      const last = record?.end ?? node;
      const next = last.nextSibling;
      if (record) this.removed.add(record);
      else /** @type {ChildNode} */ (node).remove();
      node = next;
    }
  }

  /**
   * Forget a node that left, with all below it.
   * @param {Node} top
   */
  forget(top) {
    /** @type {Node[]} */
    const nodes = [top];
    while (nodes.length) {
      const node = /** @type {Node} */ (nodes.pop());
      const record = this._record_of.get(node);
      if (record) {
        this._record_of.delete(node);
        // A snapshot of the same tree brings new nodes under the same ids.
        if (this.records.get(record.id) === record) this.records.delete(record.id);
        this.widgets.take(record);
      }
      this.editing.forget(node);
      // The last child first, so that the first one is forgotten next.
      let child = children_of(node).lastChild;
      while (child) {
        nodes.push(child);
        child = child.previousSibling;
      }
    }
  }

  _remove_and_forget() {
    for (const record of this.removed) {
      for (const node of nodes_of(record)) {
        /** @type {ChildNode} */ (node).remove();
        this.forget(node);
      }
    }
    this.removed.clear();
  }

  /** @param {string} html */
  _reset(html) {
    this.editing.reset();
    this.removed.clear();
    this.records.clear();
    this._record_of = new WeakMap();
    set_inner_html(this.root, html);
  }
}

/** @type {Record<number, (content: Content, data: any) => void>} */
const KINDS = {
  [ContentKind.NOTHING]: () => {},
  [ContentKind.HTML]: (content, html) => content.show_html(html),
  [ContentKind.TREE]: replace_tree,
  [ContentKind.PATCHES]: apply_patches,
};

