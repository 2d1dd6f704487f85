"""Users who come, click and leave.

`benchmarks/attacks/leaks.py` does the same over sockets, 4,000 times.
"""

import gc
import threading
from collections import Counter

import pytest

from lona.html import H1, Button, Div
from lona.view import View


class Page(View):
    def handle_request(self, request):
        self.heading = H1("0")
        self.button = Button("+", handle_click=self.count)
        self.await_change(html=Div(self.heading, self.button))

    def count(self, input_event):
        self.heading.set_text("1")


def come_click_and_leave(server, open_tab, goodbye):
    tab = open_tab(server)
    tab.load()
    (view,) = server.get_views()
    tab.fire(view.button)
    assert view.heading.get_text() == "1"
    tab.close(goodbye)


def count_objects():
    """Return how many objects of Lona there are, by class."""
    for _ in range(3):
        gc.collect()
    kinds = (type(each) for each in gc.get_objects())
    return Counter(kind for kind in kinds if str(kind.__module__).startswith(("lona.", __name__)))


@pytest.mark.parametrize("goodbye", [True, False])
def test_those_who_come_click_and_leave_leave_nothing_behind(serve, open_tab, goodbye):
    server = serve({"/": Page})
    for _ in range(5):
        come_click_and_leave(server, open_tab, goodbye)
    before, threads = count_objects(), threading.active_count()
    for _ in range(100):
        come_click_and_leave(server, open_tab, goodbye)
    assert not count_objects() - before
    assert threading.active_count() <= threads + 5  # some may be on their way to the next job
