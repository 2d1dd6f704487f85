"""The cascade: which value a property of an element has (CSS Cascade 5).

The browser's own sheet, the sheets of the document, and the attribute `style`, in this order. If a
rule may count of which only a browser knows, and it makes a difference, `NotSupportedInProcess`
says which.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lona_testing.browser.dom import Element
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.style.declarations import Pending, Value, expand
from lona_testing.browser.style.documents import Rule, document_of
from lona_testing.browser.style.properties import PROPERTIES
from lona_testing.browser.style.rule_selectors import Selector
from lona_testing.browser.style.syntax import text_of, tokens_of
from lona_testing.browser.style.user_agent import default_of, is_forced

_IMPORTANT = re.compile(r"!\s*important\s*\Z", re.IGNORECASE)
_DEEPEST_VARIABLE = 32
_EVERYTHING = Selector("*", None, "", (0, 0, 0))


class NotKnown(NotSupportedInProcess):
    """Only a browser knows the style of an element, or what comes of it."""

    def __init__(self, element: Element, what: str, why: str) -> None:
        super().__init__(f"telling {what} of {element!r}", why)


def computed(element: Element, name: str) -> str:
    """Return the value of a property, inherited or initial if nothing states it."""
    document = document_of(element)
    if document is not None and (known := document.values.get((element, name))) is not None:
        return known
    value = _computed(element, name)
    return value if document is None else document.remember((element, name), value)


def _computed(element: Element, name: str) -> str:
    known = PROPERTIES[name]
    for ancestor in element.ancestors():
        value = _specified(ancestor, name)
        if value is None or value == "unset":
            value = "inherit" if known.is_inherited else "initial"
        if value == "initial":
            return known.initial
        if value != "inherit":
            return value
    return known.initial


def _specified(element: Element, name: str) -> str | None:
    """Return what is said of the element itself, by the page or else by the browser."""
    own = default_of(element, name)
    if is_forced(element, name):
        return own
    value = _cascaded(element, name, own)
    if isinstance(value, Pending):
        value = _resolved(element, name, value)
    if value is None or value == "revert":
        return own
    if value == "revert-layer":
        raise NotKnown(element, name, "`revert-layer` is not known here")
    return value


def _cascaded(element: Element, name: str, own: str | None) -> Value | None:
    """Return the value that wins; None if the page says nothing. `own` is what counts then."""
    doubtful: Rule | None = None
    for rule in _rules_of(element, name):
        touches = rule.selector.touches(element)
        if touches is False:
            continue
        if touches and not rule.doubt:
            if doubtful is not None and doubtful.value != rule.value:
                raise _doubt(element, name, doubtful)
            return rule.value
        if doubtful is not None and doubtful.value != rule.value:
            raise _doubt(element, name, doubtful)
        doubtful = rule
    if doubtful is not None and doubtful.value != _without_rules(name, own):
        raise _doubt(element, name, doubtful)
    return None


def _without_rules(name: str, own: str | None) -> str | None:
    """Return the value of an element about which no rule says anything; None: it is inherited."""
    known = PROPERTIES.get(name)
    return own if own is not None or known is None or known.is_inherited else known.initial


def _doubt(element: Element, name: str, rule: Rule) -> NotKnown:
    why = rule.doubt or f"the rule for `{rule.selector.text}`"
    return NotKnown(element, f"`{name}`", f"it is not known whether {why} applies")


def _rules_of(element: Element, name: str) -> Iterator[Rule]:
    """Return what the page says of a property, with the attribute `style` at its place."""
    document = document_of(element)
    book = None if document is None else document.rule_book()
    if book is not None and name in book.animated and computed(element, "animation-name") != "none":
        raise NotKnown(element, f"`{name}`", "an animation changes it")
    inline = None
    if element.style:
        inline = _inline_rules(tuple(element.style.items())).get(name)
    for rule in () if book is None else book.rules.get(name, ()):
        if inline is not None and rule.rank < inline.rank:
            yield inline
            inline = None
        yield rule
    if inline is not None:
        yield inline


@lru_cache(maxsize=1024)
def _inline_rules(style: tuple[tuple[str, str], ...]) -> dict[str, Rule]:
    """Return what an attribute `style` says, by longhands."""
    rules: dict[str, Rule] = {}
    for name, text in style:
        value = _IMPORTANT.sub("", text).strip()
        rank = (int(value != text.strip()), 1)
        for longhand, stated in expand(name, value):
            if longhand not in rules or rules[longhand].rank <= rank:
                rules[longhand] = Rule(_EVERYTHING, stated, "", rank)
    return rules


# custom properties


def _resolved(element: Element, name: str, pending: Pending) -> str:
    """Return the value of a longhand after the custom properties of the element are put in."""
    text = _with_variables(element, pending.value, 0)
    found = dict(expand(pending.name, text)) if text is not None else {}
    value = found.get(name)
    return value if isinstance(value, str) else "unset"


def _with_variables(element: Element, text: str, depth: int) -> str | None:
    """Return a value without `var()`, None if it is not valid."""
    parts = []
    for node in tokens_of(text):
        if node.type != "function" or node.lower_name != "var":
            if "var(" in (serialized := node.serialize()).lower():
                return _unsupported(element, serialized)
            parts.append(serialized)
            continue
        variable, comma, fallback = text_of(node.arguments).partition(",")
        value = _variable(element, variable.strip(), depth)
        if value is None and comma:
            value = _with_variables(element, fallback, depth + 1)
        if value is None:
            return None
        parts.append(value)
    return "".join(parts)


def _variable(element: Element, name: str, depth: int) -> str | None:
    if depth > _DEEPEST_VARIABLE:
        return None
    for ancestor in element.ancestors():
        value = _cascaded(ancestor, name, None)
        if isinstance(value, str) and value not in ("inherit", "unset"):
            return None if value == "initial" else _with_variables(ancestor, value, depth + 1)
    return None


def _unsupported(element: Element, text: str) -> str:
    raise NotKnown(element, f"`{text}`", "variables within functions are not known here")


# pseudo-elements


def generated_content(element: Element) -> list[str]:
    """Return what `content` may be of `::before` and `::after`, where these have boxes."""
    document = document_of(element)
    rules = [] if document is None else document.rule_book().generated.get("content", [])
    return [
        str(rule.value)
        for rule in rules
        if rule.selector.pseudo in ("before", "after")
        and rule.value not in ("none", "normal")
        and rule.selector.touches(element) is not False
    ]
