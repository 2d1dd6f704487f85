"""The title of a document, as `document.title` tells and sets it (HTML Living Standard §3.1.6)."""

from lona_testing.browser.dom import Document, Element, Text, insert, is_html, words


def title_of(document: Document) -> str:
    """Return the text of the first `<title>`, its white space collapsed."""
    title = _first(document, "title")
    texts = [] if title is None else [c.data for c in title.children if isinstance(c, Text)]
    return " ".join(words("".join(texts)))


def set_title(document: Document, text: str) -> None:
    """Write the first `<title>`, or a new one in the head; without a head nothing happens."""
    title = _first(document, "title")
    if title is None:
        head = _first(document, "head")
        if head is None:
            return
        title = Element("title")
        insert(head, len(head.children), [title])
    title.children.clear()
    insert(title, 0, [Text(text)] if text else [])


def _first(document: Document, tag: str) -> Element | None:
    return next((e for e in document.elements() if is_html(e, tag)), None)
