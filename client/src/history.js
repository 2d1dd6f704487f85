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
    this._current = this._mark();
  }

  /** Begin to listen to back and forward. */
  start() {
    this._current = this._marked() ?? this._current;
    this._replace();
    this._window.addEventListener("popstate", () => this._moved());
  }

  /**
   * Add an entry for a view.
   * @param {string} url
   */
  push(url) {
    this._current = this._mark();
    this._window.history.pushState({ lona_view: this._current }, "", url);
  }

  _moved() {
    const mark = this._marked();
    // An entry without mark comes from a fragment link that the browser followed: same view.
    if (mark === undefined) this._replace();
    else if (mark !== this._current) {
      this._current = mark;
      this._show();
    }
  }

  /** @returns {string} unique in the session, also after reloads */
  _mark() {
    this._count += 1;
    return `${Date.now()}.${this._count}`;
  }

  /** @returns {string | undefined} */
  _marked() {
    return this._window.history.state?.lona_view;
  }

  _replace() {
    const { history } = this._window;
    history.replaceState({ ...history.state, lona_view: this._current }, "");
  }
}
