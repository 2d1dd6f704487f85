"""What can only be seen in a browser: a window that is busy, and where a page stands."""

from lona import View
from lona.html import H1, A, Button, Div
from lona.pytest import expect


class Slow(View):
    def handle_request(self, request):
        return Button("go", disabled_while_busy=True, handle_click=self.wait)

    def wait(self, input_event):
        self.sleep(1)


WATCH = """() => {
    window.seen = [];
    const root = document.querySelector("#lona");
    const note = () => seen.push([
        root.className, root.getAttribute("aria-busy"),
        getComputedStyle(root, "::before").position, document.querySelector("button").disabled,
    ]);
    new MutationObserver(note).observe(root, {attributes: true});
}"""


def test_a_window_says_that_it_is_busy(lona_page):
    page = lona_page(Slow)
    page.evaluate(WATCH)
    page.get_by_role("button").click()
    seen = page.evaluate("seen")
    assert ["lona-busy", "true", "fixed", True] in seen
    assert seen[-1] == ["", None, "static", False]


class Long(View):
    def handle_request(self, request):
        number = int(request.GET.get("page", "1"))
        return Div(
            H1(f"Page {number}"),
            *[Div(f"line {n}") for n in range(200)],
            A("next page", href=f"?page={number + 1}"),
        )


def test_back_and_forward_go_to_where_the_page_stood(lona_page):
    page = lona_page(Long)
    link = page.get_by_role("link")
    link.scroll_into_view_if_needed()
    below = page.evaluate("scrollY")
    link.click()
    expect(page.get_by_role("heading", name="Page 2")).to_be_focused()
    assert (below > 1000, page.evaluate("scrollY")) == (True, 0)
    page.evaluate("scrollTo(0, 500)")
    page.go_back()
    expect(page.get_by_role("heading", name="Page 1")).to_have_count(1)
    assert page.evaluate("scrollY") == below
    page.go_forward()
    expect(page.get_by_role("heading", name="Page 2")).to_have_count(1)
    assert page.evaluate("scrollY") == 500
    page.reload()
    expect(page.get_by_role("heading", name="Page 2")).to_have_count(1)
    assert page.evaluate("scrollY") == 500
