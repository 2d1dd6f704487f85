import pytest

from lona_testing.browser.dom import parse_style


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("color: red; WIDTH: 5px", {"color": "red", "width": "5px"}),
        ("background: url('a;b')", {"background": 'url("a;b")'}),
        ("--Any: Thing", {"--Any": "Thing"}),
        ("display: none; display: nonsense", {"display": "none"}),
        ("display: nonsense", {"display": "nonsense"}),
        ("display: none !important; display: block", {"display": "none !important"}),
        ("color: red; color: blue", {"color": "blue"}),
        ("color; : red; width:; height: 1px", {"height": "1px"}),
        ("color: /* red */ blue", {"color": "blue"}),
    ],
)
def test_what_counts_of_an_attribute_style(text: str, style: dict[str, str]) -> None:
    assert parse_style(text) == style
