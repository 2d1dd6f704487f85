// Attributes and styles of one element. The properties `value`, `checked`, `selected` are not
// set here: they wait for the end of the message (`editing.js`).

import { attribute_value, set_inner_html } from "./trusted.js";

/** Attributes that are set as DOM properties instead. */
export const PROPERTIES = new Set(["value", "checked", "selected"]);

/** @type {Record<string, string>} prefixes that the HTML parser knows on foreign elements */
const NAMESPACES = {
  xlink: "http://www.w3.org/1999/xlink",
  xml: "http://www.w3.org/XML/1998/namespace",
};

/** What ends the value of a style property that wins over others. */
const IMPORTANT = /!\s*important\s*$/i;

/** Namespace of HTML elements. */
export const HTML_NAMESPACE = "http://www.w3.org/1999/xhtml";

/**
 * Return the namespace of what is inside of an element, unless it says another.
 * @param {Element} element
 */
export function namespace_inside(element) {
  if (element.localName === "foreignObject") return HTML_NAMESPACE;
  return element.namespaceURI ?? HTML_NAMESPACE;
}

/** What is open, as far as the server knows. */
const OPEN = new WeakSet();

/**
 * Whether an element is open otherwise than the server knows; from now on it does.
 * @param {Element & {open?: boolean}} element
 */
export function is_toggled(element) {
  if (element.open === OPEN.has(element)) return false;
  OPEN[element.open ? "add" : "delete"](element);
  return true;
}

/**
 * Set an attribute to a string.
 * @param {Element} element
 * @param {string} name
 * @param {string} value
 */
export function set_attribute(element, name, value) {
  if (name === "open") OPEN.add(element);
  const namespace = name.includes(":") ? NAMESPACES[name.split(":")[0]] : undefined;
  if (namespace && element.namespaceURI !== HTML_NAMESPACE) {
    element.setAttributeNS(namespace, name, value);
    return;
  }
  try {
    element.setAttribute(name, attribute_value(element, name, value));
  } catch (error) {
    // Names like "@click" are refused here although the parser takes them: let it make one.
    const template = element.ownerDocument.createElement("template");
    set_inner_html(template, `<a ${name.replace(/[\s"'<>/=]/g, "")}>`);
    const attribute = template.content.firstElementChild?.attributes[0];
    if (attribute?.name !== name.toLowerCase()) throw error;
    const copy = /** @type {Attr} */ (attribute.cloneNode());
    copy.value = value;
    element.setAttributeNode(copy);
  }
}

/**
 * Remove an attribute.
 * @param {Element} element
 * @param {string} name
 */
export function remove_attribute(element, name) {
  if (name === "open") OPEN.delete(element);
  element.removeAttribute(name);
}

/**
 * Set an attribute, or remove it if the value is empty (`id` and `class`).
 * @param {Element} element
 * @param {string} name
 * @param {string} value
 */
export function set_or_remove(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

/**
 * Set a style property; `!important` may end the value.
 * @param {Element} element
 * @param {string} name with dashes, custom properties included
 * @param {string} value
 */
export function set_style(element, name, value) {
  const priority = IMPORTANT.test(value) ? "important" : "";
  style_of(element).setProperty(name, value.replace(IMPORTANT, "").trimEnd(), priority);
}

/**
 * Remove a style property, and the attribute with the last one.
 * @param {Element} element
 * @param {string} name
 */
export function remove_style(element, name) {
  const style = style_of(element);
  style.removeProperty(name);
  // Chromium writes the attribute only when it is read, and cannot remove what it has not written.
  if (!style.length && element.getAttribute("style") !== null) element.removeAttribute("style");
}

/**
 * @param {Element} element
 * @returns {CSSStyleDeclaration}
 */
function style_of(element) {
  return /** @type {HTMLElement} */ (element).style;
}
