// What the user does in a window or a patched area: one listener per event type on its root.

import { WHILE_BUSY } from "./busy.js";
import { find_event, is_ignored } from "./captures.js";
import { INPUT_EVENT_TYPE } from "./codes.js";
import { view_of_form } from "./forms.js";
import { href_of, view_of_link } from "./links.js";
import { drag, is_upload, upload } from "./uploads.js";

/** @typedef {import("./window.js").LonaWindow} LonaWindow */

/**
 * Who has handled an event: of nested areas the innermost comes first, and leaves its root, from
 * which the next one goes on, or null if there is nothing left to do.
 * @typedef {WeakMap<Event, Element | null>} Handled
 */

/**
 * Let links, forms and elements with events below an element act on a window.
 * @param {Element} root
 * @param {() => LonaWindow | undefined} get_window
 * @param {Handled} handled shared by all areas of the page
 * @returns {() => void} takes the listeners away again
 */
export function capture_events(root, get_window, handled) {
  const listeners = Object.entries(HANDLERS).map(([type, handle]) => {
    /** @param {Event} event */
    const listener = (event) => {
      const lona_window = get_window();
      const start = handled.has(event) ? handled.get(event) : event.target;
      if (!lona_window || !start) return;
      lona_window._guard(() => {
        const is_done = handle(lona_window, event, path_between(start, root, lona_window));
        handled.set(event, is_done ? null : root);
      });
    };
    root.addEventListener(type, listener);
    return () => root.removeEventListener(type, listener);
  });
  return () => listeners.forEach((remove) => remove());
}

/**
 * Return the elements from where an event happened up to below the root, but nothing that stands in
 * raw HTML: that is ordinary HTML, which Lona does not look at.
 * @param {EventTarget} start
 * @param {Element} root
 * @param {LonaWindow} lona_window
 */
function path_between(start, root, lona_window) {
  /** @type {Element[]} */
  let elements = [];
  let element = /** @type {Element | null} */ (start);
  while (element && element !== root) {
    if (lona_window._is_raw(element)) elements = [];
    elements.push(element);
    element = element.parentElement;
  }
  return elements;
}

/** @type {Record<string, (lona_window: LonaWindow, event: any, path: Element[]) => boolean>}
 * each says whether the event is done with */
const HANDLERS = {
  click(lona_window, event, path) {
    for (const element of path) {
      if (element.localName === "form") continue; // its controls have to work
      const is_link = element.localName === "a" && href_of(element) !== null;
      if (is_ignored(element)) {
        if (is_link) return true;
        continue;
      }
      if (find_event(element, INPUT_EVENT_TYPE.CLICK) !== null) {
        send_click(lona_window, event, element);
        return true;
      }
      if (is_link) {
        follow_link(lona_window, event, element);
        return true;
      }
    }
    return false;
  },

  input(lona_window, event, path) {
    return with_change(path, (element, delay) => {
      if (is_upload(element)) return;
      lona_window._content.editing.edited(event.target, element, delay);
    });
  },

  change(lona_window, event, path) {
    if (lona_window._content.is_changing) return true;
    return with_change(path, (element, delay) => {
      if (is_upload(element)) upload(lona_window, event.target, element);
      else lona_window._content.editing.committed(event.target, element, delay);
    });
  },

  dragover: (_, event, path) => drag(event, path),
  dragleave: (_, event, path) => drag(event, path),
  drop: (_, event, path) => drag(event, path),

  compositionstart(lona_window, event, path) {
    return with_change(path, (element) => {
      lona_window._content.editing.compose(event.target, element, true);
    });
  },

  compositionend(lona_window, event, path) {
    return with_change(path, (element) => {
      lona_window._content.editing.compose(event.target, element, false);
    });
  },

  focusin(lona_window, event, path) {
    lona_window._content.editing.entered(event.target);
    return focus_changed(lona_window, event, path, INPUT_EVENT_TYPE.FOCUS);
  },

  focusout(lona_window, event, path) {
    if (lona_window._content.is_changing) return true;
    lona_window._content.editing.left(event.target);
    return focus_changed(lona_window, event, path, INPUT_EVENT_TYPE.BLUR);
  },

  submit(lona_window, event, path) {
    const form = event.target;
    if (path[0] !== form || is_ignored(form) || event.defaultPrevented) return true;
    const view = view_of_form(form, event.submitter, lona_window.get_url());
    if (view) {
      stop(event);
      lona_window._go(view.url, view.post, event.submitter);
    }
    return true;
  },
};

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Handle an event with the innermost element that sends changes; returns whether there is one.
 * @param {Element[]} path
 * @param {(element: Element, delay: number) => void} handle
 */
function with_change(path, handle) {
  for (const element of path) {
    const delay = is_ignored(element) ? null : find_event(element, INPUT_EVENT_TYPE.CHANGE);
    if (delay !== null) {
      handle(element, delay);
      return true;
    }
  }
  return false;
}

/**
 * Focus belongs to one element: ancestors are not asked.
 * @param {LonaWindow} lona_window
 * @param {Event} event
 * @param {Element[]} path
 * @param {number} type
 */
function focus_changed(lona_window, event, path, type) {
  const element = path[0];
  const is_wanted =
    !lona_window._content.is_changing &&
    element === event.target &&
    !is_ignored(element) &&
    find_event(element, type) !== null;
  if (is_wanted) {
    lona_window._flush();
    lona_window._send_event(element, type, [], element);
  }
  return is_wanted;
}

/**
 * @param {LonaWindow} lona_window
 * @param {MouseEvent} event
 * @param {Element} element with the event
 */
function send_click(lona_window, event, element) {
  stop(event);
  lona_window._flush();
  const target = /** @type {Element} */ (event.target);
  const data = click_data(element, event);
  const id = lona_window._send_event(element, INPUT_EVENT_TYPE.CLICK, data, target);
  lona_window._content.busy.hold(id, target.closest(`[${WHILE_BUSY}]`));
}

/**
 * Show the view of a link, unless the browser has to follow it.
 * @param {LonaWindow} lona_window
 * @param {MouseEvent} event
 * @param {Element} link
 */
function follow_link(lona_window, event, link) {
  const url = view_of_link(link, event, lona_window.get_url());
  if (url === null) return;
  stop(event);
  lona_window._go(url, null);
}

/**
 * @param {Element} element with the event
 * @param {MouseEvent} event
 */
function click_data(element, event) {
  const size = element.getBoundingClientRect();
  const hit = /** @type {Element} */ (event.target).getBoundingClientRect();
  return {
    alt_key: event.altKey,
    ctrl_key: event.ctrlKey,
    shift_key: event.shiftKey,
    meta_key: event.metaKey,
    node_width: Math.round(size.width),
    node_height: Math.round(size.height),
    x: Math.round(event.clientX - hit.left),
    y: Math.round(event.clientY - hit.top),
  };
}
