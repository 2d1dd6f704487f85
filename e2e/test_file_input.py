"""Uploads with a file input: with either driver."""

import os

import pytest

from lona import Bucket, View
from lona.html import HTML, Button, FileInput, Label, Li, P, Ul
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


def payload(name, content=b"content", mime_type="text/plain"):
    return {"name": name, "mimeType": mime_type, "buffer": content}


class Page(View):
    LIMITS = {}
    OPTIONS = {"multiple": True}

    def handle_request(self, request):
        self.steps = []
        self.changes = []
        self.bucket = Bucket(request, **self.LIMITS)
        self.list = Ul()
        self.loaded = P(_data_testid="loaded")
        self.input = FileInput(
            self.bucket,
            "Photos",
            handle_change=self.on_change,
            on_progress=self.on_progress,
            **self.OPTIONS,
        )
        return HTML(self.input, self.list, self.loaded)

    def on_change(self, input_event):
        self.changes.append(self.input.file_names)
        self.list.nodes = [Li(name) for name in self.bucket.get_file_names()]

    def on_progress(self, loaded, total):
        self.steps.append((loaded, total))
        self.loaded.set_text(f"{loaded} of {total}")


def view_of(lona_page):
    (view,) = lona_page.server.get_views(url="/")
    return view


def test_what_is_chosen_is_in_the_bucket(lona_page):
    page = lona_page(Page)
    photos = page.get_by_label("Photos")
    photos.set_input_files([payload("a.txt", b"one"), payload("b ü.txt", b"two")])
    expect(page.get_by_role("listitem")).to_have_text(["a.txt", "b ü.txt"])
    photos.set_input_files(payload("a.txt", b"new"))
    view = view_of(lona_page)
    assert view.changes == [["a.txt", "b ü.txt"], ["a.txt"]]
    with open(view.bucket.get_path("a.txt"), "rb") as file:
        assert file.read() == b"new"
    expect(photos).to_have_value("C:\\fakepath\\a.txt")


def test_paths_are_files_of_the_test(lona_page, tmp_path):
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("two")
    page = lona_page(Page)
    page.set_input_files("input", str(tmp_path / "a.txt"))
    page.get_by_label("Photos").set_input_files([tmp_path / "b.txt"])
    expect(page.get_by_role("listitem")).to_have_text(["a.txt", "b.txt"])


def test_a_choice_can_be_taken_back(lona_page):
    page = lona_page(Page)
    photos = page.get_by_label("Photos")
    photos.set_input_files([payload("a.txt")])
    photos.set_input_files([])
    expect(photos).to_have_value("")
    view = view_of(lona_page)
    assert view.changes == [["a.txt"], []]
    assert view.bucket.get_file_names() == ["a.txt"]


def test_the_progress_is_told_in_steps_of_bytes(lona_page):
    page = lona_page(Page)
    content = bytes(1_000_000)
    page.get_by_label("Photos").set_input_files([payload("a", content), payload("b", content)])
    view = view_of(lona_page)
    step = 256 * 1024
    first = [0, step, 2 * step, 3 * step, 1_000_000]
    second = [1_000_000 + step, 1_000_000 + 2 * step, 1_000_000 + 3 * step, 2_000_000]
    assert view.steps == [(loaded, 2_000_000) for loaded in first + second]
    expect(page.get_by_test_id("loaded")).to_have_text("2000000 of 2000000")
    expect(page.get_by_role("progressbar")).to_be_hidden()


