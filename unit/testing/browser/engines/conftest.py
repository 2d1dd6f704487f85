"""What Playwright's texts for `locator()` find in markup, by the ids."""

from collections.abc import Callable

import pytest

from lona_testing.browser.engines import find
from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.ids import element_by_id


def _found(html: str, selector: str, start: str | None = None) -> str:
    root = parse_document(f"<!doctype html>{html}")
    below = root if start is None else element_by_id(root, start)
    assert below is not None
    return " ".join(e.get("id") or e.tag for e in find([below], selector))


@pytest.fixture
def found() -> Callable[..., str]:
    """Return the ids (or tags) of what is found, below the element of an id or in all."""
    return _found
