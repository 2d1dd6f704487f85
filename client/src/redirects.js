// Where the views of a window have redirected to since the user did something, so that a circle ends;
// and where a redirect may lead. The addresses outlive the page that a redirect leaves.

export const MAX_REDIRECTS = 20;

const KEY = "lona-redirects";

/** Longest part of an address that is reported. */
const MAX_ADDRESS = 150;

/** The redirects of one window. */
export class Redirects {
  /** @param {Window} browser_window */
  constructor(browser_window) {
    this._window = browser_window;
    /** @type {string[]} */
    this._addresses = [];
  }

  /** The user has done something: count anew. */
  forget() {
    this._addresses = [];
  }

  /**
   * Note where a redirect leads; returns why it must not be followed, `""` if it may.
   * @param {URL} target
   */
  note({ href, protocol }) {
    if (!/^https?:$/.test(protocol)) return `unsafe redirect to ${href}`;
    this._addresses.push(href.slice(0, MAX_ADDRESS));
    if (this._addresses.length <= MAX_REDIRECTS) return "";
    const addresses = this._addresses.join("\n");
    this.forget();
    return `more than ${MAX_REDIRECTS} redirects:\n${addresses}`;
  }

  /** The page is being left for a redirect: keep the count for the next page. */
  keep() {
    this._use_storage((storage) => storage.setItem(KEY, JSON.stringify(this._addresses)));
  }

  /** Go on where the page before has left for a redirect. */
  resume() {
    this._use_storage((storage) => {
      this._addresses = JSON.parse(storage.getItem(KEY) ?? "[]");
      storage.removeItem(KEY);
    });
  }

  /**
   * Use the storage of the tab, if the browser lets us.
   * @param {(storage: Storage) => void} use
   */
  _use_storage(use) {
    try {
      use(this._window.sessionStorage);
    } catch {
      // Without it, only circles within one page are found.
    }
  }
}