def test_what_is_refused_is_told_and_can_be_tried_again(lona_page):
    class Small(Page):
        LIMITS = {"max_size": 600_000, "max_files": 2}

    page = lona_page(Small)
    photos = page.get_by_label("Photos")
    photos.set_input_files([payload("a", bytes(2_000_000))])
    expect(page.get_by_role("alert")).to_have_text("Too large: there may be 600,000 bytes.")
    expect(photos).to_have_value("")
    photos.set_input_files([payload("a"), payload("b"), payload("c")])
    expect(page.get_by_role("alert")).to_have_text("Too many files: there may be 2.")
    view = view_of(lona_page)
    assert view.changes == []
    assert view.bucket.get_file_names() == []
    photos.set_input_files([payload("a"), payload("b")])
    expect(page.get_by_role("alert")).to_have_text("")
    expect(page.get_by_role("listitem")).to_have_text(["a", "b"])


def test_only_what_is_accepted_comes_in(lona_page):
    class Images(Page):
        OPTIONS = {"accept": "image/*, .PDF"}

    page = lona_page(Images)
    photos = page.get_by_label("Photos")
    photos.set_input_files(payload("a.exe", mime_type="application/x-msdownload"))
    expect(page.get_by_role("alert")).to_have_text(
        "a.exe is refused: these files are taken: image/*, .PDF"
    )
    photos.set_input_files(payload("a.heic", mime_type="image/heic"))
    photos.set_input_files(payload("b.pdf", mime_type=""))
    expect(page.get_by_role("listitem")).to_have_text(["a.heic", "b.pdf"])


def test_a_bad_name_is_refused(lona_page):
    page = lona_page(Page)
    page.get_by_label("Photos").set_input_files(payload("con.txt"))
    expect(page.get_by_role("alert")).to_have_text(
        "The file name 'con.txt' can not be used: it is a device."
    )
    assert view_of(lona_page).bucket.get_file_names() == []


def test_a_bucket_that_is_gone_is_told(lona_page):
    page = lona_page(Page)
    view_of(lona_page).bucket.close()
    page.get_by_label("Photos").set_input_files(payload("a"))
    expect(page.get_by_role("alert")).to_have_text("The page that these files belong to is gone.")


def test_the_files_go_with_the_page(lona_page):
    page = lona_page(Page)
    page.get_by_label("Photos").set_input_files(payload("a"))
    folder = os.path.dirname(view_of(lona_page).bucket.get_path())
    assert os.path.exists(folder)
    page.goto("/elsewhere")
    assert lona_page.server.activity.wait_idle(60)
    assert not os.path.exists(folder)


def test_a_view_may_wait_for_files_and_label_them_itself(lona_page):
    class Waits(View):
        def handle_request(self, request):
            files = FileInput(Bucket(request), None, id="cv", accept=".txt", bubble_up=True)
            event = self.await_change(files, html=HTML(Label("Your CV", _for="cv"), files))
            assert event.node is files
            return P(f"Thank you for {event.data[0]}")

    page = lona_page(Waits)
    page.locator("#cv").set_input_files(payload("cv.txt"))
    expect(page.locator("p")).to_have_text("Thank you for cv.txt")


def test_a_disabled_input_takes_nothing(lona_page):
    class Off(Page):
        OPTIONS = {"disabled": True}

    page = lona_page(Off)
    expect(page.get_by_label("Photos")).to_be_disabled()
    view = view_of(lona_page)
    assert view.input.why_refused("a", "", 0)


def test_what_a_callback_raises_is_logged_and_harms_nothing(lona_page, lona_errors):
    class Broken(Page):
        def on_progress(self, loaded, total):
            if loaded:
                raise ValueError("broken progress")

    page = lona_page(Broken)
    with lona_errors.expect(ValueError, match="broken progress"):
        page.get_by_label("Photos").set_input_files(payload("a"))
    expect(page.get_by_role("listitem")).to_have_text(["a"])


def test_hooks_of_the_bucket_show_what_they_change(lona_page):
    class Hooks(View):
        def handle_request(self, request):
            self.list = Ul()
            self.bucket = Bucket(request, on_add=self.on_add)
            return HTML(FileInput(self.bucket, "Files"), self.list, Button("Next"))

        def on_add(self, file_names):
            self.list.extend(Li(name) for name in file_names)
            self.show()

    page = lona_page(Hooks)
    page.get_by_label("Files").set_input_files(payload("a"))
    expect(page.get_by_role("listitem")).to_have_text(["a"])


