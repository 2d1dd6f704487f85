"""Style sheets: what a text says of the properties that count, in the order of the text.

Conditions that cannot change are judged here (`@media`, `@supports`). A rule of which it is not
known whether it applies carries a doubt.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from lona_testing.browser.style.declarations import Value, expand, is_known, is_valid
from lona_testing.browser.style.media import Truth, condition, media_apply
from lona_testing.browser.style.rule_selectors import EVERYTHING, RuleSelector, parse_list
from lona_testing.browser.style.syntax import (
    Node,
    declarations_in,
    rules_in,
    rules_of_sheet,
    split_at_commas,
    text_of,
    tokens_of,
)


@dataclass(frozen=True)
class Declared:
    """What a rule says of one property. `layer` is the path of its cascade layer."""

    selector: RuleSelector
    name: str
    value: Value
    is_important: bool
    layer: tuple[str, ...]
    doubt: str


@dataclass(frozen=True)
class Import:
    """Another sheet that stands before the rules of this one."""

    address: str
    doubt: str
    layer: tuple[str, ...]


@dataclass(eq=False)
class Sheet:
    """A style sheet, parsed. `animated` are properties, with the animations that change them."""

    declared: list[Declared] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    layers: list[tuple[str, ...]] = field(default_factory=list)
    animated: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Around:
    """What stands around a rule: its parent's selector, layer, and what is in doubt."""

    parent: str = ""
    layer: tuple[str, ...] = ()
    doubt: str = ""


@lru_cache(maxsize=256)
def parse_sheet(text: str) -> Sheet:
    """Parse a style sheet; what is broken is left out, as browsers do."""
    sheet = Sheet()
    _read_rules(sheet, rules_of_sheet(text), _Around())
    return sheet


def _read_rules(sheet: Sheet, rules: list[Node], around: _Around) -> None:
    for rule in rules:
        if rule.type == "qualified-rule":
            _read_style_rule(sheet, rule, around)
        elif rule.type == "at-rule":
            _read_at_rule(sheet, rule, around)


def _read_style_rule(sheet: Sheet, rule: Node, around: _Around) -> None:
    prelude = list(rule.prelude)
    if around.parent:
        prelude = _nested(prelude, around.parent)
    selectors = parse_list(prelude)
    if selectors:
        text = ", ".join(selector.text for selector in selectors if not selector.pseudo)
        _read_block(sheet, rule.content, selectors, replace(around, parent=text))


def _read_block(
    sheet: Sheet, content: list[Node], selectors: list[RuleSelector], around: _Around
) -> None:
    """Read declarations, and the rules that are nested in them."""
    for node in declarations_in(content):
        if node.type == "declaration":
            _read_declaration(sheet, node, selectors, around)
        elif around.parent:
            if node.type == "at-rule":
                _read_at_rule(sheet, node, around, selectors)
            elif node.type == "qualified-rule":
                _read_style_rule(sheet, node, around)


def _read_declaration(
    sheet: Sheet, node: Node, selectors: list[RuleSelector], around: _Around
) -> None:
    name = node.name if node.name.startswith("--") else node.lower_name
    for longhand, value in expand(name, text_of(node.value)):
        sheet.declared += [
            Declared(selector, longhand, value, node.important, around.layer, around.doubt)
            for selector in selectors
        ]


def _nested(prelude: list[Node], parent: str) -> list[Node]:
    """Return the selectors of a nested rule, written out (CSS Nesting 1)."""
    parts = []
    for part in split_at_commas(prelude):
        text = text_of(part)
        if "&" in text:
            parts.append(text.replace("&", f":is({parent})"))
        else:
            parts.append(f":is({parent}) {text}")
    return tokens_of(", ".join(parts))


# at-rules


def _read_at_rule(
    sheet: Sheet, rule: Node, around: _Around, selectors: list[RuleSelector] | None = None
) -> None:
    name, prelude = rule.lower_at_keyword, text_of(rule.prelude)
    if name == "import" and rule.content is None:
        if not sheet.declared and not around.layer:
            _read_import(sheet, rule, around)
    elif name == "layer":
        _read_layer(sheet, rule, prelude, around)
    elif rule.content is None:
        return
    elif name.endswith("keyframes"):
        _read_keyframes(sheet, rule)
    elif name == "property":
        whole = Declared(EVERYTHING, prelude, f"@{name}", True, (), f"@{name} {prelude}")
        sheet.declared.append(whole)
    elif name in ("media", "supports", "container", "scope", "starting-style"):
        holds = _holds(name, prelude)
        if holds is False:
            return
        doubt = around.doubt if holds else f"@{name} {prelude}"
        _read_inside(sheet, rule, replace(around, doubt=doubt), selectors)


def _holds(name: str, prelude: str) -> Truth:
    if name == "media":
        return media_apply(prelude)
    return condition(prelude, _is_supported) if name == "supports" else None


def _read_inside(
    sheet: Sheet, rule: Node, around: _Around, selectors: list[RuleSelector] | None
) -> None:
    if selectors is None:
        _read_rules(sheet, rules_in(rule.content), around)
    else:
        _read_block(sheet, rule.content, selectors, around)


def _read_layer(sheet: Sheet, rule: Node, prelude: str, around: _Around) -> None:
    names = [part.strip() for part in prelude.split(",")] if prelude else []
    if rule.content is None:
        sheet.layers += [around.layer + tuple(name.split(".")) for name in names]
        return
    own = tuple(names[0].split(".")) if names else (f"({len(sheet.layers)})",)
    layer = around.layer + own
    sheet.layers.append(layer)
    _read_rules(sheet, rules_in(rule.content), replace(around, layer=layer))


def _read_import(sheet: Sheet, rule: Node, around: _Around) -> None:
    tokens = [token for token in rule.prelude if token.type not in ("whitespace", "comment")]
    if not tokens:
        return
    first, rest = tokens[0], tokens[1:]
    address = first.value if first.type in ("url", "string") else None
    if first.type == "function" and first.lower_name == "url":
        address = next((t.value for t in first.arguments if t.type == "string"), None)
    if address is None:
        return
    special = any(
        t.type == "function" or (t.type == "ident" and t.lower_value == "layer") for t in rest
    )
    queries = " ".join(t.serialize() for t in rest)
    holds = None if special else media_apply(queries)
    if holds is not False:
        doubt = "" if holds else f"@import {text_of(rule.prelude)}"
        sheet.imports.append(Import(address, around.doubt or doubt, around.layer))


def _read_keyframes(sheet: Sheet, rule: Node) -> None:
    for frame in rules_in(rule.content):
        if frame.type == "qualified-rule":
            for node in declarations_in(frame.content):
                if node.type == "declaration":
                    value = text_of(node.value)
                    animation = text_of(rule.prelude).strip("\"'").lower()
                    found = expand(node.lower_name, value)
                    if node.lower_name != "rotate" or " " in value:  # a plain turn hides nothing
                        sheet.animated += [(name, animation) for name, _ in found]


def _is_supported(text: str) -> Truth:
    name, colon, value = (part.strip() for part in text.partition(":"))
    name = name.lower()
    if not colon or "(" in name or not is_known(name):
        return None
    return is_valid(name, value)
