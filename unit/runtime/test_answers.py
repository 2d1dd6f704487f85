"""How responses get onto a real screen, in windows that note what they are sent."""

from types import SimpleNamespace

import pytest

from lona.exceptions import UserAbort
from lona.failures import Failures
from lona.html.node import Node
from lona.protocol import ContentKind, decode
from lona.protocol import messages as m
from lona.protocol.codec import draft_update, encode_draft
from lona.responses import (
    AbstractResponse,
    FileResponse,
    HtmlResponse,
    HttpRedirectResponse,
    JsonResponse,
    RedirectResponse,
    Response,
    TemplateResponse,
)
from lona.runtime.answers import Answers
from lona.runtime.screen import Screen

REDIRECTS = [(RedirectResponse, False), (HttpRedirectResponse, True)]


class Window:
    """Notes what it is sent: `started`, a redirect, or the title and content of an update."""

    def __init__(self):
        self.sent = []

    def join(self, owner):
        pass

    def send_started(self):
        self.sent.append("started")

    def send_update(self, body):
        self.sent.append(self._content(body))

    def show_instead(self, body):
        self.sent.append(("instead", self._content(body)))

    def send_redirect(self, location, leave_page):
        self.sent.append((location, leave_page))

    def _content(self, body):
        update = decode(encode_draft(draft_update(0, body), 1, 1, 1))
        assert isinstance(update, m.Update)
        return update.content if update.kind != ContentKind.TREE else update.content[2]


class Renderer:
    """Stands for the template engine."""

    def __init__(self):
        self.error = None

    def __call__(self, response):
        if self.error is not None:
            raise self.error
        if isinstance(response, TemplateResponse):
            return HtmlResponse(f"rendered {response.name}")
        return response


@pytest.fixture
def life():
    return SimpleNamespace(is_crashed=False)


@pytest.fixture
def render():
    return Renderer()


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def answers(screen, life, render):
    return Answers(screen, life, render, Failures())


@pytest.fixture
def window(screen):
    window = Window()
    assert screen.attach(window, None, lambda: True)
    return window


@pytest.fixture
def other(screen):
    other = Window()
    assert screen.attach(other, None, lambda: True)
    return other


SHOWN = [
    (lambda: HtmlResponse("html"), "html"),
    (lambda: HtmlResponse(Node(tag_name="p")), "p"),
    (lambda: Response(text="text"), "text"),
    (lambda: Response(), ""),
    (lambda: TemplateResponse("a.html"), "rendered a.html"),
]
SHOWN_IDS = ["html", "node", "text", "empty", "template"]
NOT_SHOWN = [
    JsonResponse(1),
    FileResponse("/x"),
    Response(body=b"x"),
    HtmlResponse("x", status=201),
]


# the answer of a view


@pytest.mark.parametrize(("make_response", "content"), SHOWN, ids=SHOWN_IDS)
def test_what_a_view_answers_is_shown_in_all_windows(
    answers, window, other, make_response, content
):
    answers.show(make_response())
    assert window.sent == other.sent == [content]


def test_no_answer_leaves_the_windows_as_they_are(answers, window):
    answers.show(None)
    assert window.sent == []


@pytest.mark.parametrize(("redirect", "leave_page"), REDIRECTS)
def test_a_redirect_goes_to_all_windows(answers, window, other, redirect, leave_page):
    answers.show(redirect("/a"))
    assert window.sent == other.sent == [("/a", leave_page)]


@pytest.mark.parametrize("response", NOT_SHOWN, ids=lambda response: type(response).__name__)
def test_what_needs_plain_http_is_refused(answers, window, response):
    with pytest.raises(RuntimeError, match="non-interactive"):
        answers.show(response)
    assert window.sent == []


def test_what_is_no_response_for_windows_is_refused(screen, life, window):
    class Unknown(AbstractResponse):
        pass

    with pytest.raises(RuntimeError, match="can not be shown in a window"):
        Answers(screen, life, lambda response: response, Failures()).show(Unknown())
    assert window.sent == []


