// Putting nodes where they belong without disturbing focus, caret, scroll position or media.

/** @typedef {import("./content.js").Content} Content */
/** @typedef {import("./content.js").NodeRecord} NodeRecord */

/**
 * Return all DOM nodes of a record: one, or a legacy widget from comment to comment.
 * @param {NodeRecord} record
 * @returns {Node[]}
 */
export function nodes_of(record) {
  const nodes = [record.node];
  if (!record.end) return nodes;
  let node = record.node.nextSibling;
  while (node) {
    nodes.push(node);
    if (node === record.end) break;
    node = node.nextSibling;
  }
  return nodes;
}

/**
 * Insert what a builder made before a node (`null`: at the end), from the last item to the first,
 * so that nodes which stand there already stay untouched.
 * @param {Content} content
 * @param {import("./render.js").Builder} built
 * @param {Node} parent
 * @param {Node | null} before
 */
export function place(content, built, parent, before) {
  let cursor = before;
  for (const item of [...built.items].reverse()) {
    if ("nodeType" in item) {
      const first = item.firstChild;
      parent.insertBefore(item, cursor);
      cursor = first ?? cursor;
    } else {
      content.removed.delete(item);
      if (!stands_before(content, item, parent, cursor)) move(nodes_of(item), parent, cursor);
      cursor = item.node;
    }
  }
  resolve_moves(content, built);
}

/**
 * Move known nodes into new ones, after these are in the document.
 * @param {Content} content
 * @param {import("./render.js").Builder} built
 */
export function resolve_moves(content, built) {
  for (const { record, placeholder } of built.moves) {
    content.removed.delete(record);
    move(nodes_of(record), /** @type {Node} */ (placeholder.parentNode), placeholder);
    placeholder.remove();
  }
}

/**
 * @param {Content} content
 * @param {NodeRecord} record
 * @param {Node} parent
 * @param {Node | null} cursor
 */
function stands_before(content, record, parent, cursor) {
  if (record.node.parentNode !== parent) return false;
  let next = (record.end ?? record.node).nextSibling;
  // Nodes that were taken out stay in the DOM until the end of the message: look past them.
  while (next && next !== cursor) {
    const other = content._record_of.get(next);
    if (!other || !content.removed.has(other)) return false;
    next = (other.end ?? other.node).nextSibling;
  }
  return next === cursor;
}

/**
 * Move nodes; an element in them that has the focus keeps it.
 * @param {Node[]} nodes
 * @param {Node} parent
 * @param {Node | null} before
 */
export function move(nodes, parent, before) {
  for (const node of nodes) {
    const { moveBefore } = /** @type {any} */ (parent);
    if (moveBefore && parent.isConnected && node.isConnected) {
      moveBefore.call(parent, node, before);
    } else {
      const active = node.ownerDocument?.activeElement;
      const restore = active && node.contains(active) ? remember(active, node) : null;
      parent.insertBefore(node, before);
      restore?.();
    }
  }
}

/**
 * Return a function that brings back focus, selection and scroll positions after a move.
 * @param {Element} active
 * @param {Node} top
 */
function remember(active, top) {
  const control = /** @type {HTMLInputElement} */ (active);
  const { selectionStart, selectionEnd, selectionDirection } = control;
  /** @type {[Element, number, number][]} */
  const scrolled = [];
  /** @type {Element | null} */
  let element = active;
  while (element) {
    scrolled.push([element, element.scrollLeft, element.scrollTop]);
    element = element === top ? null : element.parentElement;
  }
  return () => {
    control.focus({ preventScroll: true });
    if (typeof selectionStart === "number") {
      control.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? "none");
    }
    for (const [element, left, top] of scrolled) {
      element.scrollLeft = left;
      element.scrollTop = top;
    }
  };
}
