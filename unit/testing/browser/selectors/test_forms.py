"""lona_testing.browser.selectors.forms: what controls are, as Chromium tells it."""

from collections.abc import Callable

import pytest

from lona_testing.browser.errors import NotSupportedInProcess

HTML = """<body><fieldset id="f"><input id="r" required><input id="n" type="number" min="5"
 value="3"><input id="d" disabled placeholder="x"><input id="o" readonly required><textarea id="t"
 placeholder=""></textarea><input id="c" type="checkbox" checked></fieldset>
<form id="g"><button id="b1" type="button"></button><button id="b2"></button><input id="b3"
 type="image"></form><select id="s"><optgroup id="og" disabled><option id="o1"></option></optgroup
><option id="o2" selected></option></select><input type="radio" name="q" id="q1"><input type="radio"
 name="q" id="q2"><progress id="p1"></progress><progress id="p2" value="1"></progress><p id="ce"
 contenteditable><b id="cb"></b></p><fieldset id="off" disabled><legend><input id="l1"></legend
><input id="l2"></fieldset>"""


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        (":required", "r o"),
        ("input:optional", "n d c b3 q1 q2 l1 l2"),
        (":disabled", "d og o1 off l2"),
        ("fieldset:enabled, select:enabled, option:enabled", "f s o2"),
        ("p:enabled", ""),
        (":checked", "c o2"),
        (":default", "c b2 o2"),
        (":indeterminate", "q1 q2 p1"),
        (":placeholder-shown", "d t"),
        (":read-write", "r n t ce cb l1"),
        ("input:read-only", "d o c b3 q1 q2 l2"),
        (":invalid", "f r n"),
        ("input:valid, button:valid, form:valid", "c g b2 q1 q2 l1"),
        (":out-of-range", "n"),
        (":in-range", ""),
        (":autofill", ""),
    ],
)
def test_states_of_controls(found: Callable[[str, str], str], selector: str, ids: str) -> None:
    assert found(HTML, selector) == ids


def test_what_a_user_has_seen_is_not_known(found: Callable[[str, str], str]) -> None:
    with pytest.raises(NotSupportedInProcess, match=":user-invalid"):
        found("<input required>", ":user-invalid")
    assert found("<input>", ":user-invalid") == found("<input required>", ":user-valid") == ""
