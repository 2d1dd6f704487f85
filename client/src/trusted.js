// What the server sends is the word of the application: its HTML may become part of the page. A
// browser that enforces Trusted Types wants to hear that, from a policy that the page allows.

const factory = /** @type {any} */ (globalThis).trustedTypes;

/** Attributes that may run code, whatever the element. */
const IS_RISKY = /^(on.|src(doc)?$|data$|codebase$)/i;

/** @type {Record<string, "createHTML" | "createScript" | "createScriptURL">} */
const MAKERS = {
  TrustedHTML: "createHTML",
  TrustedScript: "createScript",
  TrustedScriptURL: "createScriptURL",
};

/** @type {any} made on first use, because a page can make it only once */
let policy = null;

function get_policy() {
  /** @param {string} text */
  const same = (text) => text;
  policy ??= factory.createPolicy("lona", {
    createHTML: same,
    createScript: same,
    createScriptURL: same,
  });
  return policy;
}

/**
 * Replace the content of an element.
 * @param {Element} element
 * @param {string} html
 */
export function set_inner_html(element, html) {
  element.innerHTML = factory ? get_policy().createHTML(html) : html;
}

/**
 * Give a script element its text. Whether it runs is decided by the content security policy.
 * @param {HTMLScriptElement} script without content
 * @param {string} text
 */
export function set_script_text(script, text) {
  script.text = factory ? get_policy().createScript(text) : text;
}

/**
 * Return an attribute's value in the form in which the browser takes it. Whether code in it runs is
 * decided by the content security policy.
 * @param {Element} element
 * @param {string} name
 * @param {string} value
 * @returns {string}
 */
export function attribute_value(element, name, value) {
  if (!factory || !IS_RISKY.test(name)) return value;
  const type = factory.getAttributeType(element.localName, name, element.namespaceURI ?? "");
  return type ? get_policy()[MAKERS[type]](value) : value;
}
