// Who owns the value of a control: docs/protocol.md, section Typing. What the user is editing is
// never overwritten by a value that the server made before it had seen the latest input.

import { find_event } from "./captures.js";
import { INPUT_EVENT_TYPE } from "./codes.js";
import { is_toggle, option_label, selected_options, set_property } from "./controls.js";

/** @typedef {import("./content.js").NodeRecord} NodeRecord */
/** @typedef {import("./controls.js").Control} Control */
/** @typedef {{element: Control, _listener: Element, _last_event: number, _unsent: boolean,
 *   _composing: boolean, _pushed: boolean, _sent: string | undefined, _timer: any,
 *   _held: Map<Element, {name: string, value: any}>}} State
 *   `_listener` has the change event; `_last_event` is the id of the last change event; `_sent` the
 *   value that both sides know, as JSON; `_held` the newest values of the server that wait for the
 *   end of editing, by element */

/**
 * Return what a change event reports of an element.
 * @param {Element} element
 * @returns {any} checked state, list of the ids of the selected options (as strings; the index of
 *   one that is not ours), or string
 */
export function value_of(element) {
  const control = /** @type {Control} */ (element);
  if (control.localName === "select") {
    return selected_options(control).map(
      (option) => option.getAttribute("data-lona-node-id") ?? option.index,
    );
  }
  if (is_toggle(control)) return control.checked;
  return control.value ?? control.textContent;
}

/**
 * Return the value of an element as JSON, which can be compared.
 * @param {Element} element
 */
function json_of(element) {
  return JSON.stringify(value_of(element));
}

/** The controls of one window that were edited, and the values that a message sets. */
export class Editing {
  /** @param {import("./window.js").LonaWindow} lona_window */
  constructor(lona_window) {
    this._window = lona_window;
    /** @type {Map<Node, State>} */
    this._states = new Map();
    /** @type {Map<NodeRecord, Record<string, any>>} properties to set at the end of the message */
    this._plans = new Map();
    /** @type {{state: State, labels: string[]} | null} a change that the server had not seen, with
     * the labels of the selected options */
    this._resend = null;
    /** @type {{element: Element, value: string} | null} what the focused control began with */
    this._entered = null;
    /** The highest event id that the server had seen when it made the present message. */
    this._applied = 0;
  }

  // What the user does

  /**
   * A control got the focus.
   * @param {Element} element
   */
  entered(element) {
    const has_value = "value" in element;
    this._entered = has_value ? { element, value: json_of(element) } : null;
  }

  /**
   * Something was typed or chosen.
   * @param {Element} element
   * @param {Element} listener the element with the change event
   * @param {number} delay in milliseconds; 0: wait for the commit
   */
  edited(element, listener, delay) {
    const state = this._state(element, listener);
    state._unsent = true;
    state._pushed = false;
    if (!delay) return;
    const { _clock } = this._window;
    _clock.clearTimeout(state._timer);
    state._timer = _clock.setTimeout(() => {
      this._window._guard(() => this._send_new(state));
    }, delay);
  }

  /**
   * The browser says that the value is committed.
   * @param {Element} element
   * @param {Element} listener
   * @param {number} delay
   */
  committed(element, listener, delay) {
    const state = this._state(element, listener);
    if (delay || state._pushed) this._send_new(state);
    else this._send(state);
  }

  /**
   * Send what was typed into a control before the browser commits it, for what comes next.
   * @param {Element} element
   */
  _push(element) {
    const state = this._states.get(element);
    if (!state?._unsent) return;
    state._pushed = true;
    this._send_new(state);
  }

  /**
   * An event of another type has told the server the value of a control.
   * @param {Element} element
   * @param {number} event_id
   */
  _reported(element, event_id) {
    this._state(element, this._states.get(element)?._listener ?? element)._last_event = event_id;
  }

  /**
   * The control was left: what waits is sent; if nothing was to be sent, editing has ended.
   * @param {Element} element
   */
  left(element) {
    const state = this._states.get(element);
    if (!state?._unsent) return;
    // Without a delay the browser commits before it leaves, unless the text is the old one again.
    if (state._timer === undefined && this._is_as_entered(element)) this._end(state);
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
    state._composing = composing;
    if (!composing && !state._unsent) this._end(state);
  }

