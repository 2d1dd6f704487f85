// The canonical form of a DOM, in which the vectors say what they expect. No imports and no exports, so
// that a browser can load it as a script of any kind.
//
// Like `innerHTML`, but: attributes sorted by name, without `data-lona-node-id`; styles sorted by name;
// properties of controls as pseudo attributes after the attributes; U+241F between texts that touch.

globalThis.lona_canonical = (() => {
  const VOID = new Set(
    "area base br col embed hr img input link meta source track wbr param".split(" "),
  );
  const TEXT = 3;
  const COMMENT = 8;

  /** @param {string} text */
  const escape = (text) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  /** @param {string} text */
  const escape_attribute = (text) => escape(text).replaceAll('"', "&quot;");

  const is_html = (element, ...names) =>
    element.namespaceURI === "http://www.w3.org/1999/xhtml" && names.includes(element.localName);

  function style_text(style) {
    const names = Array.from(style).sort();
    return names
      .map((name) => {
        const priority = style.getPropertyPriority(name) && " !important";
        return `${name}: ${style.getPropertyValue(name)}${priority};`;
      })
      .join(" ");
  }

  function attributes(element) {
    return [...element.attributes]
      .filter(({ name }) => name !== "data-lona-node-id")
      .map(({ name, value }) => [name, name === "style" ? style_text(element.style) : value])
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ` ${name}="${escape_attribute(value)}"`);
  }

  function pseudo_attributes(element) {
    if (is_html(element, "input", "textarea")) {
      const value = element.value && ` .value="${escape_attribute(element.value)}"`;
      return [element.checked ? " .checked" : "", value];
    }
    if (is_html(element, "option") && element.selected) {
      const select = element.closest("select");
      return select && !select.multiple && select.options[0] === element ? [] : [" .selected"];
    }
    return [];
  }

  function write(node, out) {
    if (node.nodeType === TEXT) {
      out.push(escape(node.data).replaceAll("\u00a0", "&nbsp;"));
    } else if (node.nodeType === COMMENT) {
      out.push(`<!--${node.data}-->`);
    } else {
      out.push(`<${node.localName}`, ...attributes(node), ...pseudo_attributes(node), ">");
      if (is_html(node, ...VOID)) return;
      write_children(node, out);
      out.push(`</${node.localName}>`);
    }
  }

  function write_children(parent, out) {
    const { childNodes } = is_html(parent, "template") ? parent.content : parent;
    for (const child of childNodes) {
      if (child.nodeType === TEXT && child.previousSibling?.nodeType === TEXT) out.push("\u241f");
      write(child, out);
    }
  }

  /**
   * Return the canonical inner HTML of an element.
   * @param {Element} element
   * @returns {string}
   */
  return (element) => {
    const out = [];
    write_children(element, out);
    return out.join("");
  };
})();
