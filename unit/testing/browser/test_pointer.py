"""lona_testing.browser.pointer: what a click hits."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.errors import NotActionable, NotSupportedInProcess

Show = Callable[[str], Any]

WINDOW = "top: 0; width: 100vw; height: 100%"
BACKDROP = "<button id=a>x</button><div style='{}'>over it</div>"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<div inert><button id=a>x</button></div>", "inert"),
        ("<div style='pointer-events: none'><button id=a>x</button></div>", "pointer-events"),
        (BACKDROP.format("position: fixed; inset: 0"), "covered by <div"),
        (
            BACKDROP.format("position: fixed; top: 0; left: 0; width: 100vw; height: 100%"),
            "covered",
        ),
    ],
)
def test_a_click_that_would_hit_something_else_is_refused(
    show: Show, markup: str, reason: str
) -> None:
    button = show(markup).locator("#a")
    with pytest.raises(NotActionable, match=reason):
        button.click()
    with pytest.raises(NotActionable, match=reason):
        button.click(trial=True)


@pytest.mark.parametrize(
    "style",
    [
        "position: absolute",
        "position: relative",
        "position: fixed; top: 0; right: 0",
        "position: fixed; bottom: 0; left: 0; right: 0; height: 40px",
        "position: fixed; inset: 0; display: none",
        "position: fixed; inset: 0; visibility: hidden",
        "position: fixed; inset: 0; z-index: -1",
        "position: fixed; inset: 0; pointer-events: none",
    ],
)
def test_what_is_not_in_front_covers_nothing(show: Show, style: str) -> None:
    button = show(BACKDROP.format(style)).locator("#a")
    button.click()
    assert button.page.user.is_focused(button.look_up()[0])


def test_a_bar_above_counts_only_if_the_page_keeps_away_from_it(show: Show) -> None:
    bar = "<nav style='position: fixed; top: 0; left: 0; right: 0; height: 50px'>menu</nav>"
    page = show(f"{bar}<main style='padding-top: 60px'><button id=a>x</button></main>")
    page.locator("#a").click()


def test_what_is_in_front_of_layers_only_a_browser_knows(show: Show) -> None:
    page = show(
        "<button id=a style='position: relative; z-index: 2'>x</button>"
        "<div style='position: fixed; inset: 0; z-index: 1'>x</div>"
    )
    with pytest.raises(NotSupportedInProcess, match="what lies in front"):
        page.locator("#a").click()


@pytest.mark.parametrize(
    "style",
    [
        "position: fixed; top: 0; left: 0; right: 0",
        "position: fixed; top: 0; right: 0; height: 50%",
        "position: absolute; top: 9em",
        "position: fixed; inset: 0; height: 2em",
        "position: relative; top: -2em",
        "margin-top: -2em",
        "transform: translateY(-2em)",
    ],
)
def test_what_may_lie_in_front_only_a_browser_knows(show: Show, style: str) -> None:
    with pytest.raises(NotSupportedInProcess, match="what lies in front"):
        show(BACKDROP.format(style)).locator("#a").click()


@pytest.mark.parametrize(
    "markup",
    [
        "<div style='position: relative'>{}<p style='position: absolute; inset: 0'>x</p></div>",
        "<div style='overflow: hidden; height: 0'>{}</div>",
        "<div style='overflow: hidden; max-height: 0'>{}</div>",
    ],
)
def test_what_is_covered_or_cut_off_is_refused(show: Show, markup: str) -> None:
    with pytest.raises(NotActionable, match=r"covered by|cuts it off"):
        show(markup.format("<button id=a>x</button>")).locator("#a").click()


@pytest.mark.parametrize(
    "style", ["position: absolute; left: -999px", "clip-path: inset(50%)", "translate: 900px"]
)
def test_what_may_be_out_of_the_window_only_a_browser_knows(show: Show, style: str) -> None:
    with pytest.raises(NotSupportedInProcess, match="what a click hits"):
        show(f"<button id=a style='{style}'>x</button>").locator("#a").click()


@pytest.mark.parametrize("style", ["visibility: hidden", "pointer-events: none"])
def test_force_at_what_cannot_be_hit_is_for_browsers(show: Show, style: str) -> None:
    page = show(f"<button id=a style='{style}'>x</button>")
    with pytest.raises(NotSupportedInProcess, match="by force"):
        page.locator("#a").click(force=True)


@pytest.mark.parametrize("markup", ["<p id=a></p>", "<p id=a hidden>x</p>"])
def test_force_does_not_click_what_has_no_place(show: Show, markup: str) -> None:
    with pytest.raises(NotActionable):
        show(markup).locator("#a").click(force=True)
