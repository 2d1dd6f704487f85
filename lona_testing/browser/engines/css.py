"""CSS as Playwright reads it.

Compounds are those of CSS. What stands between them is related by Playwright, and only what is
below the place where the search starts counts. Functions that take selectors are its own, and it
adds some: texts, visibility, order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from lona_testing.browser import conditions
from lona_testing.browser.dom import Document, Element
from lona_testing.browser.engines import texts
from lona_testing.browser.engines.syntax import Argument, Complex, Compound, read, selectors_of
from lona_testing.browser.engines.texts import ElementText, Texts
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.matching import JavaScriptPattern, flat
from lona_testing.browser.selectors.matching import RELATED, SelectorError
from lona_testing.browser.selectors.structure import behind, parent_of


@dataclass(frozen=True)
class Scope:
    """Where a search starts. `origin` is what `:scope` means, if the search starts above it."""

    root: Element
    texts: Texts
    origin: Element | None = None


def find_css(root: Element, selector: str) -> list[Element]:
    """Find by Playwright's CSS below an element; raises `SelectorError` for what it cannot read."""
    return _find_any(read(selector), Scope(root, Texts(root)))


def _find_any(selectors: tuple[Complex, ...], scope: Scope) -> list[Element]:
    """Find what one of some selectors matches, in the order of the document."""
    found = {e: None for each in selectors for e in _find(each, scope)}
    if len(selectors) == 1:
        return list(found)
    top = next(reversed(list(scope.root.ancestors())))
    return [e for e in (top, *top.elements()) if e in found]


def _find(selector: Complex, scope: Scope) -> Iterator[Element]:
    """Find what a selector matches, in the order of the document."""
    scope = _widened(selector, scope)
    if len(selector) == 1 and _is_only_scope(selector[0]):
        origin = _origin(scope)
        return iter(() if origin is None else (origin,))
    last = len(selector) - 1
    return (e for e in _candidates(selector, scope) if _matches(e, selector, last, scope))


def _candidates(selector: Complex, scope: Scope) -> Iterator[Element]:
    """Return all that may match; what is related to the start is not sought elsewhere."""
    origin = scope.origin
    if origin is None or parent_of(origin) is not scope.root or not _is_only_scope(selector[0]):
        yield from scope.root.elements()
    elif selector[0].combinator in (" ", ">"):
        yield from origin.elements()
    else:
        for sibling in behind(origin):
            yield sibling
            yield from sibling.elements()


def _is_only_scope(compound: Compound) -> bool:
    return not compound.css and [f.name for f in compound.functions] == ["scope"]


def _matches_complex(element: Element, selector: Complex, scope: Scope) -> bool:
    return _matches(element, selector, len(selector) - 1, _widened(selector, scope))


def _widened(selector: Complex, scope: Scope) -> Scope:
    """Let the search for a selector with `:scope` start above, so that it can be found."""
    if not any(function.name == "scope" for each in selector for function in each.functions):
        return scope
    above = None if isinstance(scope.root, Document) else parent_of(scope.root)
    return scope if above is None else replace(scope, root=above, origin=scope.origin or scope.root)


def _origin(scope: Scope) -> Element | None:
    origin = scope.origin or scope.root
    if not isinstance(origin, Document):
        return origin
    return next((child for child in origin.children if isinstance(child, Element)), None)


def _matches(element: Element, selector: Complex, index: int, scope: Scope) -> bool:
    if not _is_compound(element, selector[index], scope):
        return False
    if index == 0:
        return True
    related = RELATED[selector[index - 1].combinator](element)
    below = takewhile(lambda other: other is not scope.root, related)
    return any(_matches(other, selector, index - 1, scope) for other in below)


def _is_compound(element: Element, compound: Compound, scope: Scope) -> bool:
    if element is scope.root:
        return False
    return all(each.matches(element) for each in compound.css) and all(
        _FUNCTIONS[function.name](element, function.arguments, scope)
        for function in compound.functions
    )


def _texts(name: str, arguments: tuple[Argument, ...], most: int = 1) -> list[str]:
    found = [each for each in arguments if isinstance(each, str)]
    if not 0 < len(found) == len(arguments) <= most:
        raise SelectorError(f":{name}() needs a text in quotes")
    return found


def _is(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    return any(_matches_complex(element, each, scope) for each in selectors_of("is", arguments))


def _is_not(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    selectors = selectors_of("not", arguments)
    return not any(_matches_complex(element, each, scope) for each in selectors)


def _has(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    inner = replace(scope, root=element)
    return any(next(_find(each, inner), None) for each in selectors_of("has", arguments))


def _is_scope(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    _refuse_arguments("scope", arguments)
    return element is _origin(scope)


def _is_visible(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    _refuse_arguments("visible", arguments)
    return conditions.is_visible(element)


def _refuse_arguments(name: str, arguments: tuple[Argument, ...]) -> None:
    if arguments:
        raise SelectorError(f":{name} takes nothing in parentheses")


def _has_text(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    (wanted,) = _texts("has-text", arguments)
    return scope.texts.is_found(element, lambda text: texts.holds(text, wanted))


def _is_innermost(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    (wanted,) = _texts("text", arguments)
    return scope.texts.is_innermost(element, lambda text: texts.holds(text, wanted))


def _has_own_text(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    (wanted,) = map(flat, _texts("text-is", arguments))
    return scope.texts.is_found(element, lambda text: texts.is_exactly(text, wanted))


def _fits_pattern(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    pattern = JavaScriptPattern(*_texts("text-matches", arguments, most=2))

    def matcher(text: ElementText) -> bool:
        return texts.is_like(text, pattern)

    return scope.texts.is_innermost(element, matcher)


def _is_nth(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
    *selectors, index = arguments or [""]
    if not isinstance(index, int | float) or index < 1:
        raise SelectorError(":nth-match() needs a place, counted from 1, behind its selectors")
    found = _find_any(selectors_of("nth-match", tuple(selectors)), scope)
    return index <= len(found) and found[int(index) - 1] is element


def _needs_layout(name: str) -> Callable[[Element, tuple[Argument, ...], Scope], bool]:
    def test(element: Element, arguments: tuple[Argument, ...], scope: Scope) -> bool:
        raise NotSupportedInProcess(f"the pseudo-class :{name}()", "it needs layout")

    return test


_FUNCTIONS: dict[str, Callable[[Element, tuple[Argument, ...], Scope], bool]] = {
    "has": _has,
    "has-text": _has_text,
    "is": _is,
    "light": _is,  # there are no shadow trees
    "not": _is_not,
    "nth-match": _is_nth,
    "scope": _is_scope,
    "text": _is_innermost,
    "text-is": _has_own_text,
    "text-matches": _fits_pattern,
    "visible": _is_visible,
    "where": _is,
    **{name: _needs_layout(name) for name in "above below left-of near right-of".split()},
}
