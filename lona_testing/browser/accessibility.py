"""Roles, names and visibility of elements, as far as markup alone tells them.

Roles follow HTML-AAM, names the Accessible Name computation (accname 1.2) in the parts that static
markup has: `aria-labelledby`, `aria-label`, labels, `alt`, values of buttons, content, `title`.
"""

from lona_testing.browser import controls
from lona_testing.browser.dom import HTML_NAMESPACE, Element, Node, Text

_TAG_ROLES = {
    "article": "article", "aside": "complementary", "button": "button", "code": "code",
    "datalist": "listbox", "dd": "definition", "del": "deletion", "details": "group",
    "dialog": "dialog", "dt": "term", "em": "emphasis", "fieldset": "group", "figure": "figure",
    "footer": "contentinfo", "form": "form", "h1": "heading", "h2": "heading", "h3": "heading",
    "h4": "heading", "h5": "heading", "h6": "heading", "header": "banner", "hr": "separator",
    "img": "img", "ins": "insertion", "li": "listitem", "main": "main", "menu": "list",
    "meter": "meter", "nav": "navigation", "ol": "list", "optgroup": "group", "option": "option",
    "output": "status", "p": "paragraph", "progress": "progressbar", "search": "search",
    "strong": "strong", "sub": "subscript", "sup": "superscript", "svg": "img", "table": "table",
    "tbody": "rowgroup", "td": "cell", "textarea": "textbox", "tfoot": "rowgroup",
    "th": "columnheader", "thead": "rowgroup", "time": "time", "tr": "row", "ul": "list",
}  # fmt: skip

_INPUT_ROLES = {
    "button": "button", "checkbox": "checkbox", "email": "textbox", "image": "button",
    "number": "spinbutton", "radio": "radio", "range": "slider", "reset": "button",
    "search": "searchbox", "submit": "button", "tel": "textbox", "text": "textbox",
    "url": "textbox",
}  # fmt: skip

_NAMED_BY_CONTENT = frozenset(
    "button cell checkbox columnheader gridcell heading link menuitem option radio row rowheader"
    " switch tab tooltip treeitem".split()
)
_BUTTON_LABELS = {"submit": "Submit", "reset": "Reset", "image": "Submit"}
_NEVER_SHOWN = frozenset("head script style template title noscript meta link base".split())
_LABELABLE = frozenset("button input meter output progress select textarea".split())


def role_of(element: Element) -> str | None:
    """Give the role of an element, or None."""
    explicit = (element.get("role") or "").split()
    if explicit:
        return explicit[0]
    if element.namespace != HTML_NAMESPACE and element.tag != "svg":
        return None
    if element.tag in ("a", "area"):
        return "link" if element.has("href") else None
    if element.tag == "input":
        role = _INPUT_ROLES.get(controls.input_type(element))
        is_combo = element.has("list") and role in ("textbox", "searchbox")
        return "combobox" if is_combo else role
    if element.tag == "select":
        size = element.get("size") or "1"
        is_list = element.has("multiple") or (size.isdigit() and int(size) > 1)
        return "listbox" if is_list else "combobox"
    if element.tag == "img" and element.get("alt") == "":
        return "presentation"
    return _TAG_ROLES.get(element.tag)


def name_of(element: Element) -> str:
    """Give the accessible name of an element, white space collapsed."""
    return " ".join(_name(element).split())


def _name(element: Element) -> str:
    *_, root = element.ancestors()
    references = (element.get("aria-labelledby") or "").split()
    if references:
        found = [e for e in root.elements() if e.get("id") in references]
        found.sort(key=lambda e: references.index(e.get("id") or ""))
        return " ".join(e.text() for e in found)
    label = element.get("aria-label")
    if label and label.strip():
        return label
    labels = labels_of(element)
    if labels:
        return " ".join(_content(label, element) for label in labels)
    if controls.is_html(element, "input"):
        kind = controls.input_type(element)
        if kind in ("submit", "reset", "button"):
            return element.get("value") or _BUTTON_LABELS.get(kind, "")
        if kind == "image":
            return element.get("alt") or _BUTTON_LABELS[kind]
    if element.tag in ("img", "area"):
        return element.get("alt") or element.get("title") or ""
    caption = {"fieldset": "legend", "table": "caption", "figure": "figcaption"}.get(element.tag)
    for child in element.children:
        if type(child) is Element and child.tag == caption:
            return _content(child)
    if role_of(element) in _NAMED_BY_CONTENT:
        content = _content(element)
        if content.strip():
            return content
    return element.get("title") or element.get("placeholder") or ""


