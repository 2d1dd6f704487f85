// What happens when a view that was asked for shows its first content: the focus goes where the
// view begins, its title is announced, and the page stands where the user left it.

const BEGINNINGS = ["[autofocus]", "h1, h2, h3, h4, h5, h6, [role=heading]"];

/** The next arrival of a view in one window. */
export class Arrival {
  /**
   * @param {Element} root of the window
   * @param {import("./context.js").Environment} env
   * @param {(change: () => void) => void} quietly runs a change of the DOM that is not the user's
   */
  constructor(root, env, quietly) {
    this._root = root;
    this._env = env;
    this._quietly = quietly;
    this.forget();
  }

  /** Do nothing when a view arrives. */
  forget() {
    this._is_guided = false;
    /** @type {Element | null} what had the focus when the view was asked for */
    this._left = null;
    /** @type {[number, number] | null} */
    this._position = null;
  }

  /** The user follows a link or submits a form: take the focus along, and say where one is. */
  guide() {
    const { document } = this._env;
    this._is_guided = true;
    this._left = document.activeElement;
    announcer(document); // has to be there before it says something
  }

  /**
   * The user goes back or forward.
   * @param {[number, number] | null} position where the page stood
   */
  return_to(position) {
    this._position = position;
  }

  /** The view shows something. */
  arrived() {
    if (this._position) this._env.scrollTo(...this._position);
    if (this._is_guided) {
      const { document } = this._env;
      const active = document.activeElement;
      if (!active || active === document.body || active === this._left) {
        this._quietly(() => this._focus());
      }
      announcer(document).textContent = document.title;
    }
    this.forget();
  }

  _focus() {
    for (const selector of BEGINNINGS) {
      for (const element of this._root.querySelectorAll(selector)) {
        if (focus(element)) return;
      }
    }
    focus(this._root);
  }
}

/**
 * Give an element the focus, also if it usually takes none; returns whether that is possible.
 * @param {Element} element
 */
function focus(element) {
  const document = element.ownerDocument;
  const target = /** @type {HTMLElement} */ (element);
  target.focus({ preventScroll: true });
  if (document.activeElement === target) return true;
  if (target.hasAttribute("tabindex")) return false;
  target.setAttribute("tabindex", "-1");
  const undo = () => target.removeAttribute("tabindex");
  target.focus({ preventScroll: true });
  if (document.activeElement === target) {
    target.addEventListener("blur", undo, { once: true });
    return true;
  }
  undo();
  return false;
}

/**
 * Return what is read aloud when its text changes. It stands beside the body, and in a shadow: the
 * page looks and is searched as if it were not there.
 * @param {Document} document
 * @returns {Element}
 */
function announcer(document) {
  const known = announcers.get(document);
  if (known?.isConnected) return known;
  const host = document.createElement("lona-announcer");
  const says = document.createElement("div");
  says.setAttribute("aria-live", "polite");
  host.attachShadow({ mode: "closed" }).append(says);
  // Neither `hidden` nor `display: none`: that would not be read.
  for (const [name, value] of INVISIBLE) host.style.setProperty(name, value);
  document.documentElement.append(host);
  announcers.set(document, says);
  return says;
}

/** @type {WeakMap<Document, Element>} */
const announcers = new WeakMap();

const INVISIBLE = [
  ["position", "fixed"],
  ["width", "1px"],
  ["height", "1px"],
  ["overflow", "hidden"],
  ["clip-path", "inset(50%)"],
];
