// The address bar. Each entry that shows a view carries a mark, so that moving between fragments of
// one page does not run its view again.

/** @typedef {[number, number]} Position left and top, in CSS pixels */

const STORAGE = "lona-scroll-positions"; // name in the storage of the session
const MOST_POSITIONS = 100;

/** The browser's history, as far as it is ours. */
export class ViewHistory {
  /**
   * @param {Window} browser_window
   * @param {(position: Position | null) => void} show is called when another view's entry was
   *   reached, with where its page stood
   */
  constructor(browser_window, show) {
    this._window = browser_window;
    this._show = show;
    this._count = 0;
    /** @type {Map<string, Position>} where the pages of entries stand, by their marks */
    this._positions = new Map();
    /** Mark of the view that is shown. */
    this._shown = this._new_mark();
    /** Whether a view was asked for that is not there yet. */
    this._is_moving = false;
  }

  /** Begin to listen to back and forward. */
  start() {
    this._shown = this._present_mark() ?? this._shown;
    this._mark_entry();
    this._read_positions();
    this._window.addEventListener("popstate", () => this._moved());
    this._window.addEventListener("scroll", () => this._note_position(), { passive: true });
    this._window.addEventListener("pagehide", () => this._write_positions());
  }

  /** Where the page of the present entry stood, if it was shown before. */
  get position() {
    return this._positions.get(this._shown) ?? null;
  }

  /** Another view was asked for: how the page scrolls from now on says nothing. */
  leaving() {
    this._is_moving = true;
  }

  /** The view is there: the page stands where the user leaves it. */
  arrived() {
    this._is_moving = false;
  }

  /**
   * Add an entry for a view.
   * @param {string} url
   */
  push(url) {
    this._shown = this._new_mark();
    this._window.history.pushState({ lona_view: this._shown }, "", url);
  }

  _moved() {
    const mark = this._present_mark();
    // An entry without mark comes from a fragment link that the browser followed: same view.
    if (mark === undefined) {
      this._mark_entry();
    } else if (mark !== this._shown) {
      this._note_position(); // the page still stands as it was left, and may have moved just now
      this._shown = mark;
      this._show(this.position);
    }
  }

  _note_position() {
    const { scrollX, scrollY } = this._window;
    if (!this._is_moving) this._positions.set(this._shown, [scrollX, scrollY]);
  }

  _read_positions() {
    try {
      const text = this._window.sessionStorage.getItem(STORAGE);
      this._positions = new Map(text ? JSON.parse(text) : []);
    } catch {
      // There is no storage, or somebody else's data in it: pages begin at their top.
    }
  }

  _write_positions() {
    try {
      const latest = [...this._positions].slice(-MOST_POSITIONS);
      this._window.sessionStorage.setItem(STORAGE, JSON.stringify(latest));
    } catch {
      // As above.
    }
  }

  /** @returns {string} unique in the session, also after reloads */
  _new_mark() {
    this._count += 1;
    return `${Date.now()}.${this._count}`;
  }

  /** @returns {string | undefined} that of the present entry */
  _present_mark() {
    return this._window.history.state?.lona_view;
  }

  _mark_entry() {
    const { history } = this._window;
    history.replaceState({ ...history.state, lona_view: this._shown }, "");
  }
}
