import re

import pytest

from lona.http.answer import HttpAnswer
from lona.http.headers import ResponseHeaders
from lona.settings import Settings, default_values

POLICY = "Content-Security-Policy"


def make(**settings):
    return ResponseHeaders(Settings("", {**default_values(), **settings}))


def test_answers_are_not_sniffed_not_framed_and_do_not_tell_where_one_was():
    assert make().missing({}) == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "SAMEORIGIN",
    }


def test_what_an_answer_says_itself_wins():
    headers = make().complete(HttpAnswer(headers={"x-frame-options": "DENY"})).headers
    assert headers["x-frame-options"] == "DENY"
    assert "X-Frame-Options" not in headers


def test_the_headers_are_a_setting():
    assert make(RESPONSE_HEADERS={"X-A": "b"}).missing({}) == {"X-A": "b"}
    assert make(RESPONSE_HEADERS={}).missing({}) == {}


def test_a_header_that_would_break_out_of_its_line_is_an_error():
    for settings in ({"RESPONSE_HEADERS": {"X-A": "b\r\nX-C: d"}}, {POLICY_SETTING: "a\nb"}):
        with pytest.raises(ValueError, match="header"):
            make(**settings)


POLICY_SETTING = "CONTENT_SECURITY_POLICY"


def test_the_strict_policy_has_a_nonce_and_nothing_unsafe():
    headers = make(CONTENT_SECURITY_POLICY="strict")
    policy = headers.missing({}, "abc")[POLICY]
    assert "default-src 'self'" in policy
    assert policy.count("'nonce-abc'") == 2
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "{" not in policy


def test_each_page_has_a_nonce_of_its_own():
    headers = make(CONTENT_SECURITY_POLICY="strict")
    assert headers.new_nonce() != headers.new_nonce()
    first, second = (re.findall(r"'nonce-(\S+)'", headers.missing({})[POLICY]) for _ in range(2))
    assert len(set(first)) == 1
    assert len(first[0]) >= 22
    assert first != second


def test_a_policy_of_ones_own_may_have_a_nonce():
    assert make(CONTENT_SECURITY_POLICY="script-src 'nonce-{nonce}'").missing({}, "a")[POLICY] == (
        "script-src 'nonce-a'"
    )
    plain = make(CONTENT_SECURITY_POLICY="default-src *")
    assert plain.new_nonce() == ""
    assert plain.missing({})[POLICY] == "default-src *"


def test_without_policy_there_is_no_nonce():
    for nothing in (None, ""):
        headers = make(CONTENT_SECURITY_POLICY=nothing)
        assert headers.new_nonce() == ""
        assert POLICY not in headers.missing({})
