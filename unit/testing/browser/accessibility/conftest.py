"""Elements made of markup, without a page."""

from collections.abc import Callable

import pytest

from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.ids import element_by_id


class Markup:
    """A document with `root` as its body; `markup["x"]` is its element with the id `x`."""

    def __init__(self, html: str) -> None:
        self.root = next(e for e in parse_document(html).elements() if is_html(e, "body"))

    def __getitem__(self, wanted: str) -> Element:
        found = element_by_id(self.root, wanted)
        assert found is not None, wanted
        return found


@pytest.fixture
def markup() -> Callable[[str], Markup]:
    """Parse some HTML."""
    return Markup
