// What the user does in a window or a patched area: one listener per event type on its root.

import { is_toggled } from "./attributes.js";
import { WHILE_BUSY } from "./busy.js";
import { find_event, find_options, is_ignored, pressed_keys } from "./captures.js";
import { INPUT_EVENT_TYPE } from "./codes.js";
import { values_of_form, view_of_form } from "./forms.js";
import { href_of, view_of_link } from "./links.js";
import { value_of } from "./editing.js";
import { drag, is_upload, upload } from "./uploads.js";

const { BLUR, CLICK, FOCUS, INPUT, KEY_DOWN, KEY_UP, SCROLL_END, SUBMIT, TOGGLE } =
  INPUT_EVENT_TYPE;

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
    const capture = DO_NOT_BUBBLE.test(type);
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
    root.addEventListener(type, listener, capture);
    return () => root.removeEventListener(type, listener, capture);
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

const send_click = report(CLICK, click_data);
const send_focus = report(FOCUS, () => []);
const send_blur = report(BLUR, () => []);
const send_input = report(INPUT, (_, event) => value_of(event.target));
const send_submit = report(SUBMIT, (_, event) => values_of_form(event.target, event.submitter));
/** Types that do not bubble: the root gets them only while they are captured. */
const DO_NOT_BUBBLE = /^(pointer|scroll|toggle)/;

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
      if (send_click(lona_window, event, [element])) return true;
      if (is_link) {
        follow_link(lona_window, event, element);
        return true;
      }
    }
    return false;
  },

  input(lona_window, event, path) {
    const is_sent = send_input(lona_window, event, path);
    const has_change = with_change(path, (element, delay) => {
      if (is_upload(element)) return;
      lona_window._content.editing.edited(event.target, element, delay);
    });
    return has_change || is_sent;
  },

  change(lona_window, event, path) {
    if (lona_window._content._is_changing) return true;
    return with_change(path, (element, delay) => {
      if (is_upload(element)) upload(lona_window, event.target, element);
      else lona_window._content.editing.committed(event.target, element, delay);
    });
  },

  dragover: drag,
  dragleave: drag,
  drop: drag,

  compositionstart: compose,
  compositionend: compose,

  focusin(lona_window, event, path) {
    lona_window._content.editing.entered(event.target);
    return !lona_window._content._is_changing && send_focus(lona_window, event, path);
  },

  focusout(lona_window, event, path) {
    if (lona_window._content._is_changing) return true;
    lona_window._content.editing.left(event.target);
    return send_blur(lona_window, event, path);
  },

  submit(lona_window, event, path) {
    const form = event.target;
    if (path[0] !== form || is_ignored(form) || event.defaultPrevented) return true;
    if (send_submit(lona_window, event, path)) {
      event.preventDefault();
      return true;
    }
    const view = view_of_form(form, event.submitter, lona_window.get_url());
    if (view) {
      stop(event);
      lona_window._go(view.url, view.post, event.submitter);
    }
    return true;
  },
};

/**
 * Return a handler that sends an event of the innermost element that has asked for it.
 * @param {number} type code of `INPUT_EVENT_TYPE`
 * @param {(element: Element, event: any) => any} data_of
 * @returns {(lona_window: LonaWindow, event: any, path: Element[]) => boolean}
 */
function report(type, data_of) {
  /** @type {WeakMap<Element, any>} of events that wait until no other comes for a while */
  const timers = new WeakMap();
  return (lona_window, event, path) => {
    for (const element of path) {
      const { target } = event;
      // Focus belongs to one element, too.
      const is_own = !event.bubbles || type === FOCUS || type === BLUR;
      const options = is_own && element !== target ? null : find_options(element, type);
      if (!options || (options._keys && !options._keys.includes(pressed_keys(event)))) continue;
      // What the server has opened or closed is no news.
      if (type === TOGGLE && !is_toggled(target)) continue;
      if (options._prevents || type === CLICK) stop(event);
      const data = data_of(element, event);
      const send = () => {
        const { busy, editing } = lona_window._content;
        lona_window._flush();
        if (type === KEY_DOWN) editing._push(target);
        const id = lona_window._send_event(element, type, data, target);
        if (type === INPUT) editing._reported(target, id);
        if (type === CLICK) busy.hold(id, target.closest(`[${WHILE_BUSY}]`));
      };
      lona_window._clock.clearTimeout(timers.get(element));
      if (!options._delay) send();
      else timers.set(element, lona_window._timeout(options._delay / 1000, send));
      return true;
    }
    return false;
  };
}

/**
 * @param {Element} _
 * @param {KeyboardEvent} event
 */
function key_data(_, event) {
  const { key, code } = event;
  return { ...modifiers_of(event), key, code };
}

/** @param {MouseEvent | KeyboardEvent} event */
function modifiers_of({ altKey, ctrlKey, shiftKey, metaKey }) {
  return { alt_key: altKey, ctrl_key: ctrlKey, shift_key: shiftKey, meta_key: metaKey };
}

/** @type {Record<number, (element: any, event: any) => any>} what events report, if not a place */
const DATA = {
  [KEY_DOWN]: key_data,
  [KEY_UP]: key_data,
  [SCROLL_END]: ({ scrollLeft: x, scrollTop: y }) => ({ x, y }),
  [TOGGLE]: ({ open }) => ({ open }),
};

// The DOM calls the other types as we do, in small letters.
for (const [name, type] of Object.entries(INPUT_EVENT_TYPE)) {
  const dom_type = name.toLowerCase().replace("_", "");
  if (type > INPUT) HANDLERS[dom_type] = report(type, DATA[type] ?? click_data);
}

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
    const delay = find_event(element, INPUT_EVENT_TYPE.CHANGE);
    if (delay !== null) {
      handle(element, delay);
      return true;
    }
  }
  return false;
}

/**
 * A composition with an input method begins or ends.
 * @param {LonaWindow} lona_window
 * @param {Event} event
 * @param {Element[]} path
 */
function compose(lona_window, event, path) {
  const control = /** @type {Element} */ (event.target);
  return with_change(path, (element) => {
    lona_window._content.editing.compose(control, element, event.type === "compositionstart");
  });
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
    ...modifiers_of(event),
    node_width: Math.round(size.width),
    node_height: Math.round(size.height),
    x: Math.round(event.clientX - hit.left),
    y: Math.round(event.clientY - hit.top),
  };
}
