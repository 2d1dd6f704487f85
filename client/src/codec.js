// Text to message and back. Index juggling ends here; whatever is wrong raises `ProtocolError`.

import { MESSAGE_PREFIX, MessageCode } from "./codes.js";

/** @typedef {{code: 201, window: number, view: number, seq: number, applied: number,
 *   title: string | null, kind: number, content: any}} Update */
/** @typedef {{code: 202, window: number, view: number, seq: number}} ViewStarted */
/** @typedef {{code: 203 | 204, window: number, view: number, seq: number,
 *   location: string}} Redirect */
/** @typedef {{code: 205 | 207, window: number, view: number, seq: number,
 *   event_id: number}} EventNote */
/** @typedef {Update | ViewStarted | Redirect | EventNote} WindowMessage a numbered message */
/** @typedef {{code: 206}} Pong */

/** The peer said something that is no message of the protocol. */
export class ProtocolError extends Error {}

/** @type {Record<number, string[]>} names of the items after the code */
const FIELDS = {
  [MessageCode.UPDATE]: ["window", "view", "seq", "applied", "title", "kind", "content"],
  [MessageCode.VIEW_STARTED]: ["window", "view", "seq"],
  [MessageCode.REDIRECT]: ["window", "view", "seq", "location"],
  [MessageCode.HTTP_REDIRECT]: ["window", "view", "seq", "location"],
  [MessageCode.EVENT_ACK]: ["window", "view", "seq", "event_id"],
  [MessageCode.PONG]: [],
  [MessageCode.EVENT_BUSY]: ["window", "view", "seq", "event_id"],
};

/**
 * Return whether a websocket text belongs to Lona.
 * @param {string} text
 */
export function is_lona_message(text) {
  return text.startsWith(MESSAGE_PREFIX);
}

/**
 * Return the message in a websocket text that begins with `lona:`.
 * @param {string} text
 * @returns {WindowMessage | Pong}
 * @throws {ProtocolError} for everything that is no message of the server
 */
export function decode(text) {
  let items;
  try {
    items = JSON.parse(text.slice(MESSAGE_PREFIX.length));
  } catch (error) {
    throw new ProtocolError(`no JSON: ${text.slice(0, 60)}`, { cause: error });
  }
  return from_items(items);
}

/**
 * Return the message in a JSON array.
 * @param {any} items
 * @returns {WindowMessage | Pong}
 */
export function from_items(items) {
  const names = Array.isArray(items) && FIELDS[items[0]];
  if (!names || items.length !== names.length + 1) {
    throw new ProtocolError(`unknown message: ${JSON.stringify(items).slice(0, 60)}`);
  }
  /** @type {any} */
  const message = { code: items[0] };
  names.forEach((name, index) => {
    message[name] = items[index + 1];
  });
  return message;
}

/**
 * Return the websocket text of a client message.
 * @param {number} code
 * @param {...any} items in the order of `docs/protocol.md`
 */
export function encode(code, ...items) {
  return MESSAGE_PREFIX + JSON.stringify([code, ...items]);
}
