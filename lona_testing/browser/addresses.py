"""Addresses as browsers read them: the URL standard, which `yarl` follows less closely.

Empty queries and fragments are part of an address (`/page?`, `/page#`); a `URL` of yarl has none.
So an address is a text here, and `as_url` tells what is requested.
"""

import re
from functools import lru_cache
from urllib.parse import quote_plus

from yarl import URL

# What every library understands alike: no escapes, no dots for parents, nothing empty.
_SIMPLE = re.compile(r"/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]*(?:\?[A-Za-z0-9_=&-]+)?\Z")
_ORIGIN = re.compile(r"(https?://[a-z0-9.:-]+)(?:/|\Z)")


@lru_cache(maxsize=256)
def resolve(base: str, reference: str) -> str:
    """Return what a reference means in a document at `base`.

    Raises `ValueError` if it means nothing.
    """
    origin = _ORIGIN.match(base)
    if origin is not None and _SIMPLE.match(reference):
        return origin[1] + reference
    import ada_url  # only unusual addresses pay for it

    return _with_bars_encoded(str(ada_url.join_url(base, reference)))


def _with_bars_encoded(address: str) -> str:
    """Encode the bars of a path, as the URL standard says since 2025."""
    path = re.match(r"[^?#]*", address)
    assert path is not None
    return path[0].replace("|", "%7C") + address[path.end() :]


def as_url(address: str) -> URL:
    """Return an address as what is requested, its escapes left as they are."""
    return URL(address, encoded=True)


def without_fragment(address: str) -> str:
    """Return an address up to its `#`."""
    return address.partition("#")[0]


def form_encoded(pairs: list[tuple[str, str]]) -> str:
    """Return the values of a form as a query has them (URL standard §5.2); lines end with CR LF."""
    return "&".join(f"{_form_part(name)}={_form_part(value)}" for name, value in pairs)


def _form_part(text: str) -> str:
    text = re.sub(r"\r\n|\r|\n", "\r\n", text)
    return quote_plus(text, safe="*-._").replace("~", "%7E")
