"""Types, namespaces, ids, classes and attributes.

In HTML, names of tags and attributes are compared without case, and so are the values of some
attributes (HTML Living Standard §4.16.2). Chromium does not tell the case of names in SVG either.
"""

from collections.abc import Callable, Iterator

from lona_testing.browser.dom import HTML_NAMESPACE, Element, ascii_lower, is_quirky, words
from lona_testing.browser.selectors.matching import Test

_WITHOUT_CASE = frozenset(
    "accept accept-charset align alink axis bgcolor charset checked clear codetype color compact"
    " declare defer dir direction disabled enctype face frame hreflang http-equiv lang language"
    " link media method multiple nohref noresize noshade nowrap readonly rel rev rules scope"
    " scrolling selected shape target text type valign valuetype vlink".split()
)

_PREFIXES = {
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xmlns": "http://www.w3.org/2000/xmlns/",
}
"""The prefixes of attributes that the HTML parser knows, in elements that are not of HTML."""

_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in words(value),
    "|=": lambda value, wanted: value == wanted or value.startswith(wanted + "-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}


def tag_test(name: str) -> Test:
    """Test the local name."""
    wanted = ascii_lower(name)
    return lambda e, _: e.tag == wanted or ascii_lower(e.tag) == wanted


def namespace_test(namespace: str) -> Test:
    """Test the namespace; no element of a page is in none."""
    return lambda e, _: e.namespace == namespace


def id_test(wanted: str) -> Test:
    """Test the id."""
    folded = ascii_lower(wanted)

    def test(element: Element, _: Element | None) -> bool:
        value = element.attributes.get("id")
        if value is None or value == wanted:
            return value is not None
        return ascii_lower(value) == folded and is_quirky(element)

    return test


def class_test(wanted: str) -> Test:
    """Test for a class."""
    folded = ascii_lower(wanted)

    def test(element: Element, _: Element | None) -> bool:
        text = element.attributes.get("class", "")
        if folded not in ascii_lower(text):
            return False
        return wanted in words(text) or (folded in words(ascii_lower(text)) and is_quirky(element))

    return test


def attribute_test(
    name: str,
    namespace: str | None,
    operator: str | None,
    wanted: str | None,
    ignores_case: bool,
) -> Test:
    """Test an attribute. The namespace is "" for none, None for any."""
    name = ascii_lower(name)
    if operator is None or wanted is None:
        return lambda e, _: any(True for _ in _values(e, name, namespace))
    compare, folded = _OPERATORS[operator], ascii_lower(wanted)
    folds_in_html = ignores_case or (name in _WITHOUT_CASE and not namespace)

    def test(element: Element, _: Element | None) -> bool:
        folds = folds_in_html if element.namespace == HTML_NAMESPACE else ignores_case
        return any(
            compare(ascii_lower(value), folded) if folds else compare(value, wanted)
            for value in _values(element, name, namespace)
        )

    return test


def _values(element: Element, name: str, namespace: str | None) -> Iterator[str]:
    """Return the values of the attributes of a name, which is in lower case."""
    if element.namespace == HTML_NAMESPACE:
        value = None if namespace else element.get(name)
        if value is not None:
            yield value
        return
    for full, value in [*element.attributes.items(), ("style", element.get("style"))]:
        prefix, colon, local = full.partition(":")
        uri = _PREFIXES.get(prefix, "") if colon or full == "xmlns" else ""
        own = local if uri and colon else full
        if value is not None and ascii_lower(own) == name and namespace in (None, uri):
            yield value
