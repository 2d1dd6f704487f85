// One element of the page in which views are shown, one at a time: numbering, acknowledgements,
// timeouts, and the public window object. The DOM is `content.js`'s business.

import { Arrival } from "./arrival.js";
import { VIEW } from "./busy.js";
import { encode } from "./codec.js";
import { ContentKind, INPUT_EVENT_TYPE, MessageCode } from "./codes.js";
import { Content } from "./content.js";
import { describe, run_all } from "./errors.js";
import { Redirects } from "./redirects.js";
import { set_inner_html } from "./trusted.js";

const ACK_AFTER = 32; // messages

/** @typedef {import("./codec.js").WindowMessage} WindowMessage */

/** A window of the page. Frontends, hooks and widgets get to see it. */
export class LonaWindow {
  /**
   * @param {import("./context.js").LonaContext} lona_context
   * @param {number} id
   * @param {Element} root_node
   * @param {(lona_window: LonaWindow) => Content} [make_content]
   */
  constructor(lona_context, id, root_node, make_content) {
    this.lona_context = lona_context;
    this.id = id;
    this.root_node = root_node;
    this._clock = lona_context._env;
    this._content = make_content ? make_content(this) : new Content(root_node, this);
    this._url = new URL(lona_context._env.location.href);
    /** Whether the view that was asked for gets an entry in the history when it starts. */
    this._is_new_entry = false;
    this._view = 0;
    /** Whether a view is shown: only without one may `set_html` be used. */
    this._is_running = false;
    /** Whether applying failed: what comes until the next view starts has no ground. */
    this._is_crashed = false;
    this._event_id = 0;
    this._seq = 0;
    this._unacked = 0;
    /** @type {Map<number, WindowMessage>} messages that came too early */
    this._early = new Map();
    /** @type {any} */
    this._view_timer = undefined;
    this._redirects = new Redirects(lona_context._env);
    this._arrival = new Arrival(root_node, lona_context._env, (change) =>
      this._content.quietly(change),
    );
    /** @type {Map<number, any>} timers of events that are not acknowledged */
    this._event_timers = new Map();
  }

  // Public

  /** The current address of the window. */
  get_url() {
    return new URL(this._url);
  }

  /** Node ids to DOM nodes. */
  get _nodes() {
    return Object.fromEntries([...this._content.records].map(([id, { node }]) => [id, node]));
  }

  /** Ids of legacy widgets to their opening comments. */
  get _widget_marker() {
    const widgets = [...this._content.records].filter(([, { end }]) => end);
    return Object.fromEntries(widgets.map(([id, { node }]) => [id, node]));
  }

  /**
   * Show the view of an address.
   * @param {string | URL} url resolved against the current address
   * @param {Record<string, string | string[]> | null} [post_data] values of a form; GET without
   * @param {boolean} [add_to_history] whether the address bar gets an entry for it
   */
  run_view(url, post_data, add_to_history) {
    this._redirects.forget();
    this._arrival.forget();
    this._run_view(url, post_data, add_to_history);
  }

  /**
   * Do what `run_view` says, also if it is not the user who wants it.
   * @param {string | URL} url
   * @param {Record<string, string | string[]> | null} [post_data]
   * @param {boolean} [add_to_history]
   */
  _run_view(url, post_data, add_to_history) {
    const { settings, _env, _lona } = this.lona_context;
    this._url = new URL(url, this._url);
    this._view += 1;
    this._is_running = false;
    this._event_id = 0;
    this._seq = 0;
    this._unacked = 0;
    this._early.clear();
    this._stop_timers();
    this._content.busy.begin(VIEW);
    this._content.editing.reset();
    this.lona_context._history.leaving();
    if (settings.scroll_to_top_on_view_start) _env.scrollTo(0, 0);
    if (settings.title && settings.update_title) _env.document.title = settings.title;
    this._is_new_entry = Boolean(add_to_history && settings.update_address_bar);
    this._send(MessageCode.RUN_VIEW, this._url.href, post_data ?? null);
    this._view_timer = this._timeout(_lona.settings.VIEW_START_TIMEOUT, () => {
      this.lona_context._run_hooks("view_timeout", this);
    });
  }

