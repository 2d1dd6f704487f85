// Which links are views, and which are the browser's business.

/**
 * Return the address to show when a link is clicked, or null if the browser has to follow it.
 * @param {Element} link an `a` element with `href`
 * @param {MouseEvent} event
 * @param {URL} address of the window
 * @returns {string | null}
 */
export function view_of_link(link, event, address) {
  const is_special =
    event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (is_special || event.defaultPrevented || link.hasAttribute("download")) return null;
  const href = href_of(link) ?? "";
  return is_here(link.getAttribute("target"), href, address) ? href : null;
}

/**
 * Return the `href` of a link, also of one in an SVG.
 * @param {Element} link
 */
export function href_of(link) {
  return link.getAttribute("href") ?? link.getAttribute("xlink:href");
}

/**
 * Whether an address is on this site and wanted in this browsing context.
 * @param {string | null} target the attribute `target`
 * @param {string} url
 * @param {URL} address
 */
export function is_here(target, url, address) {
  if (target && target.toLowerCase() !== "_self") return false;
  try {
    return new URL(url, address).origin === address.origin;
  } catch {
    return false;
  }
}