def _content(element: Element, without: Element | None = None) -> str:
    parts: list[str] = []
    for child in element.children:
        if type(child) is Text:
            parts.append(child.data)
        elif type(child) is Element and child is not without and not is_hidden_itself(child):
            if child.tag == "img":
                parts.append(child.get("alt") or "")
            else:
                parts.append(child.get("aria-label") or _content(child, without))
    return "".join(parts)


def labels_of(control: Element) -> list[Element]:
    """Give the `<label>` elements of a control."""
    if control.tag not in _LABELABLE or control.namespace != HTML_NAMESPACE:
        return []
    *_, root = control.ancestors()
    return [e for e in root.elements() if controls.is_html(e, "label") and control_of(e) is control]


def control_of(label: Element) -> Element | None:
    """Give the control that a label labels: that of `for`, else the first one inside."""
    wanted = label.get("for")
    if wanted is not None:
        *_, root = label.ancestors()
        found = next((e for e in root.elements() if e.get("id") == wanted), None)
        return found if found is not None and found.tag in _LABELABLE else None
    return next(
        (
            e
            for e in label.elements()
            if e.tag in _LABELABLE and not (e.tag == "input" and e.get("type") == "hidden")
        ),
        None,
    )


def is_hidden_itself(element: Element) -> bool:
    """Whether an element is taken out of the page by its own markup."""
    return (
        "hidden" in element.attributes
        or element.style.get("display") == "none"
        or element.tag in _NEVER_SHOWN
        or (controls.is_html(element, "input") and controls.input_type(element) == "hidden")
        or (controls.is_html(element, "dialog") and "open" not in element.attributes)
    )


def why_hidden(element: Element) -> str | None:
    """Say why an element can not be seen, or give None if markup does not hide it.

    Style sheets and layout are not known here.
    """
    child: Element | None = None
    visibility = None
    for ancestor in element.ancestors():
        if is_hidden_itself(ancestor):
            return f"<{ancestor.tag}> is hidden"
        if controls.is_html(ancestor, "details") and "open" not in ancestor.attributes:
            first = next((c for c in ancestor.children if type(c) is Element), None)
            if child is not None and not (child is first and child.tag == "summary"):
                return "<details> is closed"
        visibility = visibility or ancestor.style.get("visibility")
        child = ancestor
    return None if visibility in (None, "visible") else f"visibility is {visibility}"


def inner_text(element: Element) -> str:
    """Give about what `innerText` gives: shown text, lines for blocks, white space collapsed."""
    parts: list[str] = []
    _collect_shown(element, parts, keep=_keeps_space(element))
    lines = "".join(parts).split("\n")
    text = "\n".join(line.strip(" ") for line in lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n")


_INLINE = frozenset(
    "a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label mark meter"
    " output progress q s samp select small span strong sub sup textarea time u var wbr".split()
)


def _keeps_space(element: Element) -> bool:
    return any(
        e.tag in ("pre", "textarea") or e.style.get("white-space", "").startswith("pre")
        for e in element.ancestors()
    )


def _collect_shown(node: Node, parts: list[str], keep: bool) -> None:
    if type(node) is Text:
        if keep:
            parts.append(node.data)
            return
        text = " ".join(node.data.split())
        if node.data[:1].isspace() and (not parts or not parts[-1].endswith((" ", "\n"))):
            text = " " + text if text else " "
        parts.append(text + (" " if text.strip() and node.data[-1:].isspace() else ""))
    elif type(node) is Element:
        if is_hidden_itself(node) and parts is not None:
            return
        if node.tag == "br":
            parts.append("\n")
            return
        is_block = node.tag not in _INLINE and node.namespace == HTML_NAMESPACE
        if is_block and parts and not parts[-1].endswith("\n"):
            parts.append("\n")
        keep = keep or node.tag in ("pre", "textarea")
        for child in node.children:
            _collect_shown(child, parts, keep)
        if is_block and parts and not parts[-1].endswith("\n"):
            parts.append("\n")
