// What form controls hold beside their attributes: value, checkedness, selectedness. Knows nothing
// of windows, messages, or who has edited what.

/** @typedef {HTMLInputElement & {options?: HTMLOptionsCollection}} Control
 *   input, select or textarea */

/** Types of `input` whose property `value` stands for the attribute. */
const TYPES_THAT_REFLECT_VALUE = new Set([
  "hidden",
  "submit",
  "button",
  "reset",
  "image",
  "checkbox",
  "radio",
]);

/**
 * Whether a control is one that is switched on and off.
 * @param {Control} control
 */
export function is_toggle(control) {
  return control.localName === "input" && ["checkbox", "radio"].includes(control.type);
}

/**
 * Return the selected options of a select; other controls have none.
 * @param {Control} control
 * @returns {HTMLOptionElement[]}
 */
export function selected_options(control) {
  return [...(control.options ?? [])].filter((option) => option.selected);
}

/**
 * Return what the user knows an option by, to find it among others.
 * @param {HTMLOptionElement} option
 */
export function option_label(option) {
  return option.value + option.text;
}

/**
 * Set `value`, `checked` or `selected`, unless it is so already; the caret stays where it was.
 * @param {any} element
 * @param {string} name
 * @param {any} value `null` removes a value
 */
export function set_property(element, name, value) {
  const is_reflecting = name === "value" && reflects_value(element);
  if (value === null && is_reflecting) {
    // Without the attribute `progress` shows no position: `""` would be 0 (or an error).
    element.removeAttribute(name);
    return;
  }
  const new_value = value === null ? "" : value;
  if (element[name] === new_value && !is_reflecting) return;
  const restore_caret = name === "value" ? remember_caret(element) : null;
  try {
    element[name] = new_value;
  } catch (error) {
    // `progress` takes numbers only; a file input nothing at all.
    if (element.type !== "file") element.setAttribute(name, new_value);
    return;
  }
  restore_caret?.();
}

/**
 * Return a function that puts the caret back after the value was set: where it was, or at the end
 * if it was there. `null` if the element has no caret.
 * @param {HTMLInputElement} element
 */
function remember_caret(element) {
  const { selectionStart, selectionEnd, value: old_value } = element;
  const has_focus = element.ownerDocument.activeElement === element;
  if (!has_focus || typeof selectionStart !== "number") return null;
  /** @param {number | null} position */
  const new_position = (position) =>
    position === old_value.length ? element.value.length : position;
  return () => {
    element.setSelectionRange(new_position(selectionStart), new_position(selectionEnd));
  };
}

/**
 * Whether the property `value` stands for the attribute. It then has to be set in any case: without
 * the attribute `li.value` is 0, `option.value` the text and that of a check box "on".
 * @param {HTMLInputElement} element
 */
function reflects_value(element) {
  if (element.localName === "input") return TYPES_THAT_REFLECT_VALUE.has(element.type);
  return !["textarea", "select"].includes(element.localName);
}
