import pytest

from lona_testing.browser.style.media import media_apply


@pytest.mark.parametrize(
    "query",
    [
        "",
        "all",
        "screen",
        "only screen and (min-width: 1px)",
        "(min-width: 80em)",
        "(max-width: 1280px)",
        "(width >= 1280px)",
        "(1280px <= width < 2000px)",
        "(orientation: landscape)",
        "(prefers-color-scheme: light)",
        "not print",
        "print, screen",
        "(not (max-width: 600px))",
        "(min-width: 1px) and (max-height: 720px)",
        "(max-width: 1px) or (hover: hover)",
        "(color)",
        "(hover)",
        "(min-aspect-ratio: 16/9)",
        "(resolution: 1dppx)",
        "SCREEN AND (MIN-WIDTH: 1PX)",
        "(min-width: 0)",
    ],
)
def test_what_holds_for_the_screen_of_the_tests(query: str) -> None:
    assert media_apply(query) is True


@pytest.mark.parametrize(
    "query",
    [
        "print",
        "not all",
        "not screen",
        "(max-width: 600px)",
        "(width < 1280px)",
        "(prefers-color-scheme: dark)",
        "(prefers-reduced-motion)",
        "screen and (min-width: 2000px)",
        "(monochrome)",
        "screen and",
        "(min-resolution: 2dppx)",
        "(min-width: 1280)",
    ],
)
def test_what_does_not_hold(query: str) -> None:
    assert media_apply(query) is False


@pytest.mark.parametrize(
    "query", ["(unheard-of: 1)", "screen and (unheard-of)", "(min-width: 5lh)", "not (unheard-of)"]
)
def test_what_only_a_browser_knows(query: str) -> None:
    assert media_apply(query) is None


def test_what_is_not_known_may_not_matter() -> None:
    assert media_apply("(unheard-of), screen") is True
    assert media_apply("print and (unheard-of)") is False
