"""HTML text to tokens: start tags, end tags, texts.

Written for markup of applications: linear in time, and knows where everything stands. Names are
lower-cased, but for those in SVG and MathML, which keep their case. It follows the tokenization of
the HTML standard (§13.2.5) where that gives a token at all; a tag that never ends is an error here
instead of lost text. Character references are decoded; comments, doctypes and processing
instructions are left out.
"""

import html
import re
from html.entities import html5
from typing import Protocol

RAW_TEXT_TAGS = frozenset({"script", "style", "textarea"})
"""Tags whose content is text up to their end tag, tags and character references included."""

_TEXT_TAGS = RAW_TEXT_TAGS | {"title"}
"""Tags whose content is text up to their end tag, tags included."""

_FOREIGN = frozenset({"svg", "math"})
_HTML_AGAIN = "foreignobject"
# Names that begin with a small letter and have a large one (HTML standard §13.2.6.5).
_SVG_TAGS = {
    name.lower(): name
    for name in (
        "altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath"
        " feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting"
        " feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR"
        " feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight"
        " feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient"
        " radialGradient textPath"
    ).split()
}


class TokenHandler(Protocol):
    """Takes the tokens of a text in their order. `offset` says where in the source one begins."""

    def start_tag(
        self, name: str, attributes: dict[str, str], self_closing: bool, offset: int
    ) -> None:
        """Take `<name …>`; of attributes with equal names the first counts."""

    def end_tag(self, name: str, offset: int) -> None:
        """Take `</name>`; the name is lower-cased."""

    def text(self, data: str, offset: int) -> None:
        """Take a text as it is in the source: neither decoded nor stripped."""


# Quotes count only behind an equals sign. Possessive quantifiers keep a missing `>` linear.
_S = r" \t\n\r\f"  # white space: a non-breaking space, as in `\s`, is none
_ATTRIBUTE = (
    rf"""[^{_S}/>="'][^{_S}/>=]*+"""
    rf"""(?:[{_S}]*+=[{_S}]*+(?:"[^"]*+"|'[^']*+'|[^{_S}>"'][^{_S}>]*+)?+)?+"""
)
_MARKUP = re.compile(
    rf"<(?:([a-zA-Z][^{_S}/>]*+)((?:[{_S}/]*+{_ATTRIBUTE})*+)[{_S}]*+(/?)[{_S}/]*+>"  # start: 1-3
    rf"|/([a-zA-Z][^{_S}/>]*+)[^>]*+>"  # end tag: 4
    r"|[a-zA-Z/!?])"  # a comment or the like, or something broken
)
_START_TAG, _END_TAG = 3, 4  # last group of a match
_ATTRIBUTES = re.compile(
    rf"""[{_S}/]*+([^{_S}/>="'][^{_S}/>=]*+)"""
    rf"""(?:[{_S}]*+=[{_S}]*+(?:"([^"]*+)"|'([^']*+)'|([^{_S}>"'][^{_S}>]*+))?+)?+"""
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


def tokenize(source: str, handler: TokenHandler) -> None:
    """Hand the tokens of a text to a handler; `TokenError` where a tag does not end."""
    search = _MARKUP.search
    start_tag, end_tag, text = handler.start_tag, handler.end_tag, handler.text
    around: list[str] = []  # the open elements that change what names mean
    position = 0  # where the search for markup goes on
    text_start = 0
    while match := search(source, position):
        start, position = match.span()
        kind = match.lastindex
        if kind is None:
            position = _skip(source, start)
        if start > text_start:
            text(source[text_start:start], text_start)
        text_start = position
        if kind == _END_TAG:
            name = match[4].lower()
            if around and around[-1] == name:
                around.pop()
            end_tag(name, start)
        elif kind == _START_TAG:
            written, inside, slash = match.group(1, 2, 3)
            name = written.lower()
            is_html = not around or around[-1] == _HTML_AGAIN
            is_root = name in _FOREIGN
            attributes = _attributes(inside, is_html and not is_root) if inside else {}
            shown = name if is_html or is_root else _SVG_TAGS.get(name, written)
            start_tag(shown, attributes, slash == "/", start)
            if is_root or (name == _HTML_AGAIN and not is_html):
                if not slash:
                    around.append(name)
            elif name in _TEXT_TAGS and not slash and (is_html or name != "title"):
                text_start = position = _find_end_tag(source, name, position)
                if text_start > match.end():
                    text(source[match.end() : text_start], match.end())
    if text_start < len(source):
        text(source[text_start:], text_start)


def decode_text(text: str) -> str:
    """Decode the character references of a text."""
    return html.unescape(text) if "&" in text else text


def decode_attribute(value: str) -> str:
    """Decode the character references of an attribute value (`?a=1&copy=2` has none)."""
    return _REFERENCE.sub(_decode_reference, value) if "&" in value else value


def _decode_reference(match: re.Match[str]) -> str:
    name = match[1]
    return html.unescape(match[0]) if name is None else html5.get(name, match[0])


def _attributes(text: str, is_html: bool) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTES.findall(text):
        if is_html:
            name = name.lower()
        if name not in attributes:
            attributes[name] = decode_attribute(double or single or bare)
    return attributes


def _skip(source: str, start: int) -> int:
    """Return the end of a comment, doctype, instruction or `</>`; `TokenError` for a broken tag."""
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


_RAW_TEXT_END = {name: re.compile(rf"</{name}(?=[{_S}/>])", re.I) for name in _TEXT_TAGS}
