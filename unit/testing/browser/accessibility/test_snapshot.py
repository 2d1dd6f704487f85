"""lona_testing.browser.accessibility.snapshot: the tree that is told, as YAML."""

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from lona_testing.browser.accessibility.snapshot import aria_snapshot

Parse = Callable[[str], Any]


def test_roles_names_texts_and_properties(markup: Parse) -> None:
    html = markup("""
        <h1>Title</h1>
        <nav aria-label="Main"><a href="#">One</a> | <a href="/b">Two: b</a></nav>
        <ul><li>a</li><li>b <b>bold</b></li><li>c<ul><li>c1</li></ul></li></ul>
        <p>some <a href=z>link</a> text</p>
        <input placeholder=ph aria-label=In value=val><input type=checkbox checked disabled>
        <button aria-label=Name aria-pressed=mixed>text</button>
        <div role=presentation>loose<br>text</div><p hidden>hidden</p><p></p>
    """)
    assert aria_snapshot(html.root) == dedent("""\
        - heading "Title" [level=1]
        - navigation "Main":
          - link "One":
            - /url: "#"
          - text: "|"
          - 'link "Two: b"':
            - /url: /b
        - list:
          - listitem: a
          - listitem: b bold
          - listitem:
            - text: c
            - list:
              - listitem: c1
        - paragraph:
          - text: some
          - link "link":
            - /url: z
          - text: text
        - textbox "In":
          - /placeholder: ph
          - text: val
        - checkbox [checked] [disabled]
        - button "Name" [pressed=mixed]: text
        - text: loose text
        - paragraph""")


def test_the_depth_can_be_limited(markup: Parse) -> None:
    html = markup("<main><h1>T</h1><ul><li>a <a href=x>l</a></li></ul><p>x</p></main>text")
    main = '- main:\n  - heading "T" [level=1]\n  - list{}\n  - paragraph: x\n- text: text'
    assert aria_snapshot(html.root, depth=1) == main.format("")
    assert aria_snapshot(html.root, depth=2) == main.format(":\n    - listitem")
    assert aria_snapshot(html.root, depth=0) == aria_snapshot(html.root)


def test_owned_elements_stand_where_they_are_owned(markup: Parse) -> None:
    html = markup("<ul aria-owns=o><li>a</li></ul><button id=o>b</button>")
    assert aria_snapshot(html.root) == '- list:\n  - listitem: a\n  - button "b"'


def test_an_explicit_generic_is_told_if_it_holds_something(markup: Parse) -> None:
    html = markup("<div role=generic></div><i role=generic>y</i><div role=generic>x</div>")
    assert aria_snapshot(html.root) == '- text: "y"\n- generic: x'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a:b", "a:b"),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        ("- a", '"- a"'),
        ("12", '"12"'),
        ("12:30", "12:30"),
        ("1e3", '"1e3"'),
        (".inf", '".inf"'),
        ("NO", '"NO"'),
        ("~x", "~x"),
        ("[a]", '"[a]"'),
        ("a] b", "a] b"),
        ("a {b}", '"a {b}"'),
        ('a "b"', 'a "b"'),
        ('"a"', '"\\"a\\""'),
        ("/re/", "/re/"),
    ],
)
def test_what_yaml_would_read_otherwise_is_quoted(markup: Parse, text: str, written: str) -> None:
    assert aria_snapshot(markup(f"<p>{text}</p>").root) == f"- paragraph: {written}"


def test_a_name_without_end_is_left_out(markup: Parse) -> None:
    html = markup(f"<button aria-label={'x' * 901}>b</button>")
    assert aria_snapshot(html.root) == "- button: b"
