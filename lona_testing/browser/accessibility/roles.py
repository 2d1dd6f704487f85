"""Roles of elements: the attribute `role`, else that of the tag in its place (HTML-AAM §4).

The facts about roles themselves are in `aria`.
"""

import re
from collections.abc import Callable

from lona_testing.browser.accessibility.aria import (
    GLOBAL_ATTRIBUTES,
    NOT_UNDONE_BY_LABEL,
    PRESENTATIONAL,
    ROLES,
)
from lona_testing.browser.controls import input_type, is_disabled, type_of
from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    MATHML_NAMESPACE,
    SVG_NAMESPACE,
    Element,
    is_html,
)
from lona_testing.browser.ids import element_by_id

_TAG_ROLES = {
    "article": "article", "aside": "complementary", "blockquote": "blockquote", "button": "button",
    "caption": "caption", "code": "code", "datalist": "listbox", "dd": "definition",
    "del": "deletion", "details": "group", "dfn": "term", "dialog": "dialog", "dt": "term",
    "em": "emphasis", "fieldset": "group", "figure": "figure", "h1": "heading", "h2": "heading",
    "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "hr": "separator",
    "html": "document", "ins": "insertion", "li": "listitem", "main": "main", "mark": "mark",
    "menu": "list", "meter": "meter", "nav": "navigation", "ol": "list", "optgroup": "group",
    "option": "option", "output": "status", "p": "paragraph", "progress": "progressbar",
    "search": "search", "strong": "strong", "sub": "subscript", "sup": "superscript",
    "table": "table", "tbody": "rowgroup", "textarea": "textbox", "tfoot": "rowgroup",
    "thead": "rowgroup", "time": "time", "tr": "row", "ul": "list",
}  # fmt: skip

_FOREIGN_ROLES = {(SVG_NAMESPACE, "svg"): "img", (MATHML_NAMESPACE, "math"): "math"}

_INPUTS_WITH_SUGGESTIONS = frozenset(("email", "search", "tel", "text", "url"))

_SECTIONING_TAGS = frozenset(("article", "aside", "main", "nav", "section"))
_SECTIONING_ROLES = frozenset(("article", "complementary", "main", "navigation", "region"))

_HEADER_ROLES = {
    "col": "columnheader", "colgroup": "columnheader", "row": "rowheader", "rowgroup": "rowheader",
}  # fmt: skip

# What stands in a presentational list or table is presentational, too (WAI-ARIA 1.2 §5.3.3).
_INHERITS_FROM = {
    "dd": ("dl", "div"), "div": ("dl",), "dt": ("dl", "div"), "li": ("ol", "ul"),
    "tbody": ("table",), "td": ("tr",), "tfoot": ("table",), "th": ("tr",), "thead": ("table",),
    "tr": ("tbody", "tfoot", "thead", "table"),
}  # fmt: skip

_NUMBER = re.compile(r"\s*([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)?\s*", re.IGNORECASE)


def role_of(element: Element) -> str | None:
    """Return the role of an element, None if it has none."""
    explicit = _explicit_role(element)
    if explicit is None:
        return _inherited_role(element) or role_of_tag(element)
    if explicit in PRESENTATIONAL:
        implicit = role_of_tag(element)
        if _is_needed(element, implicit):
            return implicit
    return explicit


def role_of_tag(element: Element) -> str | None:
    """Return the role that an element has without the attribute `role`."""
    if element.namespace != HTML_NAMESPACE:
        if element.tag == "a" and element.namespace == SVG_NAMESPACE:
            return _link(element)
        # Playwright looks at the name alone, in any name space.
        role = _FOREIGN_ROLES.get((element.namespace, element.tag))
        return role or _TAG_ROLES.get(element.tag.lower())
    in_context = _BY_CONTEXT.get(element.tag)
    return _TAG_ROLES.get(element.tag) if in_context is None else in_context(element)


def level_of_tag(element: Element) -> int | None:
    """Return the level of `<h1>` to `<h6>`, None for other elements."""
    is_heading = element.namespace == HTML_NAMESPACE and _TAG_ROLES.get(element.tag) == "heading"
    return int(element.tag[1]) if is_heading else None


def _explicit_role(element: Element) -> str | None:
    """Return the first token of `role` that counts, in any case (WAI-ARIA 1.2 §9.1)."""
    value = element.attributes.get("role")
    if not value:
        return None
    tokens = (token.strip() for token in value.lower().split(" "))
    return next((token for token in tokens if token in ROLES), None)


