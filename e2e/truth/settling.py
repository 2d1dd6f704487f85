"""When a page in Chromium is at rest again: an action may have begun to load another page.

Playwright returns as soon as the browser has seen the click. What `navigate` events say is known in
the page itself at that time, whatever the speed of the machine.
"""

from typing import Any

_WATCH = """
if (window.navigation) {
    navigation.addEventListener("navigate", (event) => {
        const leaves = !event.destination.sameDocument && event.downloadRequest === null;
        if (leaves) window.truth_leaves = true;
    });
}
"""
# A form is sent in a task of its own, after the click.
_LEAVES = """() => new Promise((resolve) => {
    setTimeout(() => setTimeout(() => resolve(window.truth_leaves === true)));
})"""


def watch(page: Any) -> None:
    """Have all documents of a page note that they are left."""
    page.add_init_script(_WATCH)


def settle(page: Any) -> None:
    """Wait until the page has loaded what an action asked for."""
    try:
        leaves = page.evaluate(_LEAVES)
    except Exception as error:
        if "navigat" not in str(error) and "context was destroyed" not in str(error):
            raise
        leaves = True
    if leaves:
        page.wait_for_function("() => window.truth_leaves !== true")
    page.wait_for_load_state()
