"""lona_testing.browser.engines.roles: `role=` with conditions in brackets."""

from collections.abc import Callable

import pytest

from lona_testing.browser.selectors import SelectorError

HTML = """<body><h2 id="h2">Two</h2><h3 id="h3">Three</h3><button id="b" aria-pressed="true">Save it
</button><button id="c" hidden>Save</button><button id="d" disabled>a "b"</button>
<input type="checkbox" id="k" checked>"""


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("role=heading", "h2 h3"),
        ("role=HEADING[level=3]", "h3"),
        ("role=heading[level='2']", "h2"),
        ("role=button[name='Save it']", "b"),
        ("role=button[name='save IT']", ""),
        ("role=button[name='save IT' i]", "b"),
        ("role=button[name=Save]", ""),
        ("role=button[ name *= 'ave' ]", "b"),
        ("role=button[name^=Sa]", "b"),
        ("role=button[name$=it]", "b"),
        ("role=button[name~=it]", "b"),
        ("role=button[name|=Save]", ""),
        ("role=button[name=/^save/i]", "b"),
        ('role=button[name="a \\"b\\""]', "d"),
        ("role=button[include-hidden]", "b c d"),
        ("role=button[include-hidden=true][name=Save]", "c"),
        ("role=button[pressed]", "b"),
        ("role=button[pressed=true][disabled=false]", "b"),
        ("role=button[disabled]", "d"),
        ("role=checkbox[checked=mixed]", ""),
        ("role=checkbox[checked]", "k"),
    ],
)
def test_conditions_are_met(found: Callable[..., str], selector: str, ids: str) -> None:
    assert found(HTML, selector) == ids


@pytest.mark.parametrize(
    "selector",
    [
        "role=", "role=button[", "role=button[]", "role=button[nonsense]", "role=button[name]",
        "role=button[name=true]", "role=button[pressed=no]", "role=button[pressed*=true]",
        "role=heading[level]", "role=heading[level=x]", "role=heading[checked]",
        "role=button[name=/(/]", "role=button x",
    ],
)  # fmt: skip
def test_what_playwright_cannot_read_is_refused(found: Callable[..., str], selector: str) -> None:
    with pytest.raises((SelectorError, ValueError)):
        found(HTML, selector)
