"""Tests that are coroutines drive pages with either driver, whoever runs them."""

import pytest

TESTS = """
import asyncio

import anyio
import pytest

from lona import AsyncView
from lona.html import H1, Button, Div
from lona.pytest import expect


class Counter(AsyncView):
    async def handle_request(self, request):
        self.heading = H1("0")
        self.show(Div(self.heading, Button("Click me", handle_click=self.count)))
        await self.sleep(600)

    async def count(self, event):
        await asyncio.sleep(0.001)
        self.heading.set_text(int(self.heading.get_text()) + 1)


async def count(lona_page):
    page = lona_page(Counter)
    await asyncio.sleep(0)
    for number in ("1", "2"):
        page.get_by_role("button", name="Click me").click()
        expect(page.get_by_role("heading")).to_have_text(number)


@pytest.mark.asyncio
async def test_with_pytest_asyncio(lona_page):
    await count(lona_page)


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_with_anyio(lona_page, anyio_backend):
    async with anyio.create_task_group() as group:
        group.start_soon(anyio.sleep, 0)
        await count(lona_page)


def test_without_a_loop(lona_page):
    asyncio.run(asyncio.sleep(0))
    page = lona_page(Counter)
    page.get_by_role("button", name="Click me").click()
    expect(page.get_by_role("heading")).to_have_text("1")
"""

AUTO = """

async def test_without_a_mark(lona_page):
    await count(lona_page)
"""


@pytest.mark.parametrize("mode", ["auto", "strict"])
def test_coroutines_drive_pages(pytester: pytest.Pytester, mode: str) -> None:
    pytester.makepyfile(TESTS + AUTO * (mode == "auto"))
    pytester.makeini(
        f"[pytest]\nasyncio_mode = {mode}\nasyncio_default_fixture_loop_scope = function"
    )
    result = pytester.runpytest_subprocess("--lona-driver=inprocess,chromium")
    assert result.parseoutcomes() == {"passed": 8 if mode == "auto" else 6}
