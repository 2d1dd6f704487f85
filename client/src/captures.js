// Which events an element wants: the attributes `data-lona-events` and `data-lona-ignore`.

/**
 * Return the delay of an event that an element sends, or null if it does not send it.
 * @param {Element} element
 * @param {number} type code of `INPUT_EVENT_TYPE`
 * @returns {number | null} in milliseconds, 0 for none
 */
export function find_event(element, type) {
  return find_options(element, type)?._delay ?? null;
}

/**
 * Return what an element has asked for about an event: `code:delay:flags:keys`, or undefined.
 * @param {Element} element
 * @param {number} type code of `INPUT_EVENT_TYPE`
 */
export function find_options(element, type) {
  if (is_ignored(element)) return;
  for (const part of (element.getAttribute("data-lona-events") ?? "").split(";")) {
    const [code, delay, flags, keys] = part.split(":");
    if (Number(code) === type) {
      return { _delay: Number(delay) || 0, _prevents: flags === "p", _keys: keys?.split(",") };
    }
  }
}

/**
 * Return the combination of keys that is pressed, as it stands in the attribute.
 * @param {KeyboardEvent} event
 */
export function pressed_keys(event) {
  const key = event.key === " " ? "Space" : event.key;
  const held = ["Alt", "Control", "Meta", "Shift"].filter(
    (name) => name !== key && event.getModifierState(name) && (name !== "Shift" || key.length > 1),
  );
  return [...held, encodeURIComponent(key)].join("+");
}

/**
 * Whether Lona leaves an element alone.
 * @param {Element} element
 */
export function is_ignored(element) {
  return element.hasAttribute("data-lona-ignore");
}
