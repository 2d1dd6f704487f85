"""What selectors find in markup, by the ids."""

from collections.abc import Callable

import pytest

from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.selectors import select


def _found(html: str, selector: str) -> str:
    document = parse_document(f"<!doctype html>{html}")
    return " ".join(e.get("id") or e.tag for e in select(document, selector))


@pytest.fixture
def found() -> Callable[[str, str], str]:
    """Return the ids (or tags) of what a selector finds in some HTML."""
    return _found
