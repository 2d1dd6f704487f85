"""lona.data.types: what counts as a redirect."""

import pytest

from lona.data.types import is_redirect
from lona.responses import HtmlResponse, HttpRedirectResponse, JsonResponse, RedirectResponse


@pytest.mark.parametrize(
    "value",
    [
        RedirectResponse("/login"),
        HttpRedirectResponse("/login"),
        {"redirect": "/login"},
        {"http_redirect": "/login"},
    ],
)
def test_redirect_responses_are_recognised(value):
    assert is_redirect(value)


@pytest.mark.parametrize(
    "value", [None, "text", {}, {"text": "x"}, HtmlResponse("x"), JsonResponse({}), object()]
)
def test_everything_else_is_no_redirect(value):
    assert not is_redirect(value)
