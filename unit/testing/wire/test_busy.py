"""lona_testing.wire.busy: what a server is doing, for errors."""

import threading
from typing import Any

import pytest

from lona import View
from lona.html import Button
from lona_testing.wire.busy import describe_busy


@pytest.fixture
def lona_driver() -> str:
    return "inprocess"


def test_a_handler_that_blocks_is_named_with_its_view_its_state_and_its_stack(
    lona_page: Any,
) -> None:
    begun, go = threading.Event(), threading.Event()

    class Blocking(View):
        def handle_request(self, request: Any) -> Any:
            return Button("Go", handle_click=self.block)

        def block(self, event: Any) -> None:
            begun.set()
            go.wait(60)

    page = lona_page(Blocking)
    assert describe_busy(lona_page.server) == "0 pieces of work are under way"
    page.get_by_role("button").click(no_wait_after=True)
    assert begun.wait(60)
    text = describe_busy(lona_page.server)
    go.set()
    first, *stack = text.splitlines()
    assert first.startswith("the view ")
    assert "Blocking of http://localhost/ (FINISHED), in the thread LonaWorker_" in first
    assert stack[-1].strip() == "go.wait(60)"
    assert not any("/lona/" in line for line in stack)
