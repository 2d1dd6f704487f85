import pytest

from lona_testing.browser.dom_checks import MOST, problems_of, selector_of
from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.selectors import select


def problems(html):
    return problems_of(parse_document(f"<!doctype html><title>x</title>{html}"))


def test_an_id_that_is_there_twice_is_named_with_a_selector():
    (problem,) = problems('<p id="a">1</p><p id="b">2</p><i id="a">3</i>')
    assert problem == "2 elements have the id 'a': [id=\"a\"]"


@pytest.mark.parametrize(
    ("html", "selector"),
    [
        ("<input>", "html > body > input"),
        ("<p></p><p><input></p>", "html > body > p:nth-of-type(2) > input"),
        ('<input type="date">', "html > body > input"),
        ("<select><option>a</select>", "html > body > select"),
        ('<textarea id="t"></textarea>', '[id="t"]'),
        ('<div id="d\'"><button></button></div>', '[id="d\'"] > button'),
        ('<button><img src="a.png"></button>', "html > body > button"),
    ],
)
def test_a_control_without_a_label_is_named_with_a_selector(html, selector):
    assert problems(html) == [f"a control without a label: {selector}"]


@pytest.mark.parametrize(
    "html",
    [
        "<label>Name <input></label>",
        '<input aria-label="Name">',
        '<input placeholder="Name">',
        '<input type="hidden">',
        '<input type="submit">',
        "<button>Go</button>",
        '<div style="display: none"><input></div>',
    ],
)
def test_what_has_a_label_needs_one_not_or_is_not_there_is_no_problem(html):
    assert problems(html) == []


def test_many_problems_are_told_in_part():
    assert len(problems("<input>" * 1000)) == MOST


def test_selectors_find_the_one_element():
    document = parse_document('<div><p><i></i><i></i></p></div><div id="a"><p></p><p></p></div>')
    for element in document.elements():
        assert select(document, selector_of(element)) == [element]
