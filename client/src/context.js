// The object that frontends create: connection, windows, hooks, settings.

import { decode, is_lona_message } from "./codec.js";
import { Connection } from "./connection.js";
import { run_all } from "./errors.js";
import { capture_events } from "./events.js";
import { ViewHistory } from "./history.js";
import { LonaWindow } from "./window.js";

/** @typedef {Window & typeof globalThis} Environment what a browser window offers; injected */
/** @typedef {{settings: Record<string, any>, protocol: Record<string, any>,
 *   widget_classes: Record<string, any>}} Shared the global `Lona`, as far as it is data */
/** @typedef {"connect" | "disconnect" | "view_timeout" | "input_event_timeout" |
 *   "rendering"} Hook */

const DEFAULTS = {
  target: "#lona",
  title: "",
  update_address_bar: true,
  update_title: true,
  follow_redirects: true,
  follow_http_redirects: true,
  scroll_to_top_on_view_start: true,
};

/** All that Lona does on one page. */
export class LonaContext {
  /**
   * @param {Partial<typeof DEFAULTS>} settings
   * @param {Environment} env
   * @param {Shared} lona
   */
  constructor(settings, env, lona) {
    this.settings = { ...DEFAULTS, ...settings };
    this._env = env;
    this._lona = lona;
    this._history = new ViewHistory(env, (position) => {
      this.run_view(env.location.href);
      this.get_default_window()?._arrival.return_to(position);
    });
    /** @type {Connection | null} */
    this._connection = null;
    /** @type {Map<number, LonaWindow>} */
    this._windows = new Map();
    this._last_window_id = 0;
    this._is_set_up = false;
    /** @type {Record<Hook, Function[]>} */
    this._hooks = {
      connect: [],
      disconnect: [],
      view_timeout: [],
      input_event_timeout: [],
      rendering: [],
    };
    /** @type {Function[]} */
    this._message_handlers = [];
    /** @type {Map<Element, () => void>} roots that are listened to, and how to stop that */
    this._areas = new Map();
    /** @type {import("./events.js").Handled} */
    this._handled = new WeakMap();
  }

  // Hooks

  /** @param {(lona_context: LonaContext, event: any) => any} hook after every connect */
  add_connect_hook(hook) {
    this._hooks.connect.push(hook);
  }

  /** @param {(lona_context: LonaContext, event: any) => any} hook after every loss or failure */
  add_disconnect_hook(hook) {
    this._hooks.disconnect.push(hook);
  }

  /** @param {(lona_context: LonaContext, lona_window: LonaWindow) => any} hook */
  add_view_timeout_hook(hook) {
    this._hooks.view_timeout.push(hook);
  }

  /** @param {(lona_context: LonaContext, lona_window: LonaWindow) => any} hook */
  add_input_event_timeout_hook(hook) {
    this._hooks.input_event_timeout.push(hook);
  }

  /** @param {(lona_context: LonaContext, lona_window: LonaWindow) => any} hook after an update */
  add_rendering_hook(hook) {
    this._hooks.rendering.push(hook);
  }

  /** @param {(lona_context: LonaContext, raw_message: string) => any} handler falsy: handled */
  add_message_handler(handler) {
    this._message_handlers.push(handler);
  }

  // Connection

  /** Connect, and say goodbye when the page is left. Can be called again to reconnect. */
  setup() {
    if (!this._is_set_up) {
      this._is_set_up = true;
      // A page that comes back from the browser's cache has no views any more.
      this._env.addEventListener("pagehide", () => this._connection?.leave());
      this._env.addEventListener("pageshow", (event) => {
        if (event.persisted) this._env.location.reload();
      });
      for (const type of ["click", "keydown", "pointerdown"]) {
        this._env.addEventListener(type, (event) => this._acted(event), true);
      }
      if (this.settings.update_address_bar) this._history.start();
    }
    this.reconnect();
  }

  /**
   * Forget all windows and connect anew.
   * @param {{create_window?: boolean}} [options] without window the frontend creates one itself
   */
  reconnect({ create_window = true } = {}) {
    this._connection?.leave();
    // A widget that fails to be destroyed must not keep the page without connection.
    run_all([() => this._forget_windows(), () => this._connect(create_window)]);
  }

