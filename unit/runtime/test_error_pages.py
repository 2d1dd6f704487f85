"""The error views of one request, on a server that only knows views and templates."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from lona.errors import ForbiddenError, NotFoundError
from lona.exceptions import UserAbort
from lona.failures import Failures
from lona.html.node import Node
from lona.responses import (
    FileResponse,
    HtmlResponse,
    HttpRedirectResponse,
    JsonResponse,
    RedirectResponse,
    Response,
    TemplateResponse,
)
from lona.runtime.error_pages import ErrorPages, error_code
from lona.view import View
from unit.drive import drive


class Server:
    """Shows the class `View` for every error; templates print what they are given."""

    def __init__(self):
        self.settings = {f"ERROR_{code}_TEMPLATE": f"{code}.html" for code in (403, 404, 500)}
        self.template_error = None
        self.failures = Failures()
        self.View = View

    def error_view(self, code):
        return self.View

    def render_template(self, name, context):
        if self.template_error is not None:
            raise self.template_error
        return f"{name} {context.get('exception', 'nothing')}"

    def render_response(self, response):
        if isinstance(response, TemplateResponse):
            return HtmlResponse(self.render_template(response.name, response.context))
        return response


class Pages:
    """Error pages, and what their views were asked."""

    def __init__(self, server, interactive):
        self.request = SimpleNamespace(interactive=interactive)
        self.made = []
        self.error_pages = ErrorPages(server, self.request, self.make_view, nullcontext)
        self.default = self.error_pages.default

    def answer(self, *args):
        return drive(self.error_pages.answer(*args))

    def make_view(self, view_class):
        view = view_class(server=None, view_runtime=None, request=self.request)
        self.made.append(view)
        return view


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def interactive(server):
    return Pages(server, interactive=True)


@pytest.fixture
def plain(server):
    return Pages(server, interactive=False)


def returning(answer):
    class ErrorView(View):
        def handle_request(self, request, **extra):
            if isinstance(answer, BaseException):
                raise answer
            self.asked = (request, extra)
            return answer

    return ErrorView


class SpecialForbiddenError(ForbiddenError):
    pass


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ForbiddenError(), 403),
        (SpecialForbiddenError(), 403),
        (NotFoundError(), 404),
        (KeyError(), 500),
        (SystemExit(), 500),
    ],
    ids=["forbidden", "special", "not found", "exception", "exit"],
)
def test_exceptions_have_a_status(error, code):
    assert error_code(error) == code


@pytest.mark.parametrize("code", [403, 500])
def test_error_views_get_the_request_and_the_exception(server, interactive, code):
    server.View = returning("sorry")
    error = KeyError()
    assert interactive.answer(code, error) == HtmlResponse("sorry")
    (view,) = interactive.made
    assert view.asked == (interactive.request, {"exception": error})


def test_the_404_view_gets_the_request_only(server, interactive):
    server.View = returning("sorry")
    assert interactive.answer(404, NotFoundError()) == HtmlResponse("sorry")
    (view,) = interactive.made
    assert view.asked == (interactive.request, {})


def test_an_error_view_may_take_over_before_it_runs(server, interactive):
    taken_over = []

    class ErrorView(View):
        def handle_request(self, request, **extra):
            assert taken_over == [self]

    server.View = ErrorView
    assert interactive.answer(500, KeyError(), taken_over.append) is None
    assert taken_over == interactive.made


def test_in_a_window_the_answer_stays_as_it_is(server, interactive):
    node = Node()
    server.View = returning(node)
    assert interactive.answer(500, KeyError()).html is node
    server.View = returning({"template": "own.html"})
    assert interactive.answer(500, KeyError()) == TemplateResponse(
        "own.html", {"template": "own.html"}
    )


@pytest.mark.parametrize(
    "answer", [KeyError("no"), SystemExit(), object()], ids=["exception", "exit", "useless"]
)
def test_an_error_view_that_fails_gives_way_to_the_built_in_page(
    server, interactive, caplog, answer
):
    server.View = returning(answer)
    assert interactive.answer(500, ValueError("why")) == HtmlResponse("500.html why")
    assert interactive.answer(404, None) == HtmlResponse("404.html nothing")
    assert "the 500 view raised an exception" in caplog.text


def test_an_error_view_that_cannot_be_made_gives_way_to_the_built_in_page(
    server, interactive, caplog
):
    server.View = None
    assert interactive.answer(403, ValueError("why")) == HtmlResponse("403.html why")


def test_an_error_view_that_was_stopped_answers_nothing(server, interactive, plain, caplog):
    server.View = returning(UserAbort())
    assert interactive.answer(500, KeyError()) is None
    assert plain.answer(500, KeyError()) == HtmlResponse("", status=500)
    assert caplog.text == ""


@pytest.mark.parametrize("error", [KeyError("no"), SystemExit()], ids=["exception", "exit"])
def test_a_built_in_page_that_fails_is_a_heading(server, interactive, caplog, error):
    server.template_error = error
    assert interactive.default(500, KeyError()) == "<h1>500</h1>"
    assert "the template of the 500 page raised an exception" in caplog.text


# plain HTTP


@pytest.mark.parametrize(
    "response", [HtmlResponse("x"), Response(text="x"), JsonResponse(1), FileResponse("/x")]
)
def test_over_http_an_error_page_has_its_status(server, plain, response):
    server.View = returning(response)
    assert plain.answer(403, ForbiddenError()).status == 403
    assert response.status is None


def test_over_http_templates_are_rendered(server, plain):
    server.View = returning({"template": "own.html"})
    assert plain.answer(500, KeyError()) == HtmlResponse("own.html nothing", status=500)


def test_over_http_an_error_view_may_choose_the_status(server, plain):
    server.View = returning(HtmlResponse("x", status=418))
    assert plain.answer(500, KeyError()).status == 418


@pytest.mark.parametrize("redirect", [RedirectResponse("/a"), HttpRedirectResponse("/a")])
def test_over_http_an_error_view_may_redirect(server, plain, redirect):
    server.View = returning(redirect)
    assert plain.answer(500, KeyError()) is redirect


def test_over_http_an_error_page_that_cannot_be_rendered_gives_way_to_the_built_in_one(
    server, plain, caplog
):
    server.View = returning({"template": "own.html"})
    server.template_error = KeyError("no")
    assert plain.answer(500, KeyError()) == HtmlResponse("<h1>500</h1>", status=500)
