// One websocket: opening, pings, sending, closing. Knows nothing of windows or the DOM.

import { encode } from "./codec.js";
import { MessageCode } from "./codes.js";

const OPEN = 1; // WebSocket.OPEN; the injected class need not have the constant

/** @typedef {{setTimeout: (f: () => void, milliseconds: number) => any,
 *   clearTimeout: (timer: any) => void}} Clock */
/** @typedef {{opened: (event: any) => void, received: (text: string) => void,
 *   lost: (event: any) => void}} Listener what is told; nothing is told after `close()` */

/** A connection to the server. It is opened by its constructor and used once. */
export class Connection {
  /**
   * @param {string} url
   * @param {{WebSocket: new (url: string) => any, clock: Clock}} injected
   * @param {() => number} ping_interval in seconds, asked before each ping; 0 switches pings off
   * @param {Listener} listener
   */
  constructor(url, { WebSocket, clock }, ping_interval, listener) {
    this._clock = clock;
    this._ping_interval = ping_interval;
    this._timer = undefined;
    this._listener = /** @type {Listener | null} */ (listener);
    this._socket = new WebSocket(url);
    this._socket.onopen = (/** @type {any} */ event) => {
      this._plan_ping();
      this._listener?.opened(event);
    };
    this._socket.onmessage = (/** @type {any} */ event) => this._listener?.received(event.data);
    // An "error" event is always followed by "close", so that one is enough.
    this._socket.onclose = (/** @type {any} */ event) => {
      const last = this._listener;
      this._silence();
      last?.lost(event);
    };
  }

  /** Whether messages can be sent now. */
  get is_open() {
    return this._listener !== null && this._socket.readyState === OPEN;
  }

  /**
   * Send a text; it is dropped if the socket is not open.
   * @param {string} text
   */
  send(text) {
    if (this.is_open) this._socket.send(text);
  }

  /** Ask the server for a sign of life; keeps proxies from closing an idle socket. */
  send_ping() {
    this.send(encode(MessageCode.PING));
  }

  /** Tell the server that the page is left, and close. */
  leave() {
    this.send(encode(MessageCode.GOODBYE));
    this.close();
  }

  /** Close without telling the listener. */
  close() {
    this._silence();
    this._socket.close();
  }

  _silence() {
    this._listener = null;
    this._clock.clearTimeout(this._timer);
  }

  _plan_ping() {
    const seconds = this._ping_interval();
    if (!seconds) return;
    this._timer = this._clock.setTimeout(() => {
      this.send_ping();
      this._plan_ping();
    }, seconds * 1000);
  }
}
