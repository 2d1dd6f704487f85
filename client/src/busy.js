// What goes on in one window, for those who look and for those who listen: events that are not
// handled yet, and a view that has not started. Buttons that ask for it are off meanwhile.

const PATIENCE = 150; // ms until the window says that it is busy

/** What is waited for instead of the id of an event: a view. */
export const VIEW = 0;

/** The attribute of buttons that are off until their event is handled. */
export const WHILE_BUSY = "data-lona-disabled-while-busy";

/** @typedef {{known: boolean, timer: any, late: boolean, button: Button | null}} Wait
 *   `known`: the server has said that it is at work, and will say when it is done */
/** @typedef {HTMLElement & {disabled: boolean}} Button */

/** All that a window waits for. */
export class Busy {
  /**
   * @param {import("./content.js").Content} content
   * @param {{setTimeout: Function, clearTimeout: Function}} clock
   */
  constructor(content, clock) {
    this._content = content;
    this._root = content.root;
    this._clock = clock;
    /** @type {Map<number, Wait>} by the id of the event */
    this._waits = new Map();
    /** @type {WeakMap<Element, boolean>} buttons that are off because of us: should they be? */
    this._held = new WeakMap();
    /** @type {WeakSet<Element>} those of them that had the focus */
    this._focused = new WeakSet();
  }

  /**
   * Something was asked of the server.
   * @param {number} id of the event, or `VIEW`
   */
  begin(id) {
    this.done(id);
    /** @type {Wait} */
    const wait = { known: false, timer: undefined, late: false, button: null };
    wait.timer = this._clock.setTimeout(() => {
      wait.late = true;
      this._show();
    }, PATIENCE);
    this._waits.set(id, wait);
  }

  /**
   * Switch a button off until an event is handled, if it asks for that.
   * @param {number} id
   * @param {Element | null | undefined} element
   */
  hold(id, element) {
    const wait = this._waits.get(id);
    const button = /** @type {Button | null | undefined} */ (element);
    if (!wait || !button?.hasAttribute(WHILE_BUSY) || button.disabled) return;
    wait.button = button;
    this._held.set(button, false);
    if (button.ownerDocument.activeElement === button) this._focused.add(button);
    this._content.quietly(() => {
      button.blur(); // browsers do not agree on what becomes of the focus
      button.disabled = true;
    });
  }

  /**
   * The server is at work, or again.
   * @param {number} id
   */
  announced(id) {
    if (!this._waits.has(id)) this.begin(id);
    /** @type {Wait} */ (this._waits.get(id)).known = true;
  }

  /**
   * An update says what is done.
   * @param {number} applied
   */
  covered(applied) {
    for (const [id, wait] of this._waits) {
      if (id !== VIEW && id <= applied && !wait.known) this.done(id);
    }
  }

  /**
   * An event is handled, or the view has started.
   * @param {number} id
   */
  done(id) {
    const wait = this._waits.get(id);
    if (!wait) return;
    this._waits.delete(id);
    this._clock.clearTimeout(wait.timer);
    if (wait.button) this._release(wait.button);
    this._show();
  }

  /** Nothing is waited for any more. */
  reset() {
    for (const id of [...this._waits.keys()]) this.done(id);
  }

  /**
   * The server wants a button to be on or off; returns whether that has to wait.
   * @param {Element} button
   * @param {boolean} is_off
   */
  _note_disabled(button, is_off) {
    if (!this._held.has(button)) return false;
    this._held.set(button, is_off);
    return true;
  }

  /** @param {Button} button */
  _release(button) {
    const is_off = this._held.get(button) ?? false;
    this._held.delete(button);
    const { activeElement, body } = button.ownerDocument;
    const wants_focus = this._focused.delete(button) && !is_off && button.isConnected;
    this._content.quietly(() => {
      button.disabled = is_off;
      if (wants_focus && (!activeElement || activeElement === body)) button.focus();
    });
  }

  _show() {
    const is_late = [...this._waits.values()].some((wait) => wait.late);
    if (is_late === this._root.classList.contains("lona-busy")) return;
    this._root.classList.toggle("lona-busy", is_late);
    if (is_late) this._root.setAttribute("aria-busy", "true");
    else this._root.removeAttribute("aria-busy");
    if (!this._root.getAttribute("class")) this._root.removeAttribute("class");
  }
}