def test_the_index_page_takes_shows_and_deletes_files(lona_page):
    class Index(Page):
        LIMITS = {"max_files": 3, "max_size": 5 * 1024 * 1024}

    page = lona_page(Index)
    bucket = view_of(lona_page).bucket
    index = lona_page(Index, bucket.get_url())
    expect(index.get_by_text("At most 3 files. At most 5.0 MiB all together.")).to_be_visible()
    index.get_by_label("Add files").set_input_files([payload("a <b>.txt"), payload("c&amp;d")])
    index.get_by_role("button", name="Upload").click()
    expect(index.get_by_role("listitem").get_by_role("link")).to_have_text(["a <b>.txt", "c&amp;d"])
    index.get_by_role("button", name="Delete c&amp;d").click()
    expect(index.get_by_role("listitem").get_by_role("link")).to_have_text(["a <b>.txt"])
    assert bucket.get_file_names() == ["a <b>.txt"]
    page.close()


DROP = """() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["dropped"], "dropped.txt", {type: "text/plain"}));
    const zone = document.querySelector(".lona-file-input");
    return ["dragover", "drop"].map((type) => {
        const event = new DragEvent(type, {dataTransfer, bubbles: true, cancelable: true});
        zone.dispatchEvent(event);
        return event.defaultPrevented;
    });
}"""


def test_files_can_be_dropped(lona_page, lona_driver):
    if lona_driver != "chromium":
        pytest.skip("dropping needs a browser")
    page = lona_page(Page)
    assert page.evaluate(DROP) == [True, True]
    expect(page.get_by_role("listitem")).to_have_text(["dropped.txt"])
    expect(page.get_by_label("Photos")).to_have_value("C:\\fakepath\\dropped.txt")


def test_the_keyboard_reaches_it(lona_page):
    page = lona_page(Page)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Photos")).to_be_focused()


def test_plain_and_interactive_forms_have_the_files(lona_page):
    class Told(View):
        def handle_request(self, request):
            if request.method == "GET":
                text = repr(dict(request.GET)) if request.GET else ""
            else:
                text = repr([(name, told(value)) for name, value in request.POST.items()])
            kinds = ("multipart/form-data", "application/x-www-form-urlencoded")
            forms = "".join(FORM.format(kind=kind, method="post") for kind in kinds)
            return f"<p>{text}</p>{forms}{FORM.format(kind='get', method='get')}"

    def setup(app):
        app.route("/interactive")(Told)
        app.route("/plain", interactive=False)(Told)

    def told(value):
        return value if isinstance(value, str | list) else (value.filename, value.file.read())

    def send(path, kind, *files):
        page = lona_page(setup, path)
        form = page.locator(f"form[enctype='{kind}']")
        form.get_by_label("File").set_input_files(list(files))
        form.get_by_role("button", name="Send").click()
        return page.locator("p").inner_text()

    file = payload("a.txt", b"one")
    multipart, urlencoded = "multipart/form-data", "application/x-www-form-urlencoded"
    assert send("/plain", multipart, file) == "[('f', ('a.txt', b'one')), ('t', '1')]"
    assert send("/plain", multipart) == "[('f', ''), ('t', '1')]"
    assert send("/plain", urlencoded, file) == "[('f', 'a.txt'), ('t', '1')]"
    assert send("/plain", "get", file) == "{'f': 'a.txt', 't': '1'}"
    assert send("/interactive", multipart, file) == "[('f', 'a.txt'), ('t', '1')]"
    assert send("/interactive", "get", file) == "{'f': 'a.txt', 't': '1'}"


FORM = (
    "<form method={method} enctype={kind}><label>File <input type=file name=f></label>"
    "<input type=hidden name=t value=1><button>Send</button></form>"
)
