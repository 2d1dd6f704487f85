"""Old names of views: what is gone says what to use, what is deprecated still works."""

import pytest

from lona import View
from lona.html import Button, Div, P
from lona.pytest import expect
from lona.server import Server
from lona.warnings import DaemonizeDeprecationWarning


@pytest.mark.parametrize(
    ("owner", "name"), [(View, "iter_objects"), (View, "embed_shell"), (Server, "embed_shell")]
)
def test_a_name_that_is_gone_says_what_to_use(owner, name):
    assert not hasattr(owner, name)
    with pytest.raises(AttributeError, match=rf"{owner.__name__}\.{name} was removed .*; use "):
        getattr(owner, name)


def test_views_may_use_the_names_for_themselves():
    class Own(View):
        def iter_objects(self):
            return [1]

    assert Own.iter_objects(None) == [1]


def test_on_shutdown_of_a_view_is_never_called(lona_page, caplog):
    called = []

    class Old(View):
        def handle_request(self, request):
            return P("here")

        def on_shutdown(self, reason):
            called.append(reason)

    page = lona_page(Old)
    page.close()
    assert called == []
    assert f"Old.on_shutdown ({__file__}:" in caplog.text
    assert "on_stop gets a ServerStop instead" in caplog.text


def test_daemonize_is_deprecated_and_works(lona_page):
    class Daemon(View):
        def handle_request(self, request):
            with pytest.warns(DaemonizeDeprecationWarning, match="set View.is_daemon to True"):
                self.daemonize()
            return P(str(self.is_daemon))

        def on_cleanup(self):
            self.is_daemon = False

    page = lona_page(Daemon)
    expect(page.locator("p")).to_have_text("True")
    (view,) = lona_page.server.get_views(url="/")
    view.is_daemon = False


def test_a_view_knows_its_server_and_its_request(lona_page):
    class Knowing(View):
        def handle_request(self, request):
            self.text = P()
            self.is_its_own = request is self.request
            return Div(self.text, Button("who", handle_click=self.tell))

        def tell(self, input_event):
            self.text.set_text([self.is_its_own, self.server is input_event.request.server])

    page = lona_page(Knowing)
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_text("[True, True]")
