"""No value of a form is lost: interactive and over plain HTTP, with either driver."""

import pytest

from lona import View
from lona.html import (
    HTML,
    CheckBox,
    Form,
    Label,
    Option2,
    P,
    Select2,
    Submit,
    TextInput,
)
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["interactive", "plain"])
def interactive(request):
    return request.param


@pytest.fixture
def submit(lona_page, interactive):
    """Return a function that sends a form; it returns the page and what the view got."""

    def submit(method, *nodes, prepare=lambda page: None):
        seen = []

        class FormView(View):
            def handle_request(self, request):
                if request.method == "POST" or request.GET:
                    seen.append(request)
                    return P(f"got it by {request.method}")
                return HTML(Form(*nodes, Submit(value="Send"), method=method, action="/"))

        page = lona_page(lambda app: app.route("/", interactive=interactive)(FormView))
        prepare(page)
        page.get_by_role("button", name="Send").click()
        expect(page.locator("p")).to_have_text(f"got it by {method.upper()}")
        return page, seen[-1]

    return submit


def boxes():
    return [CheckBox(value=True, name="tag", attributes={"value": value}) for value in "ab"]


def test_two_boxes_of_a_name_are_two_values_of_the_address(submit):
    page, request = submit("get", *boxes())
    assert page.url.endswith("/?tag=a&tag=b")
    assert request.GET == {"tag": "a"}
    assert request.GET.getall("tag") == ["a", "b"]


def test_two_boxes_of_a_name_are_two_values_of_a_posted_form(submit, interactive):
    _, request = submit("post", *boxes())
    assert request.POST.getall("tag") == ["a", "b"]
    assert request.POST["tag"] == (["a", "b"] if interactive else "a")


def test_texts_of_a_name_come_in_order(submit):
    _, request = submit("post", *(TextInput(value=text, name="x") for text in ("1", "2", "1")))
    assert request.POST.getall("x") == ["1", "2", "1"]


def test_one_value_is_a_string(submit):
    _, request = submit("post", TextInput(value="1", name="x"))
    assert request.POST["x"] == "1"
    assert request.POST.getall("x") == ["1"]


@pytest.mark.parametrize("count", [1, 2])
def test_a_multiple_select_is_a_list(submit, interactive, count):
    options = [Option2(text, value=text, selected=text in "xy"[:count]) for text in "xyz"]
    _, request = submit("post", Label("Many", Select2(*options, name="many", multiple=True)))
    assert request.POST.getall("many") == ["x", "y"][:count]
    if interactive:
        assert request.POST["many"] == ["x", "y"][:count]


@pytest.mark.parametrize(
    "nodes", [[], [CheckBox(value=False, name="off")]], ids=["nothing", "a box that is off"]
)
def test_a_form_without_values_is_posted(submit, nodes):
    _, request = submit("post", Label("Sure?"), *nodes)
    assert (request.method, dict(request.POST)) == ("POST", {})
