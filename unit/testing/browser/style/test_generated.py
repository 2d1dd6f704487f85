from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.style.cascade import NotKnown
from lona_testing.browser.style.generated import generated_text, has_generated_box

Styled = Callable[..., Any]


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        ('p::before { content: "x" }', "x"),
        ('p:before { content: "a" "b" }', "ab"),
        (r'p::before { content: "\2192" }', "→"),
        ('p::before { content: "x"; display: block }', " x "),
        ('p::before { content: "" }', ""),
        ('p::after { content: "x" }', ""),
        ('p::before { content: "x" } p::before { content: none }', ""),
        ('p::before { content: "x"; display: none }', ""),
        ('p::before { content: "x"; visibility: hidden }', ""),
        ('b::before { content: "x" }', ""),
        ("p::before { color: red }", ""),
    ],
)
def test_the_text_of_pseudo_elements(styled: Styled, rules: str, text: str) -> None:
    page = styled(f'<style>{rules}</style><p id="x">x</p>')

    assert generated_text(page["x"], "before") == text


@pytest.mark.parametrize("content", ["counter(a)", "attr(title)", "url(a.png)", "open-quote"])
def test_other_content_is_for_browsers(styled: Styled, content: str) -> None:
    page = styled(f'<style>p::before {{ content: {content} }}</style><p id="x">x</p>')

    assert has_generated_box(page["x"])
    with pytest.raises(NotKnown, match=":before"):
        generated_text(page["x"], "before")


def test_without_content_there_is_no_box(styled: Styled) -> None:
    page = styled('<style>p::before { padding: 5px }</style><p id="x">x</p>')

    assert not has_generated_box(page["x"])
