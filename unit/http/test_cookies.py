import pytest
from multidict import CIMultiDict

from lona.http.cookies import first_cookie


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ([], ""),
        (["a=1"], "1"),
        (["b=2; a=1"], "1"),
        (["b=2;a=1"], "1"),
        (["a=1; a=2"], "1"),
        (["a=1", "a=2"], "1"),
        (["a=; a=2"], ""),
        (["a; a=2"], "2"),
        (['a="1"'], '"1"'),
        (["a=1=2"], "1=2"),
        (["A=2; a=1"], "1"),
        (["aa=2; a=1"], "1"),
        (['b="x; a=2"; a=1'], '2"'),
        (["  a=1 ;"], "1"),
    ],
)
def test_the_cookie_that_stands_first_counts(lines, value):
    headers = CIMultiDict([("Cookie", line) for line in lines])
    assert first_cookie(headers, "a") == value
