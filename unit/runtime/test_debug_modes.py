"""What the debug modes show, in words: one run, seen through each of the loggers."""

import logging

import pytest

from lona.html import Button, Div
from lona.logging import DEBUG_MODES
from lona.view import View


class Page(View):
    def handle_request(self, request):
        return Div(Button("Go", _id="go", handle_click=self.go))

    def go(self, input_event):
        self.server.fire_view_event("hello", {"a": 1})

    def on_view_event(self, view_event):
        """Hear it."""


EXPECTED = {
    "messages": ["from 127.0.0.1: RunView", "to 127.0.0.1: ViewStarted", "type=CLICK"],
    "views": ["test_debug_modes.Page", "of /: asked for", ": running", ": finished", ": removed"],
    "input-events": ["a click of <Button #go 'Go'>: for unit.runtime.test_debug_modes.Page"],
    "view-events": ["view event 'hello' for 1 views: {'a': 1}"],
}


@pytest.mark.parametrize("mode", DEBUG_MODES)
def test_each_mode_shows_what_it_is_about(serve, open_tab, caplog, mode):
    caplog.set_level(logging.DEBUG, DEBUG_MODES[mode])
    server = serve({"/": Page})
    tab = open_tab(server)
    tab.load()
    (view,) = server.get_views(url="/")
    tab.fire(view._view_runtime.screen.document.html.nodes[0])
    tab.close()
    shown = [r.getMessage() for r in caplog.records if r.name == DEBUG_MODES[mode]]
    for words in EXPECTED[mode]:
        assert any(words in line for line in shown), shown


def test_an_event_that_does_not_count_is_told(serve, open_tab, caplog):
    caplog.set_level(logging.DEBUG, "lona.input_events")
    tab = open_tab(serve({"/": Page}))
    tab.load()
    tab.fire(999_999_999)
    assert "301 of node 999999999: does not count" in caplog.text
