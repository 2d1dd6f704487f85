"""Roles of elements, as far as markup alone tells them (HTML-AAM)."""

from lona_testing.browser.controls import type_of
from lona_testing.browser.dom import HTML_NAMESPACE, Element

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


def role_of(element: Element) -> str | None:
    """Return the role of an element, or None."""
    explicit = (element.get("role") or "").split()
    if explicit:
        return explicit[0]
    if element.namespace != HTML_NAMESPACE and element.tag != "svg":
        return None
    if element.tag in ("a", "area"):
        return "link" if element.has("href") else None
    if element.tag == "input":
        role = type_of(element).role
        is_combo = element.has("list") and role in ("textbox", "searchbox")
        return "combobox" if is_combo else role
    if element.tag == "select":
        size = element.get("size") or "1"
        is_list = element.has("multiple") or (size.isdigit() and int(size) > 1)
        return "listbox" if is_list else "combobox"
    if element.tag == "img" and element.get("alt") == "":
        return "presentation"
    return _TAG_ROLES.get(element.tag)
