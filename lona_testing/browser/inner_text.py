"""About what `innerText` gives (HTML Living Standard §3.2.7)."""

from lona_testing.browser.accessibility.visibility import is_hidden_itself
from lona_testing.browser.dom import HTML_NAMESPACE, Element, Node, Text

_INLINE = frozenset(
    "a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label mark meter"
    " output progress q s samp select small span strong sub sup textarea time u var wbr".split()
)


def inner_text(element: Element) -> str:
    """Return about what `innerText` gives: shown text, lines for blocks, white space collapsed."""
    parts: list[str] = []
    _collect_shown(element, parts, keep=_keeps_space(element))
    lines = "".join(parts).split("\n")
    text = "\n".join(line.strip(" ") for line in lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n")


def _keeps_space(element: Element) -> bool:
    return any(
        e.tag in ("pre", "textarea") or e.style.get("white-space", "").startswith("pre")
        for e in element.ancestors()
    )


def _collect_shown(node: Node, parts: list[str], keep: bool) -> None:
    if isinstance(node, Text):
        if keep:
            parts.append(node.data)
            return
        text = " ".join(node.data.split())
        if node.data[:1].isspace() and (not parts or not parts[-1].endswith((" ", "\n"))):
            text = " " + text if text else " "
        parts.append(text + (" " if text.strip() and node.data[-1:].isspace() else ""))
    elif isinstance(node, Element):
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
