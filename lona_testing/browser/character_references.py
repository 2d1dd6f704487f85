"""Character references in text, decoded exactly as an HTML 5 tokenizer does in its data state.

`html.unescape` drops or keeps some control characters that a browser treats otherwise, so the
numeric part is spelled out here.
"""

import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([A-Za-z][A-Za-z0-9]{0,31};?))")

# HTML Living Standard §13.2.5.80, numeric character reference end state.
_REPLACED = {
    0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x0192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020,
    0x87: 0x2021, 0x88: 0x02C6, 0x89: 0x2030, 0x8A: 0x0160, 0x8B: 0x2039, 0x8C: 0x0152,
    0x8E: 0x017D, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022,
    0x96: 0x2013, 0x97: 0x2014, 0x98: 0x02DC, 0x99: 0x2122, 0x9A: 0x0161, 0x9B: 0x203A,
    0x9C: 0x0153, 0x9E: 0x017E, 0x9F: 0x0178,
}  # fmt: skip


def decode_references(text: str) -> str:
    """Decode the character references in a text once; everything else stays as it is."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(_decode, text)


def _decode(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if decimal is not None:
        return _character(decimal, 10)
    if hexadecimal is not None:
        return _character(hexadecimal, 16)
    for end in range(len(name), 1, -1):
        if name[:end] in html5:
            return html5[name[:end]] + name[end:]
    return match.group()


def _character(digits: str, base: int) -> str:
    digits = digits.lstrip("0")
    # Longer numbers are beyond Unicode anyway, and int() of a huge string is slow.
    number = int(digits or "0", base) if len(digits) <= 8 else 0x110000
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return chr(_REPLACED.get(number, number))
