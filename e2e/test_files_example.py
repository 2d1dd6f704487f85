"""The shelf for files, of two users: with either driver."""

import pytest

from examples.files.files import MOST_FILES, app
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


def files(*names, size=2048):
    return [{"name": name, "mimeType": "text/plain", "buffer": bytes(size)} for name in names]


def test_all_see_what_one_puts_there_as_long_as_the_page_is_open(lona_page):
    ada, bob = lona_page(app, user="Ada"), lona_page(app, user="Bob")
    zone = ada.get_by_label("Drop files here")
    zone.set_input_files(files("a.txt", "b.txt"))
    for page in (ada, bob):
        expect(page.get_by_role("link")).to_have_text(["a.txt", "b.txt"])
        expect(page.get_by_role("listitem").first).to_contain_text("2.0 KiB")
    expect(ada.get_by_role("status")).to_have_text("4.0 KiB of 4.0 KiB")
    bob.get_by_label("Drop files here").set_input_files(files("c.txt"))
    expect(ada.get_by_role("link")).to_have_text(["a.txt", "b.txt", "c.txt"])
    expect(bob.get_by_role("button", name="Remove")).to_have_count(1)
    ada.get_by_role("button", name="Remove a.txt").click()
    expect(bob.get_by_role("link")).to_have_text(["b.txt", "c.txt"])
    ada.close()
    assert lona_page.server.activity.wait_idle(60)
    expect(bob.get_by_role("link")).to_have_text(["c.txt"])


def test_who_comes_later_sees_them_too(lona_page):
    ada = lona_page(app, user="Ada")
    ada.get_by_label("Drop files here").set_input_files(files("a.txt"))
    expect(lona_page(app, user="Bob").get_by_role("link")).to_have_text("a.txt")


def test_too_many_files_are_refused(lona_page):
    page = lona_page(app)
    page.get_by_label("Drop files here").set_input_files(
        files(*(f"{number}.txt" for number in range(MOST_FILES + 1)))
    )
    expect(page.get_by_role("alert")).to_have_text(f"Too many files: there may be {MOST_FILES}.")
    expect(page.get_by_role("link")).to_have_count(0)


def test_a_download_leaves_the_page_as_it_is(lona_page, lona_driver):
    if lona_driver != "chromium":
        pytest.skip("downloads need a browser")
    page = lona_page(app)
    page.get_by_label("Drop files here").set_input_files(files("a b ü.txt"))
    page.get_by_role("link").click()
    expect(page.get_by_role("link")).to_have_text("a b ü.txt")
    content = page.evaluate("url => fetch(url).then(a => a.text())", link_of(page))
    assert len(content) == 2048
    page.get_by_role("button", name="Remove a b ü.txt").click()
    expect(page.get_by_role("link")).to_have_count(0)


def link_of(page):
    return page.get_by_role("link").get_attribute("href")