  /**
   * Send an input event.
   * @param {Element | string | number | null | undefined} node element or node id
   * @param {string | number} event_type name of a custom event, or code of `INPUT_EVENT_TYPE`
   * @param {any} [data] any JSON value
   * @param {Element | string | number | null} [target_node] default: the node
   */
  fire_input_event(node, event_type, data = [], target_node) {
    const codes = Object.values(INPUT_EVENT_TYPE);
    if (typeof event_type === "number" && !codes.includes(/** @type {any} */ (event_type))) {
      throw new TypeError(`unknown event: ${event_type}`);
    }
    const type = event_type === INPUT_EVENT_TYPE.CUSTOM ? "custom" : event_type;
    this._flush();
    this._send_event(node, type, data, target_node ?? node);
    // In a handler of its own, a node says itself what has happened.
    const { _env, _handled } = this.lona_context;
    if (node && node === _env.event?.currentTarget) _handled.set(_env.event, null);
  }

  /**
   * Replace the content of the window; possible while no view is running.
   * @param {string} html
   */
  set_html(html) {
    if (this._is_running) {
      throw new Error("set_html: a view is running");
    }
    this._content.clear();
    set_inner_html(this.root_node, html);
  }

  // For the rest of the client

  /**
   * Show the view of a link or form that the user has chosen.
   * @param {string | URL} url
   * @param {Record<string, string | string[]> | null} post_data
   * @param {Element | null} [button] that was clicked
   */
  _go(url, post_data, button) {
    this._flush();
    this.run_view(url, post_data, true);
    this._arrival.guide();
    this._content.busy.hold(VIEW, button);
  }

  /**
   * Whether an element holds raw HTML.
   * @param {Element} element
   */
  _is_raw(element) {
    return this._content._record_of.get(element)?.raw ?? false;
  }

  /** Send what was typed and waits for its delay. */
  _flush() {
    this._content.editing.flush();
  }

  /**
   * Send an input event; unlike `fire_input_event` nothing is flushed before it.
   * @param {Element | string | number | null | undefined} node
   * @param {string | number} type
   * @param {any} data
   * @param {Element | string | number | null | undefined} target
   * @returns {number} the id of the event, 0 if there is no view to send it to
   */
  _send_event(node, type, data, target) {
    if (!this._view || !this.lona_context._is_connected) return 0;
    this._event_id += 1;
    const id = this._event_id;
    const element = as_element(node) ?? this._element_of(node_id(node));
    this._send(
      MessageCode.INPUT_EVENT,
      id,
      type,
      data,
      node_id(node),
      node_id(target),
      element?.tagName ?? "",
      words(element, "id"),
      words(element, "class"),
    );
    const timer = this._timeout(this.lona_context._lona.settings.INPUT_EVENT_TIMEOUT, () => {
      this._event_timers.delete(id);
      this.lona_context._run_hooks("input_event_timeout", this);
    });
    this._event_timers.set(id, timer);
    this._content.busy.begin(id);
    return id;
  }

  /**
   * Take a message of the server for this window: once, in order, and only for the present view.
   * @param {WindowMessage} message
   */
  _receive(message) {
    if (message.view !== this._view || message.seq <= this._seq) return;
    this._early.set(message.seq, message);
    run_all(this._due());
  }

  /** Yield what is to be done for each message that is due, one after the other. */
  *_due() {
    while (this._early.has(this._seq + 1)) {
      const message = /** @type {WindowMessage} */ (this._early.get(this._seq + 1));
      this._early.delete(message.seq);
      this._seq = message.seq;
      this._unacked += 1;
      if (this._unacked >= ACK_AFTER) this._send(MessageCode.ACK);
      yield () => this._guard(() => HANDLERS[message.code](this, message));
    }
  }

  /**
   * Run something; its exception is reported to the server and thrown on.
   * @param {() => void} run
   */
  _guard(run) {
    try {
      run();
    } catch (error) {
      this._report(describe(error));
      throw error;
    }
  }

  /**
   * Tell the server that the window is broken.
   * @param {string} text
   */
  _report(text) {
    this._is_crashed = true;
    this.lona_context._send_text(encode(MessageCode.CLIENT_ERROR, this.id, this._view, text));
  }

  /** The connection is lost: nothing is running and nothing will be acknowledged. */
  _disconnected() {
    this._is_running = false;
    this._stop_timers();
  }

  /** The window is given up; what it shows stays. */
  _dispose() {
    this._disconnected();
    this._view += 1; // whatever still comes is for an earlier view
    this._content.dispose();
  }

  // What the server says

  /**
   * The view begins: empty the window. Only now its address gets an entry: a page that is left for
   * a plain one must not hold an entry for it, or the way back would not load a page.
   */
  _view_started() {
    if (this._is_new_entry) this.lona_context._history.push(this._url.href);
    this._is_new_entry = false;
    this._stop_timers();
    this._is_running = true;
    this._is_crashed = false;
    this._content.clear();
  }

