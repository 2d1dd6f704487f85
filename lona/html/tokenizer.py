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
_START_TAG = re.compile(rf"<([a-zA-Z][^\s/>]*+)((?:[\s/]*+{_ATTRIBUTE})*+)\s*+(/?)[\s/]*+>")
_ATTRIBUTES = re.compile(
    r"""[\s/]*+([^\s/>="'][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+))?+)?+"""
)
_END_TAG = re.compile(r"</([a-zA-Z][^\s/>]*+)[^>]*+>")
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
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
    position = text_start = 0
    token: Token | None
    while match := _MARKUP.search(source, position):
        start = match.start()
        following = source[start + 1]
        if following == "/":
            token, end = _end_tag(source, start)
        elif following in "!?":
            token, end = None, _skip(source, start)
        else:
            token, end = _start_tag(source, start)
        if start > text_start:
            yield Text(source[text_start:start], text_start)
        if token is not None:
            yield token
            if (
                isinstance(token, StartTag)
                and token.name in RAW_TEXT_TAGS
                and not token.self_closing
            ):
                content_end = _find_end_tag(source, token.name, end)
                if content_end > end:
                    yield Text(source[end:content_end], end)
                end = content_end
        position = text_start = end
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


def _start_tag(source: str, start: int) -> tuple[StartTag, int]:
    match = _START_TAG.match(source, start)
    if match is None:
        name = source[start : start + 20].split()[0]
        raise TokenError(f"Invalid html: the tag {name} does not end", start)
    name, text, slash = match.groups()
    attributes: dict[str, str] = {}
    if text:
        for found in _ATTRIBUTES.finditer(text):
            key, double, single, bare = found.groups()
            value = double or single or bare
            if key not in attributes:
                attributes[key] = decode_attribute(value) if value else ""
    return StartTag(name.lower(), attributes, slash == "/", start), match.end()


def _end_tag(source: str, start: int) -> tuple[EndTag | None, int]:
    match = _END_TAG.match(source, start)
    if match is not None:
        return EndTag(match[1].lower(), start), match.end()
    end = source.find(">", start)
    if source[start + 2 : start + 3].isalpha() or end < 0:
        raise TokenError("Invalid html: an end tag does not end", start)
    return None, end + 1  # `</>` and the like: nothing, as in browsers


def _skip(source: str, start: int) -> int:
    """Give the end of a comment, doctype or processing instruction."""
    if source.startswith("<!--", start):
        if source.startswith((">", "->"), start + 4):  # an empty comment, as in browsers
            return source.index(">", start) + 1
        match = _COMMENT_END.search(source, start + 4)
        return match.end() if match else len(source)
    end = source.find(">", start)
    return end + 1 if end >= 0 else len(source)


def _find_end_tag(source: str, name: str, start: int) -> int:
    match = _RAW_TEXT_END[name].search(source, start)
    return match.start() if match else len(source)


_RAW_TEXT_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW_TEXT_TAGS}
