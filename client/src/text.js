// Character references in texts, decoded exactly as the browser's HTML parser does.

import { set_inner_html } from "./trusted.js";

/**
 * Return a function that decodes the character references of a text once and keeps all else.
 *
 * Only what looks like a reference reaches the parser, so markup is never interpreted and white
 * space is kept. The parser finds the longest known name itself (`&notit;` is `¬it;`).
 * @param {Document} document
 * @returns {(text: string) => string}
 */
export function make_decoder(document) {
  const element = document.createElement("span");
  /** @param {string} reference */
  const parse = (reference) => {
    set_inner_html(element, reference);
    return element.textContent ?? "";
  };
  return (text) =>
    text.includes("&") ? text.replace(/&(?:#\d+|#x[\da-f]+|[a-z][\da-z]*);?/gi, parse) : text;
}