  /** Send all delayed changes now, in the order of the controls' first edit. */
  flush() {
    for (const state of this._states.values()) {
      if (state._timer !== undefined) this._send_new(state);
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

  /** Apply what was planned: of options the first counts, of radio buttons the last. */
  finish() {
    const plans = [...this._plans];
    /** @type {(record: NodeRecord, name: string, value: any) => void} */
    const offer = (record, name, value) => {
      this._offer(/** @type {Control} */ (record.node), name, value);
    };
    for (const [record, { checked, ...others }] of [...plans].reverse()) {
      for (const name in others) offer(record, name, others[name]);
    }
    for (const [record, properties] of plans) {
      if ("checked" in properties) offer(record, "checked", properties.checked);
    }
    this._plans.clear();
    if (this._resend) this._send_again(this._resend);
  }

  /**
   * A control is about to become another node. If the server had not seen its last change, that
   * is sent again at the end of the message; else it gets the new node's value, given or not.
   * @param {Element} element
   * @param {NodeRecord} record of the new node
   */
  adopt(element, record) {
    const value = value_of(element);
    // The options of a select have a state of their own.
    if (!Array.isArray(value)) {
      const unset = typeof value === "string" ? { value: "" } : { checked: false };
      this._plans.set(record, { ...unset, ...this._plans.get(record) });
    }
    const state = this._states.get(element);
    if (!state) return;
    state._listener = element;
    if (state._last_event > this._applied && !state._unsent) {
      this._resend = { state, labels: selected_options(state.element).map(option_label) };
    }
  }

  /**
   * Forget a control that left.
   * @param {Node} node
   */
  forget(node) {
    const state = this._states.get(node);
    if (!state) return;
    this._window._clock.clearTimeout(state._timer);
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
        _listener: listener,
        _last_event: 0,
        _unsent: false,
        _composing: false,
        _pushed: false,
        _sent: undefined,
        _timer: undefined,
        _held: new Map(),
      };
      this._states.set(element, state);
    }
    state._listener = listener;
    return state;
  }

  /**
   * Send the value, if it is a new one.
   * @param {State} state
   */
  _send_new(state) {
    if (state._sent === json_of(state.element)) this._end(state);
    else this._send(state);
  }

  /** @param {State} state */
  _send(state) {
    const { element, _listener: listener, _held } = state;
    const { CHANGE } = INPUT_EVENT_TYPE;
    // The event may have been cleared while its delay ran.
    if (find_event(listener, CHANGE) === null) {
      this._end(state);
      return;
    }
    const value = value_of(element);
    this._settle(state);
    _held.clear();
    state._sent = JSON.stringify(value);
    state._last_event = this._window._send_event(listener, CHANGE, value, element);
  }

  /** @param {{state: State, labels: string[]}} change */
  _send_again({ state, labels }) {
    for (const option of state.element.options ?? []) {
      option.selected = labels.includes(option_label(option));
    }
    this._send(state);
  }

  /** @param {Element} element */
  _is_as_entered(element) {
    return this._entered?.element === element && this._entered.value === json_of(element);
  }

  /**
   * Nothing waits to be sent any more.
   * @param {State} state
   */
  _settle(state) {
    this._window._clock.clearTimeout(state._timer);
    state._timer = undefined;
    state._unsent = false;
  }

  /**
   * Editing ended without a change: the server's values count again.
   * @param {State} state
   */
  _end(state) {
    this._settle(state);
    if (state._composing) return;
    for (const [element, { name, value }] of state._held) {
      this._set(/** @type {Control} */ (element), name, value);
    }
    state._held.clear();
  }

  /**
   * Apply a property that the server has set, keep it aside, or drop it.
   * @param {Control} element
   * @param {string} name
   * @param {any} value
   */
  _offer(element, name, value) {
    const state = this._owner(element, name);
    if (!state || this._is_free(state)) {
      this._set(element, name, value);
      return;
    }
    // A value older than the last change is obsolete: the server gets to know the change yet.
    // (Only while something is unsent may the value turn out to be the last word.)
    if (state._last_event <= this._applied) state._held.set(element, { name, value });
  }

  /** @param {State} state */
  _is_free(state) {
    return !state._unsent && !state._composing && state._last_event <= this._applied;
  }

  /**
   * Return the state of the control that a property belongs to, if the user has edited it.
   * @param {Control} element
   * @param {string} name
   */
  _owner(element, name) {
    if (!this._states.size) return undefined;
    if (name === "selected") {
      const select = element.closest("select");
      return select ? this._states.get(select) : undefined;
    }
    // Users change whether a toggle is checked, and the value of all other controls.
    const edited_property = is_toggle(element) ? "checked" : "value";
    if (name !== edited_property) return undefined;
    // Radio buttons without name belong to no group.
    if (element.type !== "radio" || !element.name) return this._states.get(element);
    // Checking one radio button unchecks the others: the group is one control.
    return [...this._states.values()].find(
      (state) => is_same_radio_group(state.element, element) && !this._is_free(state),
    );
  }

  /**
   * @param {Control} element
   * @param {string} name
   * @param {any} value
   */
  _set(element, name, value) {
    set_property(element, name, value);
    // The options of a select are one control.
    const select = name === "selected" ? element.closest("select") : null;
    const control = select ?? element;
    const state = this._states.get(control);
    if (state) state._sent = json_of(state.element);
    if (this._entered?.element === control) this.entered(control);
  }
}

/**
 * Whether a control is a radio button of the same group as another.
 * @param {Control} control
 * @param {Control} radio
 */
function is_same_radio_group(control, radio) {
  return control.type === "radio" && control.name === radio.name && control.form === radio.form;
}
