"""Character sets of texts that clients send."""

import codecs

_NAMES = """
    ascii big5 big5hkscs cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874
    cp949 euc_jp euc_kr gb18030 gb2312 gbk iso2022_jp iso8859-1 iso8859-2 iso8859-3 iso8859-4
    iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15
    iso8859-16 koi8-r koi8-u mac-cyrillic mac-roman shift_jis tis-620 utf-8 utf-16-be utf-16-le
"""

CHARSETS = frozenset(codecs.lookup(name).name for name in _NAMES.split())
"""Those that browsers know (Encoding Standard §4.2), as Python calls them.

Python has others, which are no character sets of the web: for `punycode` it takes minutes to decode
a megabyte.
"""


def decode(data: bytes | bytearray, charset: str) -> str:
    """Return bytes as text; raises `ValueError` or `LookupError` if they are none."""
    return data.decode(check_charset(charset))


def check_charset(charset: str) -> str:
    """Return Python's name of a character set; raises `LookupError` for what is none."""
    name = codecs.lookup(charset).name
    if name not in CHARSETS:
        raise LookupError(f"no character set of the web: {name}")
    return name
