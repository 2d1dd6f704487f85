// Widgets: JavaScript objects that belong to nodes. Constructors, updates and destruction run at
// the end of a message, when everything is in the document.

import { run_all } from "./errors.js";
import { nodes_of } from "./place.js";

/** @typedef {import("./content.js").NodeRecord} NodeRecord */
/** @typedef {import("./window.js").LonaWindow} LonaWindow */
/** @typedef {{name: string, data: any, object: any, widget_data: {data: any} | null}} Widget
 *   `data` is ours, `widget_data.data` the copy that the widget got */

/** The window object that a widget gets: events without a node are those of its own node. */
class WidgetWindow {
  /**
   * @param {LonaWindow} lona_window
   * @param {NodeRecord} record
   */
  constructor(lona_window, record) {
    this.lona_context = lona_window.lona_context;
    this._window = lona_window;
    this.root_node = lona_window.root_node;
    /** @type {LonaWindow["fire_input_event"]} */
    this.fire_input_event = (node, event_type, data, target_node) =>
      lona_window.fire_input_event(
        node ?? (record.end ? String(record.id) : /** @type {Element} */ (record.node)),
        event_type,
        data,
        target_node,
      );
    this.set_html = lona_window.set_html.bind(lona_window);
    this.run_view = lona_window.run_view.bind(lona_window);
    this.get_url = lona_window.get_url.bind(lona_window);
  }

  /** Node ids to DOM nodes. */
  get _nodes() {
    return this._window._nodes;
  }

  /** Ids of legacy widgets to their comments. */
  get _widget_marker() {
    return this._window._widget_marker;
  }
}

/** The widgets of one window. */
export class Widgets {
  /**
   * @param {import("./content.js").Content} content
   * @param {LonaWindow} lona_window
   */
  constructor(content, lona_window) {
    this._content = content;
    this._window = lona_window;
    /** @type {Set<NodeRecord>} records whose widget has its object */
    this._alive = new Set();
    /** @type {NodeRecord[]} */
    this._fresh = [];
    /** @type {Set<NodeRecord>} */
    this._changed = new Set();
    /** @type {Widget[]} in document order */
    this._leaving = [];
  }

  /**
   * Note the widget of a new node, if it has one.
   * @param {NodeRecord} record
   * @param {any} spec
   */
  add(record, spec) {
    if (!spec.w && spec.d === undefined) return;
    record.widget = { name: spec.w ?? "", data: spec.d ?? {}, object: null, widget_data: null };
    if (spec.w) this._fresh.push(record);
  }

  /**
   * Take the widget of a node that leaves.
   * @param {NodeRecord} record
   */
  take(record) {
    if (this._alive.delete(record)) this._leaving.push(/** @type {Widget} */ (record.widget));
    this._changed.delete(record);
  }

  /** Take all widgets: the window is emptied. */
  take_all() {
    for (const record of [...this._alive].sort(by_position)) this.take(record);
    this._fresh = [];
  }

  /**
   * Set the item at a path of the widget data.
   * @param {NodeRecord} record
   * @param {(string | number)[]} path `[]` replaces all
   * @param {any} value
   */
  set_data(record, path, value) {
    const widget = this._change(record);
    if (path.length) container_of(widget.data, path)[last_key(path)] = value;
    else widget.data = value;
  }

  /**
   * Remove the item at a path of the widget data.
   * @param {NodeRecord} record
   * @param {(string | number)[]} path
   */
  remove_data(record, path) {
    const parent = container_of(this._change(record).data, path);
    if (Array.isArray(parent)) parent.splice(Number(last_key(path)), 1);
    else delete parent[last_key(path)];
  }

  /**
   * Insert into a list of the widget data, before the index that ends a path.
   * @param {NodeRecord} record
   * @param {(string | number)[]} path
   * @param {any} value
   */
  insert_data(record, path, value) {
    const list = container_of(this._change(record).data, path);
    list.splice(Number(last_key(path)), 0, value);
  }

  /** Destroy, create and update, as the message wants it; errors do not keep others from it. */
  finish() {
    const leaving = this._leaving.reverse();
    const fresh = this._fresh
      .filter((record) => this._content.records.get(record.id) === record)
      .sort(by_position);
    const changed = [...this._changed].filter((record) => record.widget?.object);
    this._leaving = [];
    this._fresh = [];
    this._changed.clear();
    run_all([
      ...leaving.map((widget) => () => destroy(widget)),
      ...fresh.map((record) => () => this._create(record)),
      ...changed.map((record) => () => update(record)),
    ]);
  }

  /**
   * Return the widget of a node, whose data is about to change.
   * @param {NodeRecord} record
   */
  _change(record) {
    record.widget ??= { name: "", data: {}, object: null, widget_data: null };
    this._changed.add(record);
    return record.widget;
  }

  /** @param {NodeRecord} record */
  _create(record) {
    const widget = /** @type {Widget} */ (record.widget);
    const widget_class = this._window.lona_context._lona.widget_classes[widget.name];
    const is_legacy = record.end !== null;
    if (!widget_class && is_legacy) return;
    if (!widget_class) {
      throw new Error(
        `no widget class "${widget.name}"; see Lona.register_widget_class()`,
      );
    }
    const widget_data = { data: copy(widget.data) };
    const lona_window = new WidgetWindow(this._window, record);
    const object = new widget_class(lona_window, own_nodes(record)[0], widget_data);
    widget.object = object;
    widget.widget_data = widget_data;
    this._alive.add(record);
    equip(record);
    object.setup?.();
  }
}

/** @param {NodeRecord} record */
function update(record) {
  const widget = /** @type {Widget} */ (record.widget);
  const widget_data = /** @type {{data: any}} */ (widget.widget_data);
  widget_data.data = copy(widget.data);
  widget.object.onDataUpdated?.(widget_data);
  equip(record);
  widget.object.data_updated?.();
}

/**
 * Set what widgets of the first generation expect on themselves, as it is now.
 * @param {NodeRecord} record
 */
function equip(record) {
  const { object, data } = /** @type {Widget} */ (record.widget);
  object.data = copy(data);
  object.nodes = own_nodes(record);
  object.root_node = object.nodes[0];
}

/**
 * Return the element of a widget, or all top nodes of a legacy widget.
 * @param {NodeRecord} record
 */
function own_nodes(record) {
  return record.end ? nodes_of(record).slice(1, -1) : [record.node];
}

/** @param {Widget} widget */
function destroy({ object }) {
  run_all([() => object.destroy?.(), () => object.deconstruct?.()]);
}

/**
 * @param {NodeRecord} a
 * @param {NodeRecord} b
 */
function by_position(a, b) {
  const position = a.node.compareDocumentPosition(b.node);
  return position & a.node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
}

/**
 * Return the object or list in which the last key of a path is.
 * @param {any} data
 * @param {(string | number)[]} path
 */
function container_of(data, path) {
  return path.slice(0, -1).reduce((item, key) => item[key], data);
}

/**
 * Return the key or index that ends a path.
 * @param {(string | number)[]} path
 */
function last_key(path) {
  return path[path.length - 1];
}

/** @param {any} data JSON */
function copy(data) {
  return JSON.parse(JSON.stringify(data));
}
