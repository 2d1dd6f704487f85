"""The values of a posted form, or the word that it is none."""

import warnings
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from aiohttp import BadContentDispositionHeader, BadContentDispositionParam, web

# aiohttp warns of them with the text that a client sent, and Python keeps every text it warned of:
# a line on the terminal and some memory for each request.
for _category in (BadContentDispositionHeader, BadContentDispositionParam):
    warnings.simplefilter("ignore", _category)


class BrokenForm(Exception):
    """The body of a request is not the form that its headers promise."""


async def read_form(request: web.Request) -> Mapping[str, Any]:
    """Return the values of the form in a request, none if it has another kind of body.

    Raises `BrokenForm` for what cannot be decoded, and aiohttp's errors for what is too large.
    """
    try:
        await _check_encoding(request)
        return await request.post()
    except (web.HTTPException, OSError):
        raise
    except Exception as error:  # whatever aiohttp's parsers raise, the body is to blame
        # Not what they say of it: that may hold what somebody typed.
        raise BrokenForm(f"its form is broken ({type(error).__name__})") from None


async def _check_encoding(request: web.Request) -> None:
    """Raise a `ValueError` or `LookupError` for text that is not in its character set.

    aiohttp would put replacement characters in its place.
    """
    if request.content_type == "application/x-www-form-urlencoded":
        charset = request.charset or "utf-8"
        text = (await request.read()).decode(charset)
        unquote_to_bytes(text).decode(charset)
