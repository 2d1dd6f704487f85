"""lona_testing.browser.labels: which label labels which control, and what controls are found by."""

from collections.abc import Callable

import pytest

from lona_testing.browser.page import Page

Show = Callable[[str], Page]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<label for=x>Name</label><input id=x>", True),
        ("<label>Name <input id=x></label>", True),
        ("<label>Name <input type=hidden><input id=x></label>", True),
        ("<label for=x>Name</label><input id=x type=hidden>", False),
        ("<label for=x>Name</label><div id=x></div>", False),
        ("<label for=x>Name</label><input id=x aria-label=Other>", False),
        ("<label for=x>Name</label><input id=x aria-label=' '>", True),
        ("<label for=x>Name</label><input id=x aria-labelledby=gone>", True),
        ("<label for=x>Other</label><input id=x aria-labelledby=l><b id=l>Name</b>", True),
        ("<div id=x aria-label=Name></div>", True),
        ("<label for=x>Other</label><label for=x>Name</label><input id=x>", True),
        ("<label for=x>Na&shy;me</label><input id=x>", True),
    ],
)
def test_controls_are_found_by_what_labels_them(show: Show, html: str, found: bool) -> None:
    locator = show(html).get_by_label("name", exact=False)
    assert [e.get_attribute("id") for e in locator.all()] == (["x"] if found else [])
