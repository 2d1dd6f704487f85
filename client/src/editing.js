// Who owns the value of a control: docs/protocol.md, section Typing. What the user is editing is
// never overwritten by a value that the server made before it had seen the latest input.

import { find_event } from "./captures.js";
import { INPUT_EVENT_TYPE } from "./codes.js";

/** @typedef {import("./content.js").NodeRecord} NodeRecord */
/** @typedef {HTMLInputElement & {options: HTMLOptionsCollection}} Control
 *   input, select or textarea */
/** @typedef {{element: Control, listener: Element, last: number, unsent: boolean,
 *   composing: boolean, sent: string | undefined, timer: any,
 *   held: Map<Element, [string, any]>}} State
 *   `listener` has the change event; `last` is the id of the last change event; `sent` the value
 *   that both sides know, as JSON; `held` the newest values of the server that wait for the end of
 *   editing, by element */

/**
 * Give what a change event reports of an element.
 * @param {Element} element
 * @returns {any} checked state, list of the ids of the selected options (as strings; the index of
 *   one that is not ours), or string
 */
export function value_of(element) {
  const control = /** @type {Control} */ (element);
  if (control.localName === "select") {
    return chosen_of(control).map(
      (option) => option.getAttribute("data-lona-node-id") ?? option.index,
    );
  }
  return is_toggle(control) ? control.checked : (control.value ?? control.textContent);
}

/**
 * Give the selected options of a select; other controls have none.
 * @param {Control} control
 */
function chosen_of({ options }) {
  return [...(options ?? [])].filter((option) => option.selected);
}

/**
 * Give what the user knows an option by, to find it among others.
 * @param {HTMLOptionElement} option
 */
function label(option) {
  return option.value + option.text;
}

/** @param {Control} control */
function is_toggle(control) {
  return control.localName === "input" && /^(checkbox|radio)$/.test(control.type);
}

/** The controls of one window that were edited, and the values that a message sets. */
export class Editing {
  /** @param {import("./window.js").LonaWindow} lona_window */
  constructor(lona_window) {
    this._window = lona_window;
    /** @type {Map<Node, State>} */
    this._states = new Map();
    /** @type {Map<NodeRecord, Record<string, any>>} */
    this._plans = new Map();
    /** @type {{state: State, chosen: any} | null} */
    this._resend = null;
    /** @type {{element: Element, value: string} | null} what the focused control began with */
    this._entered = null;
    this._applied = 0;
  }

  // What the user does

  /**
   * A control got the focus.
   * @param {Element} element
   */
  entered(element) {
    const has_value = "value" in element;
    this._entered = has_value ? { element, value: JSON.stringify(value_of(element)) } : null;
  }

  /**
   * Something was typed or chosen.
   * @param {Element} element
   * @param {Element} listener the element with the change event
   * @param {number} delay in milliseconds; 0: wait for the commit
   */
  edited(element, listener, delay) {
    const state = this._state(element, listener);
    state.unsent = true;
    if (!delay) return;
    const clock = this._window._clock;
    clock.clearTimeout(state.timer);
    state.timer = clock.setTimeout(() => this._window._guard(() => this._send_new(state)), delay);
  }

  /**
   * The browser says that the value is committed.
   * @param {Element} element
   * @param {Element} listener
   * @param {number} delay
   */
  committed(element, listener, delay) {
    const state = this._state(element, listener);
    if (delay) this._send_new(state);
    else this._send(state);
  }

  /**
   * The control was left: what waits is sent; if nothing was to be sent, editing has ended.
   * @param {Element} element
   */
  left(element) {
    const state = this._states.get(element);
    if (!state?.unsent) return;
    // Without a delay the browser commits before it leaves, unless the text is the old one again.
    if (state.timer === undefined && this._is_as_entered(element)) this._end(state);
    else this._send_new(state);
  }

  /**
   * A composition with an input method begins or ends.
   * @param {Element} element
   * @param {Element} listener
   * @param {boolean} composing
   */
  compose(element, listener, composing) {
    const state = this._state(element, listener);
    state.composing = composing;
    if (!composing && !state.unsent) this._end(state);
  }

  /** Send all delayed changes now, in the order of the controls' first edit. */
  flush() {
    for (const state of this._states.values()) {
      if (state.timer !== undefined) this._send_new(state);
    }
  }

  // What the server does

  /**
   * A message begins.
   * @param {number} applied the highest event id that the server had seen
   */
  begin(applied) {
    this._applied = applied;
    this._plans.clear();
    this._resend = null;
  }

  /**
   * Plan to set `value`, `checked` or `selected` at the end of the message.
   * @param {NodeRecord} record
   * @param {string} name
   * @param {any} value
   */
  plan(record, name, value) {
    const properties = this._plans.get(record) ?? {};
    properties[name] = name === "value" ? value : value !== false;
    this._plans.set(record, properties);
  }

  /** Apply what was planned, last node first. */
  finish() {
    for (const [record, properties] of [...this._plans].reverse()) {
      for (const name in properties) {
        this._offer(/** @type {Control} */ (record.node), name, properties[name]);
      }
    }
    this._plans.clear();
    if (!this._resend) return;
    const { state, chosen } = this._resend;
    for (const option of state.element.options ?? []) option.selected = chosen.includes(label(option));
    this._send(state);
  }

