"""The hooks of a view and its middlewares, at its start and its end."""

from types import SimpleNamespace

import pytest

from lona.exceptions import UserAbort
from lona.failures import Failures
from lona.middlewares.controller import MiddlewareController
from lona.runtime.hooks import ViewHooks, name_of
from lona.view import View
from lona.warnings import DictResponseDeprecationWarning
from unit.drive import drive


class Middleware:
    """Notes the data of its hooks; `answer` and `error` are what they return and raise."""

    answer = error = None
    seen = None

    def handle_request(self, data):
        return self.note("handle_request", data)

    def on_view_stop(self, data):
        return self.note("on_view_stop", data)

    def on_view_cleanup(self, data):
        return self.note("on_view_cleanup", data)

    def note(self, hook, data):
        self.seen.append((hook, vars(data)))
        if self.error is not None:
            raise self.error
        return data if self.answer is None else self.answer


class NotingView(View):
    error = None

    def handle_request(self, request):
        return self.answer

    def on_stop(self, reason):
        self.note("on_stop", reason)

    def on_cleanup(self):
        self.note("on_cleanup")

    def note(self, *call):
        self.seen.append(call)
        if self.error is not None:
            raise self.error


@pytest.fixture
def request_():
    return SimpleNamespace(connection=object(), server=SimpleNamespace(failures=Failures()))


@pytest.fixture
def seen():
    return []


@pytest.fixture
def view(request_, seen):
    view = NotingView(None, None, request_)
    view.seen = seen
    return view


@pytest.fixture
def middleware(seen):
    return type("Noting", (Middleware,), {"seen": seen})


@pytest.fixture
def hooks(request_, middleware):
    settings = SimpleNamespace(CORE_MIDDLEWARES=[], MIDDLEWARES=[middleware])
    return ViewHooks(MiddlewareController(SimpleNamespace(settings=settings)), request_)


def test_middlewares_see_the_request_and_may_let_it_pass(hooks, view, request_, seen):
    is_handled, _ = drive(hooks.run_request_middlewares(view))
    assert not is_handled
    ((hook, data),) = seen
    assert hook == "handle_request"
    assert data["view"] is view
    assert data["request"] is request_
    assert data["connection"] is request_.connection


def test_middlewares_may_answer_instead_of_the_view(hooks, view, middleware):
    middleware.answer = "no"
    assert drive(hooks.run_request_middlewares(view)) == (True, "no")


def test_exceptions_of_request_middlewares_pass(hooks, view, middleware):
    middleware.error = KeyError()
    with pytest.raises(KeyError):
        drive(hooks.run_request_middlewares(view))


def test_the_answer_of_the_view_is_returned(hooks, view):
    view.answer = "hello"
    assert drive(hooks.handle_request(view)) == "hello"


def test_a_dict_is_deprecated_at_the_place_of_the_view(hooks, view):
    view.answer = {"text": "hello"}
    with pytest.warns(DictResponseDeprecationWarning, match="NotingView") as warned:
        assert drive(hooks.handle_request(view)) == {"text": "hello"}
    assert warned[0].filename == __file__
    assert warned[0].lineno == NotingView.handle_request.__code__.co_firstlineno


def test_a_dict_of_a_hook_without_a_place_is_deprecated_too(hooks, view):
    class Callable:
        def __call__(self, request):
            return {}

    view.handle_request = Callable()
    with pytest.warns(DictResponseDeprecationWarning, match="NotingView"):
        drive(hooks.handle_request(view))


@pytest.mark.parametrize("reason", [None, UserAbort()], ids=["finished", "stopped"])
def test_middlewares_hear_of_the_stop_before_the_view(hooks, view, seen, reason):
    drive(hooks.stop(view, reason))
    (middleware_hook, data), view_hook = seen
    assert middleware_hook == "on_view_stop"
    assert data["reason"] is reason
    assert data["view"] is view
    assert view_hook == ("on_stop", reason)


def test_middlewares_hear_of_the_cleanup_before_the_view(hooks, view, seen):
    drive(hooks.clean_up(view))
    assert [call[0] for call in seen] == ["on_view_cleanup", "on_cleanup"]


@pytest.mark.parametrize("error", [KeyError(), SystemExit()], ids=["exception", "exit"])
def test_exceptions_at_the_end_are_logged_and_harm_nobody(
    hooks, view, middleware, seen, caplog, error
):
    middleware.error = view.error = error
    drive(hooks.stop(view, None))
    drive(hooks.clean_up(view))
    assert [call[0] for call in seen] == [
        "on_view_stop",
        "on_stop",
        "on_view_cleanup",
        "on_cleanup",
    ]
    for words in ("middleware's on_view_stop", "NotingView.on_stop"):
        assert f"{words} raised an exception" in caplog.text
    for words in ("middleware's on_view_cleanup", "NotingView.on_cleanup"):
        assert f"{words} raised an exception" in caplog.text


def test_a_hook_at_the_end_that_is_stopped_is_no_error(hooks, view, caplog):
    view.error = UserAbort()
    drive(hooks.stop(view, UserAbort()))
    drive(hooks.clean_up(view))
    assert caplog.text == ""


def test_views_are_named_in_full(view):
    assert name_of(view) == f"{__name__}.NotingView"
