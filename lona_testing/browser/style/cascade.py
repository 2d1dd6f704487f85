"""The cascade: which value a property of an element has (CSS Cascade 5).

The browser's own sheet, the sheets of the document, and the attribute `style`, in this order. If a
rule may count of which only a browser knows, and it makes a difference, `NotSupportedInProcess`
says which.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lona_testing.browser.dom import Element
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.style.declarations import Pending, Value, expand
from lona_testing.browser.style.documents import EMPTY, Rule, RuleBook, styles_of
from lona_testing.browser.style.properties import PROPERTIES, SLOW
from lona_testing.browser.style.rule_selectors import EVERYTHING
from lona_testing.browser.style.syntax import text_of, tokens_of
from lona_testing.browser.style.user_agent import default_of, is_forced, without_hints

_IMPORTANT = re.compile(r"!\s*important\s*\Z", re.IGNORECASE)
_DEEPEST_VARIABLE = 32


class NotKnown(NotSupportedInProcess):
    """Only a browser knows the style of an element, or what comes of it."""

    def __init__(self, element: Element, what: str, why: str) -> None:
        super().__init__(f"telling {what} of {outer_html(element)[:120]}", why)


def computed(element: Element, name: str) -> str:
    """Return the value of a property, inherited or initial if nothing states it."""
    styles = styles_of(element)
    if styles is None:
        return _computed(element, name, EMPTY)
    known = styles.values.get((element, name))
    if known is not None:
        return known
    return styles.remember((element, name), _computed(element, name, styles.rule_book()))


def _computed(element: Element, name: str, book: RuleBook) -> str:
    known = PROPERTIES[name]
    has_rules = name in book.rules or name in book.animated
    for ancestor in element.ancestors():
        if has_rules or ancestor.style:
            value = _specified(ancestor, name, book)
        else:
            value = default_of(ancestor, name)
        if value is None or value == "unset":
            value = "inherit" if known.is_inherited else "initial"
        if value == "initial":
            return known.initial
        if value != "inherit":
            return value
    return known.initial


def _specified(element: Element, name: str, book: RuleBook) -> str | None:
    """Return what is said of the element itself, by the page or else by the browser."""
    own = default_of(element, name)
    if is_forced(element, name):
        return own
    value = _cascaded(element, name, own, book)
    if isinstance(value, Pending):
        value = _resolved(element, name, value, book)
    if value == "revert":
        return without_hints(element, name)
    if value is None:
        return own
    if value == "revert-layer":
        raise NotKnown(element, name, "`revert-layer` is not known here")
    return value


def _cascaded(element: Element, name: str, own: str | None, book: RuleBook) -> Value | None:
    """Return the value that wins; None if the page says nothing. `own` is what counts then."""
    if name in book.animated:
        running = book.animated[name].intersection(computed(element, "animation-name").split())
        if running:
            raise NotKnown(element, f"`{name}`", f"the animation {min(running)} changes it")
    value = winner(element, name, _rules_of(element, name, book), _without_rules(name, own))
    if value is not None and name in SLOW and _is_slow(element, name, book):
        raise NotKnown(element, f"`{name}`", "a transition may not have come to its end")
    return value


def _is_slow(element: Element, name: str, book: RuleBook) -> bool:
    """Whether a change of a property takes time."""
    if "transition-duration" not in book.rules and "transition" not in "".join(element.style):
        return False
    if not re.search("[1-9]", computed(element, "transition-duration")):
        return False
    slow = computed(element, "transition-property").replace(",", " ").split()
    return any(part == "all" or name.startswith(part) for part in slow)


def winner(element: Element, name: str, rules: Iterable[Rule], without: str | None) -> Value | None:
    """Return the value of the first rule that touches an element, None if none does.

    Raises `NotKnown` if that depends on a rule of which only a browser knows whether it counts;
    `without` is the value without any rule.
    """
    doubtful: Rule | None = None
    for rule in rules:
        touches = rule.selector.touches(element)
        if touches is False:
            continue
        if doubtful is not None and doubtful.value != rule.value:
            raise _doubt(element, name, doubtful)
        if touches and not rule.doubt:
            return rule.value
        doubtful = rule
    if doubtful is not None and doubtful.value != without:
        raise _doubt(element, name, doubtful)
    return None


def _without_rules(name: str, own: str | None) -> str | None:
    """Return the value of an element about which no rule says anything; None: it is inherited."""
    known = PROPERTIES.get(name)
    return own if own is not None or known is None or known.is_inherited else known.initial


def _doubt(element: Element, name: str, rule: Rule) -> NotKnown:
    why = rule.doubt or f"the rule for `{rule.selector.text}`"
    return NotKnown(element, f"`{name}`", f"it is not known whether {why} applies")


def _rules_of(element: Element, name: str, book: RuleBook) -> Iterator[Rule]:
    """Return what the page says of a property, with the attribute `style` at its place."""
    inline = None
    if element.style and _counts_inline(element):
        inline = _inline_rules(tuple(element.style.items())).get(name)
    for rule in book.rules.get(name, ()):
        if inline is not None and rule.rank < inline.rank:
            yield inline
            inline = None
        yield rule
    if inline is not None:
        yield inline


def _counts_inline(element: Element) -> bool:
    styles = styles_of(element)
    return styles is None or styles.allows_inline(element)


@lru_cache(maxsize=1024)
def _inline_rules(style: tuple[tuple[str, str], ...]) -> dict[str, Rule]:
    """Return what an attribute `style` says, by longhands."""
    rules: dict[str, Rule] = {}
    for name, text in style:
        value = _IMPORTANT.sub("", text).strip()
        rank = (int(value != text.strip()), 1)
        for longhand, stated in expand(name, value):
            if longhand not in rules or rules[longhand].rank <= rank:
                rules[longhand] = Rule(EVERYTHING, stated, "", rank)
    return rules


# custom properties


def _resolved(element: Element, name: str, pending: Pending, book: RuleBook) -> str:
    """Return the value of a longhand after the custom properties of the element are put in."""
    text = _with_variables(element, pending.value, book, 0)
    found = dict(expand(pending.name, text)) if text is not None else {}
    value = found.get(name)
    return value if isinstance(value, str) else "unset"


def _with_variables(element: Element, text: str, book: RuleBook, depth: int) -> str | None:
    """Return a value without `var()`, None if it is not valid."""
    parts = []
    for node in tokens_of(text):
        if node.type != "function" or node.lower_name != "var":
            if "var(" in (serialized := node.serialize()).lower():
                return _unsupported(element, serialized)
            parts.append(serialized)
            continue
        variable, comma, fallback = text_of(node.arguments).partition(",")
        value = _variable(element, variable.strip(), book, depth)
        if value is None and comma:
            value = _with_variables(element, fallback, book, depth + 1)
        if value is None:
            return None
        parts.append(value)
    return "".join(parts)


def _variable(element: Element, name: str, book: RuleBook, depth: int) -> str | None:
    if depth > _DEEPEST_VARIABLE:
        return None
    for ancestor in element.ancestors():
        value = _cascaded(ancestor, name, None, book)
        if isinstance(value, str) and value not in ("inherit", "unset"):
            if value == "initial":
                return None
            return _with_variables(ancestor, value, book, depth + 1)
    return None


def _unsupported(element: Element, text: str) -> str:
    raise NotKnown(element, f"`{text}`", "variables within functions are not known here")