def _is_needed(element: Element, implicit: str | None) -> bool:
    """Whether `role="none"` counts for nothing: conflict resolution (WAI-ARIA 1.2 §9.3)."""
    attributes = element.attributes
    if not GLOBAL_ATTRIBUTES.isdisjoint(attributes) or _can_have_focus(element):
        return True
    is_labelled = "aria-label" in attributes or "aria-labelledby" in attributes
    return is_labelled and implicit not in NOT_UNDONE_BY_LABEL


def _can_have_focus(element: Element) -> bool:
    """Whether an element can get the focus: by its kind, or by a `tabindex`."""
    tabindex = element.attributes.get("tabindex")
    if tabindex is not None and _NUMBER.fullmatch(tabindex):
        return True
    if is_html(element, "a", "area"):
        return "href" in element.attributes
    if is_html(element, "button", "select", "textarea"):
        return not is_disabled(element)
    if is_html(element, "input"):
        return input_type(element) != "hidden" and not is_disabled(element)
    return is_html(element, "details")


def _inherited_role(element: Element) -> str | None:
    parent = element.parent
    while parent is not None and parent.tag in _INHERITS_FROM.get(element.tag, ()):
        role = _explicit_role(parent)
        if role in PRESENTATIONAL and not _is_needed(parent, role):
            return role
        element, parent = parent, parent.parent
    return None


# Roles of tags that depend on attributes or on the elements around.


def _link(element: Element) -> str | None:
    return "link" if "href" in element.attributes else None


def _only_with_name(role: str) -> Callable[[Element], str | None]:
    def of(element: Element) -> str | None:
        named = "aria-label" in element.attributes or "aria-labelledby" in element.attributes
        return role if named else None

    return of


def _only_of_page(role: str) -> Callable[[Element], str | None]:
    def of(element: Element) -> str | None:
        return None if any(_is_section(e) for e in element.ancestors()) else role

    return of


def _is_section(element: Element) -> bool:
    role = element.attributes.get("role")
    return element.tag in _SECTIONING_TAGS if role is None else role in _SECTIONING_ROLES


def _image(element: Element) -> str:
    attributes = element.attributes
    is_decoration = (
        attributes.get("alt") == ""
        and not attributes.get("title")
        and not _is_needed(element, "img")
    )
    return "presentation" if is_decoration else "img"


def _input(element: Element) -> str | None:
    kind = input_type(element)
    if kind in _INPUTS_WITH_SUGGESTIONS and _has_suggestions(element):
        return "combobox"
    return type_of(element).role


def _has_suggestions(element: Element) -> bool:
    wanted = element.attributes.get("list")
    if not wanted:
        return False
    found = element_by_id(element, wanted)
    return found is not None and is_html(found, "datalist")


def _select(element: Element) -> str:
    size = re.match(r"\s*\+?(\d+)", element.attributes.get("size", ""))
    is_list = "multiple" in element.attributes or (size is not None and int(size[1]) > 1)
    return "listbox" if is_list else "combobox"


def _cell(element: Element) -> str:
    table = _table_of(element)
    is_of_grid = table is not None and _explicit_role(table) in ("grid", "treegrid")
    return "gridcell" if is_of_grid else "cell"


def _header_cell(element: Element) -> str | None:
    """Return the role of a `<th>`: by its scope, else by the cells beside it."""
    scope = _HEADER_ROLES.get(element.attributes.get("scope", ""))
    if scope is not None:
        return scope
    beside = [cell for cell in _siblings(element) if cell is not None]
    if any(is_html(cell, "td") for cell in beside):
        return "rowheader"
    if beside or not _is_only_row(element.parent):
        return "columnheader"
    return None


def _is_only_row(row: Element | None) -> bool:
    table = _table_of(row) if row is not None else None
    if table is None:
        return False
    rows = (e for e in table.elements() if is_html(e, "tr") and _table_of(e) is table)
    return sum(1 for _ in rows) == 1


def _table_of(element: Element) -> Element | None:
    return next((e for e in element.ancestors() if is_html(e, "table")), None)


def _siblings(element: Element) -> tuple[Element | None, Element | None]:
    """Return the elements before and behind an element."""
    around = element.parent.children if element.parent is not None else [element]
    elements = [e for e in around if isinstance(e, Element)]
    at = elements.index(element)
    before = elements[at - 1] if at else None
    return before, elements[at + 1] if at + 1 < len(elements) else None


_BY_CONTEXT: dict[str, Callable[[Element], str | None]] = {
    "a": _link,
    "area": _link,
    "footer": _only_of_page("contentinfo"),
    "form": _only_with_name("form"),
    "header": _only_of_page("banner"),
    "img": _image,
    "input": _input,
    "section": _only_with_name("region"),
    "select": _select,
    "td": _cell,
    "th": _header_cell,
}
