"""lona_testing.browser.selectors.languages: languages and directions."""

from collections.abc import Callable

import pytest

HTML = """<html lang="en"><body><p id="a" lang="de-AT"></p><p id="b" lang="EN-us"></p><p id="c"
 lang=""></p><svg id="d" xml:lang="fr"></svg><div dir="rtl" id="e"><p id="f"></p><p id="g"
 dir="bad"></p><bdi id="h">x</bdi><input id="i" type="tel"><input id="j" dir="auto" value="\u05d0"
><svg id="k" dir="ltr"></svg><p id="l" dir="AUTO"><bdi>\u05d0</bdi><b dir="rtl">\u05d0</b>1 x</p>
</div>"""


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("body :lang(en)", "b e f g h i j k l bdi b"),
        (":lang(de)", "a"),
        (":lang(DE-at)", "a"),
        (":lang(d)", ""),
        (":lang(fr)", "d"),
        ("body :dir(rtl)", "e f g j k b bdi"),
        ("div :dir(LTR)", "h i l"),
        (":dir(auto)", ""),
    ],
)
def test_languages_and_directions_are_inherited(
    found: Callable[[str, str], str], selector: str, ids: str
) -> None:
    assert sorted(found(HTML, selector).split()) == sorted(ids.split())


def test_a_document_may_state_its_language_in_its_head(found: Callable[[str, str], str]) -> None:
    html = '<meta http-equiv="Content-Language" content="de"><p id="a"></p>'
    assert found(html, "p:lang(de)") == "a"
