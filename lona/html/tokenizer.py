"""HTML text to tokens: start tags, end tags, texts.

Written for markup of applications: linear in time, keeps the case of attribute names (SVG needs
it), and knows where everything stands. It follows the tokenization of the HTML standard (§13.2.5)
where that gives a token at all; a tag that never ends is an error here instead of lost text.
Character references are decoded; comments, doctypes and processing instructions are left out.
"""

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

RAW_TEXT_TAGS = frozenset({"script", "style", "textarea"})
"""Tags whose content is text up to their end tag, tags and character references included."""


class StartTag(NamedTuple):
    """`<name …>`; `attributes` in their order, the first of equal names counts."""

    name: str
    attributes: dict[str, str]
    self_closing: bool
    offset: int


class EndTag(NamedTuple):
    """`</name>`."""

    name: str
    offset: int


class Text(NamedTuple):
    """Text as it is in the source: neither decoded nor stripped."""

    data: str
    offset: int


Token = StartTag | EndTag | Text

# Quotes count only behind an equals sign. Possessive quantifiers keep a missing `>` linear.
_ATTRIBUTE = r"""[^\s/>="'][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_MARKUP = re.compile(
    rf"<(?:([a-zA-Z][^\s/>]*+)((?:[\s/]*+{_ATTRIBUTE})*+)\s*+(/?)[\s/]*+>"  # start tag: 1, 2, 3
    r"|/([a-zA-Z][^\s/>]*+)[^>]*+>"  # end tag: 4
    r"|[a-zA-Z/!?])"  # a comment or the like, or something broken
)
_START_TAG, _END_TAG = 3, 4  # last group of a match
_ATTRIBUTES = re.compile(
    r"""[\s/]*+([^\s/>="'][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+))?+)?+"""
)
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(
    r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|([a-zA-Z][a-zA-Z0-9]*(?:;|(?![a-zA-Z0-9=]))))"
)


class TokenError(ValueError):
    """The text is no HTML at `offset`."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def tokenize(source: str) -> Iterator[Token]:
    """Give the tokens of a text in order; `TokenError` where a tag does not end."""
    position = 0  # where the search for markup goes on
    text_start = 0
    while match := _MARKUP.search(source, position):
        start, position = match.span()
        kind = match.lastindex
        if kind is None:
            position = _skip(source, start)
        if start > text_start:
            yield Text(source[text_start:start], text_start)
        text_start = position
        if kind == _END_TAG:
            yield EndTag(match[4].lower(), start)
        elif kind == _START_TAG:
            tag = _start_tag(match, start)
            yield tag
            if tag.name in RAW_TEXT_TAGS and not tag.self_closing:
                text_start = position = _find_end_tag(source, tag.name, position)
                if text_start > match.end():
                    yield Text(source[match.end() : text_start], match.end())
    if text_start < len(source):
        yield Text(source[text_start:], text_start)


def decode_text(text: str) -> str:
    """Decode the character references of a text."""
    return html.unescape(text) if "&" in text else text


def decode_attribute(value: str) -> str:
    """Decode the character references of an attribute value (`?a=1&copy=2` has none)."""
    return _REFERENCE.sub(_decode_reference, value) if "&" in value else value


def _decode_reference(match: re.Match[str]) -> str:
    name = match[1]
    return html.unescape(match[0]) if name is None else html5.get(name, match[0])


def _start_tag(match: re.Match[str], start: int) -> StartTag:
    name, text, slash = match.group(1, 2, 3)
    attributes: dict[str, str] = {}
    if text:
        for key, double, single, bare in _ATTRIBUTES.findall(text):
            value = double or single or bare
            if key not in attributes:
                attributes[key] = decode_attribute(value)
    return StartTag(name.lower(), attributes, slash == "/", start)


def _skip(source: str, start: int) -> int:
    """Give the end of a comment, doctype, instruction or `</>`; `TokenError` for a broken tag."""
    if source.startswith("<!--", start):
        if source.startswith((">", "->"), start + 4):  # an empty comment, as in browsers
            return source.index(">", start) + 1
        match = _COMMENT_END.search(source, start + 4)
        return match.end() if match else len(source)
    if source[start + 1] in "!?":
        end = source.find(">", start)
        return end + 1 if end >= 0 else len(source)
    end = source.find(">", start)
    if source[start + 1] == "/" and end >= 0:
        return end + 1  # nothing, as in browsers
    tag = source[start : start + 20].split()[0]
    raise TokenError(f"Invalid html: the tag {tag} does not end", start)


def _find_end_tag(source: str, name: str, start: int) -> int:
    match = _RAW_TEXT_END[name].search(source, start)
    return match.start() if match else len(source)


_RAW_TEXT_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW_TEXT_TAGS}
