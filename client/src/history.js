// The address bar. Each entry that shows a view carries a mark, so that moving between fragments of
// one page does not run its view again.

/** The browser's history, as far as it is ours. */
export class ViewHistory {
  /**
   * @param {Window} browser_window
   * @param {() => void} show is called when another view's entry was reached
   */
  constructor(browser_window, show) {
    this._window = browser_window;
    this._show = show;
    this._count = 0;
    /** Mark of the view that is shown. */
    this._shown = this._new_mark();
  }

  /** Begin to listen to back and forward. */
  start() {
    this._shown = this._present_mark() ?? this._shown;
    this._mark_entry();
    this._window.addEventListener("popstate", () => this._moved());
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
      this._shown = mark;
      this._show();
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
