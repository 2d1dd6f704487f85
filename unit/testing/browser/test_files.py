"""Files of inputs; `e2e/test_file_input.py` asks both drivers."""

import pytest

from lona.pytest import expect
from lona_testing.browser.files import File, files_of
from lona_testing.errors import NotActionable, WrongElement

TEXT = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}


def test_paths_and_payloads_are_files(tmp_path):
    path = tmp_path / "b.png"
    path.write_bytes(b"y")
    a, b = File("a.txt", "text/plain", b"x"), File("b.png", "image/png", b"y")
    assert files_of(TEXT) == files_of([TEXT]) == [a]
    assert files_of(path) == files_of(str(path)) == files_of([str(path)]) == [b]
    assert files_of([]) == []


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing"):
        files_of(tmp_path / "missing")
    for files in (3, [3], {"name": "a"}, [{**TEXT, "more": 1}]):
        with pytest.raises(TypeError):
            files_of(files)


def test_files_are_chosen_with_the_events_of_a_browser(show):
    page = show("<label>Files <input id=i type=file multiple></label>")
    control = page.locator("input")
    page.get_by_text("Files").set_input_files([TEXT, {**TEXT, "name": "b"}])
    assert page.script.events == ["input i", "change i"]
    expect(control).to_have_value("C:\\fakepath\\a.txt")
    control.set_input_files([])
    assert page.script.events[2:] == ["input i", "change i"]
    expect(control).to_have_value("")
    page.set_input_files("input", TEXT)
    expect(control).to_have_value("C:\\fakepath\\a.txt")


def test_what_takes_no_files_gets_none(show):
    page = show("<input id=a><input id=b type=file hidden><p>x</p>")
    for selector in ("#a", "p"):
        with pytest.raises(WrongElement, match="takes no files"):
            page.locator(selector).set_input_files(TEXT)
    with pytest.raises(NotActionable, match="one file only"):
        page.locator("#b").set_input_files([TEXT, TEXT])
    page.locator("#b").set_input_files(TEXT)  # hidden ones are used by many pages
    assert page.script.events == ["input b", "change b"]


FORM = "<form method=post {}><input name=t value=1><input type=file name=f multiple><button>Go"


@pytest.mark.parametrize("count", [0, 2])
def test_a_form_sends_files_only_as_multipart(show, network, count):
    files = [{**TEXT, "name": name} for name in "ab"[:count]]
    page = show(FORM.format("enctype=multipart/form-data"))
    page.locator("[type=file]").set_input_files(files)
    page.locator("button").click()
    sent = [File(name, "text/plain", b"x") for name in "ab"[:count]] or [File("")]
    assert network.requests[-1][1] == [("t", "1"), *(("f", file) for file in sent)]
    page = show(FORM.format(""))
    page.locator("[type=file]").set_input_files(files)
    page.locator("button").click()
    names = list("ab"[:count]) or [""]
    assert network.requests[-1][1] == [("t", "1"), *(("f", name) for name in names)]


def test_a_form_that_asks_tells_names_of_files(show):
    page = show("<form action=/to><input type=file name=f><button>Go")
    page.locator("[type=file]").set_input_files(TEXT)
    page.locator("button").click()
    assert page.url == "http://site.test/to?f=a.txt"


def test_a_reset_takes_the_files_away(show):
    page = show("<form><input type=file required><button type=reset>Reset")
    page.locator("input").set_input_files(TEXT)
    page.locator("button").click()
    expect(page.locator("input")).to_have_value("")