  /**
   * A control is about to become another node. If the server had not seen its last change, that
   * is sent again at the end of the message; else it gets the new node's value, given or not.
   * @param {Element} element
   * @param {NodeRecord} record of the new node
   */
  adopt(element, record) {
    const value = value_of(/** @type {Control} */ (element));
    const nothing = typeof value === "string" ? { value: "" } : { checked: false };
    // The options of a select have a state of their own.
    if (!Array.isArray(value)) this._plans.set(record, { ...nothing, ...this._plans.get(record) });
    const state = this._states.get(element);
    if (!state) return;
    state.listener = element;
    if (state.last > this._applied && !state.unsent) {
      this._resend = { state, chosen: chosen_of(state.element).map(label) };
    }
  }

  /**
   * Forget a control that left.
   * @param {Node} node
   */
  forget(node) {
    const state = this._states.get(node);
    if (!state) return;
    this._window._clock.clearTimeout(state.timer);
    this._states.delete(node);
  }

  /** Forget everything. */
  reset() {
    for (const node of [...this._states.keys()]) this.forget(node);
    this._plans.clear();
  }

  /**
   * @param {Element} element
   * @param {Element} listener
   * @returns {State}
   */
  _state(element, listener) {
    let state = this._states.get(element);
    if (!state) {
      state = {
        element: /** @type {Control} */ (element),
        listener,
        last: 0,
        unsent: false,
        composing: false,
        sent: undefined,
        timer: undefined,
        held: new Map(),
      };
      this._states.set(element, state);
    }
    state.listener = listener;
    return state;
  }

  /** @param {State} state */
  _send_new(state) {
    if (state.sent === JSON.stringify(value_of(state.element))) this._end(state);
    else this._send(state);
  }

  /** @param {State} state */
  _send(state) {
    const { element, listener, held } = state;
    const { CHANGE } = INPUT_EVENT_TYPE;
    // The event may have been cleared while its delay ran.
    if (find_event(listener, CHANGE) === null) {
      this._end(state);
      return;
    }
    const value = value_of(element);
    this._settle(state);
    held.clear();
    state.sent = JSON.stringify(value);
    state.last = this._window._send_event(listener, CHANGE, value, element);
  }

  /** @param {Element} element */
  _is_as_entered(element) {
    const value = JSON.stringify(value_of(element));
    return this._entered?.element === element && this._entered.value === value;
  }

  /** @param {State} state */
  _settle(state) {
    this._window._clock.clearTimeout(state.timer);
    state.timer = undefined;
    state.unsent = false;
  }

  /**
   * Editing ended without a change: the server's values count again.
   * @param {State} state
   */
  _end(state) {
    this._settle(state);
    if (state.composing) return;
    for (const [element, [name, value]] of state.held) {
      this._set(/** @type {Control} */ (element), name, value);
    }
    state.held.clear();
  }

  /**
   * @param {Control} element
   * @param {string} name
   * @param {any} value
   */
  _offer(element, name, value) {
    const state = this._owner(element, name);
    if (!state || this._is_free(state)) this._set(element, name, value);
    // A value older than the last change is obsolete: the server gets to know the change yet.
    // (Only while something is unsent may the value turn out to be the last word.)
    else if (state.last <= this._applied) state.held.set(element, [name, value]);
  }

  /** @param {State} state */
  _is_free(state) {
    return !state.unsent && !state.composing && state.last <= this._applied;
  }

  /**
   * Give the state of the control that a property belongs to, if the user has edited it.
   * @param {Control} element
   * @param {string} name
   */
  _owner(element, name) {
    if (!this._states.size) return undefined;
    if (name === "selected") {
      const select = element.closest("select");
      return select ? this._states.get(select) : undefined;
    }
    if ((name === "checked") !== is_toggle(element)) return undefined;
    // Radio buttons without name belong to no group.
    if (element.type !== "radio" || !element.name) return this._states.get(element);
    // Checking one radio button unchecks the others: the group is one control.
    for (const state of this._states.values()) {
      const other = state.element;
      const is_same_group =
        other.type === "radio" && other.name === element.name && other.form === element.form;
      if (is_same_group && !this._is_free(state)) return state;
    }
    return undefined;
  }

  /**
   * @param {Control} element
   * @param {string} name
   * @param {any} value
   */
  _set(element, name, value) {
    set_property(element, name, value);
    const control = (name === "selected" && element.closest("select")) || element;
    const state = this._states.get(control);
    if (state) state.sent = JSON.stringify(value_of(state.element));
    if (this._entered?.element === control) this.entered(control);
  }
}

/**
 * Set a property, unless it has that value; the caret stays where it was.
 * @param {any} element
 * @param {string} name
 * @param {any} value
 */
function set_property(element, name, value) {
  if (value === null) {
    // Without the attribute `progress` shows no position: `""` would be 0 (or an error).
    if (reflects_value(element)) return element.removeAttribute(name);
    value = "";
  }
  if (element[name] === value && !(name === "value" && reflects_value(element))) return;
  const { selectionStart, selectionEnd, value: old } = element;
  const has_caret =
    name === "value" &&
    typeof selectionStart === "number" &&
    element.ownerDocument.activeElement === element;
  try {
    element[name] = value;
  } catch (error) {
    // `progress` takes numbers only; a file input nothing at all.
    if (element.type !== "file") element.setAttribute(name, value);
    return;
  }
  if (has_caret) {
    /** @param {number} position */
    const kept = (position) => (position === old.length ? element.value.length : position);
    element.setSelectionRange(kept(selectionStart), kept(selectionEnd));
  }
}

/**
 * Whether the property `value` stands for the attribute. It then has to be set in any case: without
 * the attribute `li.value` is 0, `option.value` the text and that of a check box "on".
 * @param {HTMLInputElement} element
 */
function reflects_value({ localName, type }) {
  return localName === "input"
    ? /^(hidden|submit|button|reset|image|checkbox|radio)$/.test(type)
    : !/^(textarea|select)$/.test(localName);
}