  /**
   * The user has done something, or a script has made it look so.
   * @param {Event} event
   */
  _acted(event) {
    if (!event.isTrusted) return;
    for (const lona_window of this._windows.values()) lona_window._redirects.forget();
  }

  /** @param {boolean} create_window */
  _connect(create_window) {
    const { location } = this._env;
    const url = `${location.protocol.replace("http", "ws")}//${location.host}${location.pathname}`;
    const injected = { WebSocket: this._env.WebSocket, clock: this._env };
    this._connection = new Connection(url, injected, () => this._lona.settings.PING_INTERVAL, {
      opened: (event) => {
        if (create_window) this.create_window(this.settings.target, location.href);
        this._run_hooks("connect", event);
      },
      received: (text) => this._receive(text),
      lost: (event) => {
        for (const lona_window of this._windows.values()) lona_window._disconnected();
        this._run_hooks("disconnect", event);
      },
    });
  }

  /**
   * Send a custom message.
   * @param {any} message anything but a string is sent as JSON
   */
  send(message) {
    this._send_text(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** Ask the server for a sign of life. */
  send_ping() {
    this._connection?.send_ping();
  }

  // Windows

  /**
   * Show a view in an element of the page.
   * @param {Element | string} root element or selector
   * @param {string} url
   * @returns {number} id of the window
   */
  create_window(root, url) {
    const root_node = this._find(root);
    this._last_window_id += 1;
    const id = this._last_window_id;
    const lona_window = new LonaWindow(this, id, root_node);
    this._windows.set(id, lona_window);
    this._listen(root_node, () => lona_window);
    if (id === 1) {
      lona_window._redirects.resume();
      lona_window._arrival.return_to(this._history.position);
    }
    lona_window._run_view(url);
    return id;
  }

  /** Return the window with the lowest id. */
  get_default_window() {
    return this._windows.values().next().value;
  }

  /**
   * Run a view in the default window.
   * @param {string} url
   * @param {Record<string, string | string[]> | null} [post_data]
   */
  run_view(url, post_data) {
    this.get_default_window()?.run_view(url, post_data);
  }

  /**
   * Let links, forms and elements with events below an element act on a window.
   * @param {Element | string} root_node_selector
   * @param {number} [window_id] default: the default window
   */
  patch_input_events(root_node_selector, window_id) {
    this._listen(this._find(root_node_selector), () =>
      window_id === undefined ? this.get_default_window() : this._windows.get(window_id),
    );
  }

  // For the rest of the client

  /** Whether messages can be sent now. */
  get _is_connected() {
    return this._connection?.is_open ?? false;
  }

  /** @param {string} text */
  _send_text(text) {
    this._connection?.send(text);
  }

  /**
   * @param {Hook} name
   * @param {any} argument
   */
  _run_hooks(name, argument) {
    for (const hook of this._hooks[name]) hook(this, argument);
  }

  /** @param {string} text */
  _receive(text) {
    if (is_lona_message(text)) {
      const message = decode(text);
      if ("window" in message) this._windows.get(message.window)?._receive(message);
      return;
    }
    // The first handler that returns something falsy ends the chain.
    this._message_handlers.every((handler) => handler(this, text));
  }

  /**
   * @param {Element} root
   * @param {() => LonaWindow | undefined} get_window
   */
  _listen(root, get_window) {
    this._areas.get(root)?.();
    this._areas.set(root, capture_events(root, get_window, this._handled));
  }

  _forget_windows() {
    for (const stop of this._areas.values()) stop();
    this._areas.clear();
    const windows = [...this._windows.values()];
    this._windows.clear();
    run_all(windows.map((lona_window) => () => lona_window._dispose()));
  }

  /**
   * @param {Element | string} root
   * @returns {Element}
   */
  _find(root) {
    const element = typeof root === "string" ? this._env.document.querySelector(root) : root;
    if (!element) throw new Error(`no element matches "${root}" yet`);
    return element;
  }
}
