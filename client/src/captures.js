// Which events an element wants: the attributes `data-lona-events` and `data-lona-ignore`.

/**
 * Return the delay of an event that an element sends, or null if it does not send it.
 * @param {Element} element
 * @param {number} type code of `INPUT_EVENT_TYPE`
 * @returns {number | null} in milliseconds, 0 for none
 */
export function find_event(element, type) {
  for (const part of (element.getAttribute("data-lona-events") ?? "").split(";")) {
    const [code, delay] = part.split(":");
    if (Number(code) === type) return Number(delay) || 0;
  }
  return null;
}

/**
 * Whether Lona leaves an element alone.
 * @param {Element} element
 */
export function is_ignored(element) {
  return element.hasAttribute("data-lona-ignore");
}
