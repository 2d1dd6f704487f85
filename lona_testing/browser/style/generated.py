"""What `::before` and `::after` add to an element (CSS Pseudo-Elements 4 §4)."""

from typing import Literal

from lona_testing.browser.dom import Element
from lona_testing.browser.style.cascade import NotKnown, computed, winner
from lona_testing.browser.style.documents import styles_of
from lona_testing.browser.style.properties import PROPERTIES
from lona_testing.browser.style.syntax import tokens_of

Place = Literal["before", "after"]
_PLACES: tuple[Place, ...] = ("before", "after")


def has_generated_box(element: Element) -> bool:
    """Whether `::before` or `::after` of an element has a box, be it empty."""
    return any(_content(element, place) is not None for place in _PLACES)


def part_is_styled(element: Element, parts: tuple[str, ...], *names: str) -> bool:
    """Whether a rule says something of some properties of a part, like `::first-line`."""
    styles = styles_of(element)
    book = {} if styles is None else styles.rule_book().generated
    return any(
        rule.selector.pseudo in parts and rule.selector.touches(element) is not False
        for name in names
        for rule in book.get(name, ())
    )


def has_generated_layer(element: Element) -> bool:
    """Whether `::before` or `::after` of an element may lie in front of others."""
    styles = styles_of(element)
    if styles is None or "position" not in styles.rule_book().generated:
        return False
    return any(
        _content(element, place) is not None
        and _value(element, place, "position") in ("absolute", "fixed")
        and _value(element, place, "pointer-events") != "none"
        for place in _PLACES
    )


def generated_text(element: Element, place: Place) -> str:
    """Return the text of a pseudo-element as names have it: with spaces around what is a block.

    Raises `NotKnown` if it is no plain text.
    """
    content = _content(element, place)
    if content is None or _value(element, place, "visibility") != "visible":
        return ""
    tokens = [token for token in tokens_of(content) if token.type != "whitespace"]
    if any(token.type != "string" for token in tokens):
        raise NotKnown(element, f"the text of `::{place}`", f"its `content` is {content}")
    text = "".join(token.value for token in tokens)
    return text if _value(element, place, "display") == "inline" or not text else f" {text} "


def _content(element: Element, place: Place) -> str | None:
    """Return the value of `content`, None if the pseudo-element has no box."""
    styles = styles_of(element)
    if styles is None or "content" not in styles.rule_book().generated:
        return None
    content = _value(element, place, "content")
    if content in ("none", "normal") or _value(element, place, "display") == "none":
        return None
    return content


def _value(element: Element, place: Place, name: str) -> str:
    styles = styles_of(element)
    book = {} if styles is None else styles.rule_book().generated
    rules = [rule for rule in book.get(name, ()) if rule.selector.pseudo == place]
    known = PROPERTIES[name]
    value = winner(element, name, rules, known.initial)
    if value is not None and not isinstance(value, str):
        raise NotKnown(element, f"`{name}` of `::{place}`", "it is made with variables")
    if value in (None, "unset", "inherit", "revert"):
        return (
            computed(element, name) if known.is_inherited or value == "inherit" else known.initial
        )
    return known.initial if value == "initial" or value is None else value
