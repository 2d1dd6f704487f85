"""Warnings of coroutines that block the event loop."""

import time

import pytest

from lona import AsyncView
from lona.html import Button


class Blocking(AsyncView):
    async def handle_request(self, request):
        return Button("block", handle_click=self.block)

    async def block(self, input_event):
        end = time.monotonic() + 30
        while not self.server.state.get("told") and time.monotonic() < end:
            time.sleep(0.01)


@pytest.mark.parametrize("is_debug", [True, False])
def test_a_handler_that_blocks_the_loop_is_told_of_with_its_stack(lona_page, caplog, is_debug):
    told = []

    def app(app):
        app.settings.DEBUG = is_debug
        app.route("/")(Blocking)

    page = lona_page(app)
    state = page.server.state

    class Telling:
        """Lets the handler end when it has been told of."""

        def __call__(self, record):
            told.append(record.getMessage())
            state["told"] = True
            return True

    if not is_debug:
        state["told"] = True
    handler_filter = Telling()
    caplog.handler.addFilter(handler_filter)
    try:
        page.get_by_role("button").click()
    finally:
        caplog.handler.removeFilter(handler_filter)
    warnings = [text for text in told if "has blocked the event loop" in text]
    assert len(warnings) == is_debug
    assert all("in block" in text and "time.sleep(0.01)" in text for text in warnings)
