"""Selectors of style rules, and which elements they touch."""

from dataclasses import dataclass

from lona_testing.browser.dom import Element
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors import Selector, SelectorError, Specificity, parse
from lona_testing.browser.selectors.syntax import parse_tokens
from lona_testing.browser.style.syntax import Node, split_at_commas, text_of


@dataclass(frozen=True)
class RuleSelector:
    """One selector of a rule, and how it is written; `parsed` is what it means."""

    text: str
    parsed: Selector

    @property
    def pseudo(self) -> str:
        """The pseudo-element that is meant, empty for the element itself."""
        return self.parsed.pseudo_element or ""

    @property
    def specificity(self) -> Specificity:
        """How it is compared with others in the cascade."""
        return self.parsed.specificity

    def touches(self, element: Element) -> bool | None:
        """Whether it is about an element or a part of it; None: only a browser can know."""
        try:
            return self.parsed.matches_origin(element)
        except NotSupportedInProcess:
            return None


EVERYTHING = RuleSelector("*", parse("*")[0])


def parse_list(tokens: list[Node]) -> list[RuleSelector]:
    """Return the selectors of a rule; none if one is not valid: then the rule does not count."""
    parts = list(split_at_commas(tokens))
    try:
        parsed = [parse_tokens(part) for part in parts]
    except SelectorError:
        return []
    texts = map(text_of, parts)
    return [RuleSelector(text, selector) for text, (selector,) in zip(texts, parsed, strict=True)]
