"""lona_testing.browser.labels: which label labels which control, and what controls are found by."""

from collections.abc import Callable

import pytest

from lona_testing.browser import labels
from lona_testing.browser.dom import Element
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
        ("<label for=x>A <input type=button value=Name></label><input id=x>", True),
        ("<label for=x>A <script>Name</script></label><input id=x>", False),
        ("<label for=x>A <noscript>Name</noscript></label><input id=x>", False),
    ],
)
def test_controls_are_found_by_what_labels_them(show: Show, html: str, found: bool) -> None:
    locator = show(html).get_by_label("name", exact=False)
    assert [e.get_attribute("id") for e in locator.all()] == (["x"] if found else [])


def test_the_labels_of_a_page_are_listed_once(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    labelled_control = labels.labelled_control

    def count(label: Element) -> Element | None:
        asked.append(label)
        return labelled_control(label)

    monkeypatch.setattr(labels, "labelled_control", count)
    fields = "".join(f"<label for=x{n}>n{n}</label><input id=x{n}>" for n in range(50))

    assert show(fields).get_by_label("n7", exact=True).count() == 1

    assert len(asked) == 50
