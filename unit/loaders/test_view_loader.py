import logging

import pytest

from lona.routing import Route
from lona.server import Server
from lona.view import View


class Page(View):
    pass


class Frontend(View):
    pass


def make_loader(*routes, project_root="/", **settings):
    server = Server(str(project_root), routes=routes, settings_post_overrides=settings)
    return server.view_loader


def test_classes_are_given_as_they_are():
    assert make_loader().load(Page) is Page


def test_a_script_is_loaded_once_for_each_import_string(tmp_path):
    (tmp_path / "views.py").write_text("from lona import View\nclass Home(View): pass")
    loader = make_loader(Route("/", "views.py::Home"), project_root=tmp_path)
    assert loader.load("views.py::Home") is loader.load("views.py::Home")


def test_a_broken_view_is_logged_and_raises_the_same_exception_each_time(tmp_path, caplog):
    (tmp_path / "views.py").write_text("1 / 0")
    with caplog.at_level(logging.ERROR, "lona.view_loader"):
        loader = make_loader(Route("/", "views.py::Home"), project_root=tmp_path)
    assert "views.py::Home" in caplog.text
    with pytest.raises(ZeroDivisionError):
        loader.load("views.py::Home")
    with pytest.raises(ZeroDivisionError):
        loader.load("views.py::Home")


def test_what_is_no_view_is_logged_unless_it_is_pass_through(caplog):
    def function(request):
        return None

    make_loader(Route("/", function, http_pass_through=True))
    assert [record for record in caplog.records if record.name == "lona.view_loader"] == []
    make_loader(Route("/", function))
    assert "is no subclass of lona.View" in caplog.text
    caplog.clear()
    make_loader(Route("/", 5, http_pass_through=True))
    assert "is not callable" in caplog.text


def test_coroutine_hooks_are_logged(caplog):
    class Wrong(View):
        async def handle_request(self, request):
            pass

        async def on_cleanup(self):
            pass

    with caplog.at_level(logging.ERROR, "lona.view_loader"):
        make_loader(Route("/", Wrong))
    assert "Wrong.handle_request" in caplog.text
    assert "Wrong.on_cleanup" in caplog.text


def test_views_of_routes_and_settings_are_known():
    loader = make_loader(
        Route("/", Page), Route("/2", Page, frontend_view=Frontend), ERROR_404_VIEW="x.Y"
    )
    classes = loader.view_classes()
    assert classes[:2] == [Page, Frontend]
    assert loader.load("lona.default_views.FrontendView") in classes
    assert loader.is_known(Page)
    assert loader.is_known("x.Y")
    assert not loader.is_known(View)


def here(function):
    return f"{__file__}:{function.__code__.co_firstlineno}"


def test_a_view_that_is_none_is_named_with_its_place_and_a_remedy(caplog):
    def function(request):
        return None

    class NoView:
        pass

    route = Route("/x", function)
    make_loader(
        route,
        Route("/y", NoView),
        Route("/z", None),
        Route("/w", Page.__new__(Page)),
        Route("/v", 5),
        ERROR_404_VIEW=5,
    )
    of_function, of_class, of_none, of_instance, of_number, of_setting = (
        record.getMessage() for record in caplog.records if record.name == "lona.view_loader"
    )
    assert f"of the route '/x' ({route.place})" in of_function
    assert f"({here(function)}) the method handle_request(self, request)" in of_function
    assert "http_pass_through=True" in of_function
    assert f"NoView ({__file__}:" in of_class
    assert "a decorator returned None instead of the class" in of_none
    assert "give the class, not an instance" in of_instance
    assert "5 of the route '/v'" in of_number
    assert "5 of the setting ERROR_404_VIEW" in of_setting


def test_a_coroutine_hook_is_named_with_its_place(caplog):
    class Wrong(View):
        async def handle_request(self, request):
            pass

    make_loader(Route("/", Wrong))
    assert f"Wrong.handle_request ({here(Wrong.handle_request)})" in caplog.text


def test_a_number_as_other_frameworks_write_it_is_warned_of(caplog):
    route = Route("/<id:int>", Page)
    make_loader(route)
    assert (
        f"<Route(/<id:int>, {Page})> ({route.place}): <id:int> matches the letters" in caplog.text
    )