@pytest.mark.parametrize(
    "response", [HtmlResponse("late"), RedirectResponse("/late"), HttpRedirectResponse("/late")]
)
def test_what_crashed_gives_way_to_nobody(answers, window, life, response):
    life.is_crashed = True
    answers.show(response)
    assert window.sent == []


# notifications


def test_a_notification_hook_that_returns_nothing_has_its_changes_sent(answers, window, screen):
    node = Node(tag_name="p")
    answers.show(HtmlResponse(node))
    node.append("more")
    window.sent.clear()
    answers.show_notification(None)
    assert len(window.sent) == 1


def test_what_a_notification_hook_returns_is_shown(answers, window):
    answers.show_notification("news")
    answers.show_notification({"redirect": "/b"})
    assert window.sent == ["news", ("/b", False)]


# error pages


def no_default():
    raise AssertionError("the default page is not needed")


@pytest.mark.parametrize(("make_response", "content"), SHOWN, ids=SHOWN_IDS)
def test_an_error_page_is_shown_as_if_the_view_began_with_it(
    answers, window, other, life, make_response, content
):
    life.is_crashed = True
    answers.show_error(make_response(), no_default)
    assert window.sent == other.sent == ["started", content]


@pytest.mark.parametrize(("redirect", "leave_page"), REDIRECTS)
def test_an_error_view_may_send_the_windows_elsewhere(answers, window, redirect, leave_page):
    answers.show_error(redirect("/a"), no_default)
    assert window.sent == [("/a", leave_page)]


def test_an_error_view_that_answers_nothing_leaves_the_windows_as_they_are(answers, window):
    answers.show_error(None, no_default)
    assert window.sent == []


@pytest.mark.parametrize("error", [KeyError(), SystemExit()], ids=["exception", "exit"])
def test_an_error_page_that_cannot_be_rendered_gives_way_to_the_default_one(
    answers, window, render, caplog, error
):
    render.error = error
    answers.show_error(TemplateResponse("a.html"), lambda: "default")
    assert window.sent == ["started", "default"]
    assert "an error view could not be shown" in caplog.text


def test_an_error_page_that_was_stopped_shows_nothing(answers, window, render, caplog):
    render.error = UserAbort()
    answers.show_error(TemplateResponse("a.html"), no_default)
    answers.show_in(window, TemplateResponse("a.html"), no_default)
    assert window.sent == []
    assert caplog.text == ""


# a window of its own


def test_the_error_page_of_a_broken_window_is_shown_in_this_one_only(answers, window, other):
    answers.show(HtmlResponse(Node(tag_name="p")))
    window.sent.clear()
    other.sent.clear()
    answers.show_in(window, TemplateResponse("a.html"), no_default)
    answers.show_in(window, HtmlResponse(Node("x", tag_name="b")), no_default)
    answers.show_in(window, Response(text="text"), no_default)
    (_, template), (_, html), (_, text) = window.sent
    assert (template, text) == ("rendered a.html", "text")
    assert html.startswith("<b")
    assert other.sent == []


@pytest.mark.parametrize(("redirect", "leave_page"), REDIRECTS)
def test_a_broken_window_may_be_sent_elsewhere(answers, window, other, redirect, leave_page):
    answers.show_in(window, redirect("/a"), no_default)
    assert window.sent == [("/a", leave_page)]
    assert other.sent == []


def test_a_broken_window_whose_error_view_was_stopped_shows_nothing(answers, window):
    answers.show_in(window, None, no_default)
    assert window.sent == []


@pytest.mark.parametrize("response", NOT_SHOWN, ids=lambda response: type(response).__name__)
def test_a_useless_error_page_of_a_broken_window_gives_way_to_the_default_one(
    answers, window, caplog, response
):
    answers.show_in(window, response, lambda: "default")
    assert window.sent == [("instead", "default")]
    assert "an error view could not be shown" in caplog.text


@pytest.mark.parametrize("error", [KeyError(), SystemExit()], ids=["exception", "exit"])
def test_an_error_page_of_a_broken_window_that_cannot_be_rendered_gives_way_to_the_default_one(
    answers, window, render, error
):
    render.error = error
    answers.show_in(window, TemplateResponse("a.html"), lambda: "default")
    assert window.sent == [("instead", "default")]
