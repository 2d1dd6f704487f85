"""The gallery, in the process and in Chromium: every input tells what it did."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lona.pytest import expect

PATH = Path(__file__).parents[1] / "examples" / "gallery" / "gallery.py"


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery_e2e", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Static files are looked up beside the module of the class that declares them. It stays: its
    # node classes do, too, and other servers of this process look for their files.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def gallery_page(lona_page: Any, gallery: ModuleType) -> Any:
    return lona_page(gallery.app)


def line(page: Any, control: str) -> Any:
    """Return the live line beside a control, by the control's id."""
    return page.locator(f".exhibit:has(#{control}) .live")


@pytest.mark.parametrize(
    ("control", "text", "told"),
    [
        ("textinput", "abc", "'abc' · valid · change"),
        ("passwordinput", "abc", "'•••' · valid · change"),
        ("emailinput", "a@b.c", "'a@b.c' · valid · change"),
        ("urlinput", "nonsense", "'nonsense' · not valid · change"),
        ("searchinput", "x", "'x' · valid · change"),
        ("telinput", "1", "'1' · valid · change"),
        ("textarea", "a\nb", "'a\\nb' · change"),
        ("numberinput-0-to-10", "2.5", "2.5 · valid · change"),
        ("numberinput-0-to-10", "11", "11.0 · not valid · change"),
        ("rangeinput-0-to-10", "7", "7.0 · valid · change"),
        ("colorinput", "#102030", "'#102030' · valid · change"),
        ("dateinput-from-2024", "2025-01-31", "datetime.date(2025, 1, 31) · valid · change"),
        ("timeinput-quarters-of-an-hour", "10:20", "datetime.time(10, 20) · not valid · change"),
        ("monthinput", "2025-03", "datetime.date(2025, 3, 1) · valid · change"),
        ("weekinput", "2025-W01", "datetime.date(2024, 12, 30) · valid · change"),
        (
            "datetimeinput",
            "2025-01-31T10:20",
            "datetime.datetime(2025, 1, 31, 10, 20) · valid · change",
        ),
    ],
)
def test_what_is_typed_becomes_a_value(
    gallery_page: Any, control: str, text: str, told: str
) -> None:
    page = gallery_page
    page.locator(f"#{control}").fill(text)

    expect(line(page, control)).to_have_text(told)


def test_focus_and_blur_are_told(gallery_page: Any) -> None:
    page = gallery_page
    page.locator("#textinput").focus()
    expect(line(page, "textinput")).to_have_text("'Hello' · valid · focus")

    page.locator("#emailinput").focus()
    expect(line(page, "textinput")).to_have_text("'Hello' · valid · blur")
    expect(line(page, "emailinput")).to_have_text("'' · valid · focus")


def test_choices_are_told(gallery_page: Any) -> None:
    page = gallery_page
    page.locator("#checkbox").uncheck()
    expect(line(page, "checkbox")).to_have_text("False · change")

    page.locator("#select2").select_option("green")
    expect(line(page, "select2")).to_have_text("'green' · change")

    page.locator("#select2-several").select_option(["pear", "leek"])
    expect(line(page, "select2-several")).to_have_text("('pear', 'leek') · change")

    page.get_by_label("Large").check()
    expect(line(page, "radiogroup")).to_have_text("'large' · change")


def test_a_button_counts_its_clicks(gallery_page: Any) -> None:
    page = gallery_page
    page.locator("#button").click()
    page.locator("#button").click()

    expect(line(page, "button")).to_have_text("2 clicks")


def test_elements_can_be_searched(gallery_page: Any) -> None:
    page = gallery_page
    page.locator("#q").fill("table")
    page.locator("#q").press("Enter")

    expect(page.locator("main > h1").first).to_have_text("Elements")
    expect(page.locator(".exhibit")).to_have_count(1)
    expect(page.locator("table caption")).to_have_text("A table")


def test_the_menu_leads_to_every_page(gallery_page: Any) -> None:
    page = gallery_page
    for name in ("Elements", "Widgets", "Inputs"):
        menu = page.get_by_role("navigation", name="Gallery")
        menu.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("main > h1").first).to_have_text(name)


@pytest.mark.filterwarnings("ignore::lona.warnings.Lona_2_0_DeprecationWarning")
def test_deprecated_classes_work_too(lona_page: Any, gallery: ModuleType) -> None:
    page = lona_page(gallery.app, "/deprecated")
    expect(line(page, "select")).to_have_text("'b' · nothing yet")

    page.locator("#select").select_option("a")
    expect(line(page, "select")).to_have_text("'a' · change")


def test_files_are_uploaded(gallery_page: Any) -> None:
    files = [
        {"name": name, "mimeType": "text/plain", "buffer": bytes(3000)} for name in ("a.txt", "b")
    ]
    gallery_page.get_by_label("10 MiB at the most").set_input_files(files)

    told = gallery_page.get_by_role("status", name="FileInput")
    expect(told).to_have_text("['a.txt', 'b'] · change")