  /** @param {import("./codec.js").Update} message */
  _update({ applied, title, kind, content }) {
    this._acknowledge(applied);
    this._content.busy.covered(applied);
    const { settings, _env } = this.lona_context;
    if (title !== null && settings.update_title) _env.document.title = title;
    if (this._is_crashed) return;
    this._content.apply(kind, content, applied);
    if (kind !== ContentKind.NOTHING) {
      this._arrival.arrived();
      this.lona_context._history.arrived();
    }
    this.lona_context._run_hooks("rendering", this);
  }

  /** @param {import("./codec.js").Redirect} message */
  _redirect({ location }) {
    this._stop_waiting_for_view();
    if (this.lona_context.settings.follow_redirects) this._follow(location, false);
  }

  /** @param {import("./codec.js").Redirect} message */
  _http_redirect({ location }) {
    this._stop_waiting_for_view();
    if (this.lona_context.settings.follow_http_redirects) this._follow(location, true);
  }

  /**
   * Go where a view wants to, if it should.
   * @param {string} location
   * @param {boolean} leave_page
   */
  _follow(location, leave_page) {
    const { _env } = this.lona_context;
    const target = new URL(location, this._url);
    const here = new URL(_env.location.href);
    const problem = this._redirects.note(target);
    if (problem) {
      this._report(problem);
      return;
    }
    if (!leave_page && target.origin === here.origin) {
      this._run_view(target, null, true);
      return;
    }
    this._redirects.keep();
    here.hash = target.hash;
    // The address bar may show the target already; with a fragment that would load nothing.
    if (here.href === target.href && target.hash) {
      _env.history.replaceState(null, "", target.href);
      _env.location.reload();
    } else {
      _env.location.assign(target.href);
    }
  }

  /**
   * An event has been handled.
   * @param {number} event_id
   */
  _event_handled(event_id) {
    this._acknowledge(event_id);
    this._content.busy.done(event_id);
  }

  /**
   * An event is being handled, or again.
   * @param {number} event_id
   */
  _event_busy(event_id) {
    this._acknowledge(event_id);
    this._content.busy.announced(event_id);
  }

  /**
   * Events up to an id have reached the server.
   * @param {number} event_id
   */
  _acknowledge(event_id) {
    for (const [id, timer] of this._event_timers) {
      if (id > event_id) continue;
      this._clock.clearTimeout(timer);
      this._event_timers.delete(id);
    }
  }

  /**
   * @param {number} code
   * @param {...any} items after `acked`
   */
  _send(code, ...items) {
    this._unacked = 0;
    this.lona_context._send_text(encode(code, this.id, this._view, this._seq, ...items));
  }

  /**
   * @param {number} seconds
   * @param {() => void} run
   */
  _timeout(seconds, run) {
    return this._clock.setTimeout(() => this._guard(run), seconds * 1000);
  }

  _stop_waiting_for_view() {
    this._clock.clearTimeout(this._view_timer);
    this._content.busy.done(VIEW);
  }

  _stop_timers() {
    this._stop_waiting_for_view();
    this._acknowledge(Infinity);
    this._content.busy.reset();
  }

  /** @param {number | null} id */
  _element_of(id) {
    const node = id === null ? undefined : this._content.records.get(id)?.node;
    return as_element(node);
  }
}

/** @type {Record<number, (lona_window: LonaWindow, message: any) => void>} */
const HANDLERS = {
  [MessageCode.VIEW_STARTED]: (lona_window) => lona_window._view_started(),
  [MessageCode.UPDATE]: (lona_window, message) => lona_window._update(message),
  [MessageCode.REDIRECT]: (lona_window, message) => lona_window._redirect(message),
  [MessageCode.HTTP_REDIRECT]: (lona_window, message) => lona_window._http_redirect(message),
  [MessageCode.EVENT_ACK]: (lona_window, message) => lona_window._event_handled(message.event_id),
  [MessageCode.EVENT_BUSY]: (lona_window, message) => lona_window._event_busy(message.event_id),
};

/**
 * @param {any} node
 * @returns {Element | null}
 */
function as_element(node) {
  return node?.getAttribute ? node : null;
}

/**
 * Return the node id of an element, or of an id that was given as string or number.
 * @param {Element | string | number | null | undefined} node
 * @returns {number | null}
 */
function node_id(node) {
  const element = as_element(node);
  const number = Number(element ? element.getAttribute("data-lona-node-id") : node);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

/**
 * @param {Element | null} element
 * @param {string} attribute
 */
function words(element, attribute) {
  return (element?.getAttribute(attribute) ?? "").split(" ");
}
