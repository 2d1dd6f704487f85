// Every number of the wire, once. `lona/protocol/codes.py` holds the same; a test compares the two.

/** What messages of Lona begin with; every other text belongs to the application. */
export const MESSAGE_PREFIX = "lona:";

/** Codes of input events; they also stand in the attribute `data-lona-events`. */
export const INPUT_EVENT_TYPE = /** @type {const} */ ({
  CLICK: 301,
  CHANGE: 302,
  CUSTOM: 303,
  FOCUS: 304,
  BLUR: 305,
  SUBMIT: 306,
  INPUT: 307,
  DBLCLICK: 308,
  CONTEXT_MENU: 309,
  KEY_DOWN: 310,
  KEY_UP: 311,
  POINTER_ENTER: 312,
  POINTER_LEAVE: 313,
  SCROLL_END: 314,
  TOGGLE: 315,
});

/** First item of every message: 1xx from client to server, 2xx from server to client. */
export const MessageCode = /** @type {const} */ ({
  RUN_VIEW: 101,
  INPUT_EVENT: 102,
  ACK: 103,
  CLIENT_ERROR: 104,
  PING: 105,
  GOODBYE: 106,

  UPDATE: 201,
  VIEW_STARTED: 202,
  REDIRECT: 203,
  HTTP_REDIRECT: 204,
  EVENT_ACK: 205,
  PONG: 206,
  EVENT_BUSY: 207,
});

/** What the last item of an UPDATE message is. */
export const ContentKind = /** @type {const} */ ({
  NOTHING: 0,
  HTML: 1,
  TREE: 2,
  PATCHES: 3,
});

/** First item of an entry in a flat sequence of nodes. */
export const NodeKind = /** @type {const} */ ({
  ELEMENT: 1,
  TEXT: 2,
  REFERENCE: 3,
  LEGACY_WIDGET: 4,
});

/** First item of a patch. */
export const PatchCode = /** @type {const} */ ({
  SET_ATTRIBUTE: 1,
  REMOVE_ATTRIBUTE: 2,
  SET_STYLE: 3,
  REMOVE_STYLE: 4,
  SET_IDS: 5,
  SET_CLASSES: 6,
  SET_TEXT: 7,
  SET_RAW_HTML: 8,
  SET_WIDGET_DATA: 9,
  REMOVE_WIDGET_DATA: 10,
  INSERT_WIDGET_DATA: 11,
  INSERT_NODES: 12,
  REMOVE_NODES: 13,
  CLEAR_NODES: 14,
});
