"""lona_testing.browser.accessibility.snapshot_templates: what a snapshot has to have."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.accessibility.snapshot import build
from lona_testing.browser.accessibility.snapshot_templates import parse_template
from lona_testing.browser.errors import NotSupportedInProcess, PageError

Parse = Callable[[str], Any]

PAGE = """
<h1>Title</h1>
<nav aria-label="Main"><a href="/a">One</a> <a href="/b">Two</a></nav>
<ul><li>a</li><li>b <b>bold</b></li><li>c<ul><li>c1</li></ul></li></ul>
<p>some text <a href=z>link</a> more</p>
<div role=checkbox aria-checked=mixed aria-label=Mix></div><button aria-label="a: b">x</button>
"""


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('- heading "Title"', True),
        ("- heading", True),
        ('- heading "title"', False),
        ('- heading "Tit"', False),
        ("- heading /^Tit/", True),
        ('- heading "Title" [level=1] # comment', True),
        ("- heading [level=2]", False),
        ('- heading ""', True),
        ("- checkbox [checked=mixed]", True),
        ("- checkbox [checked]", False),
        ('- button "x"', False),
        ("- 'button \"a: b\"'", True),
        ("- list:\n  - listitem: a", True),
        ("- list:\n  - listitem: b", False),
        ("- list:\n  - listitem: /bold/", True),
        ("- list:\n  - listitem: a\n  - listitem: c", True),
        ("- list:\n  - listitem: c\n  - listitem: a", False),
        ("- list:\n  - /children: equal\n  - listitem\n  - listitem", False),
        ("- list:\n  - /children: equal\n  - listitem\n  - listitem\n  - listitem: c", True),
        ("- list:\n  - /children: deep-equal\n  - listitem: c1", True),
        ("- listitem:\n  - /children: deep-equal\n  - text: c\n  - list", False),
        ("- listitem:\n  - text: c\n  - list:\n    - listitem: c1", True),
        ("- paragraph: some text", True),
        ("- paragraph: some", False),
        ("- paragraph:\n  - text: some text\n  - link\n  - text: more", True),
        ('- link "One":\n  - /url: /a', True),
        ('- link "One":\n  - /url: /b', False),
        ('- link "One":\n  - /url: /\\/[a-c]$/', True),
        ('- heading "Title"\n\n- navigation\n- list', True),
        ("- navigation\n- heading", False),
        ('- link "One"\n- heading', False),
        ("- nonsense", False),
        ("", False),
    ],
)
def test_a_template_names_what_there_is(markup: Parse, template: str, expected: bool) -> None:
    assert parse_template(template).is_in(build(markup(PAGE).root)) is expected


@pytest.mark.parametrize(
    "template",
    [
        "heading",
        "-heading",
        "- heading Title",
        "- heading 'Title'",
        '- heading "Title',
        '- heading "Title" [nonsense]',
        "- heading [level=x]",
        "- heading:",
        "- heading\n  - text: x",
        '- button "a: b"',
        "- list:\n  - /children: nonsense\n  - listitem",
        "- heading /(/",
    ],
)
def test_what_is_no_template_is_an_error(template: str) -> None:
    with pytest.raises(PageError, match="the template of the ARIA snapshot cannot be read"):
        parse_template(template)


@pytest.mark.parametrize(
    "template", ["- list: [a]", "- *a", "- list: |\n    a", "- list: a\n    b"]
)
def test_rare_yaml_is_left_to_browsers(template: str) -> None:
    with pytest.raises(NotSupportedInProcess):
        parse_template(template)
