"""Edited controls survive changes of their surroundings; also runs with --lona-driver=chromium."""

from typing import Any

import pytest

from lona import View
from lona.html import BLUR, H1, Div, Li, Node, Option2, P, Select2, TextInput, Ul
from lona.pytest import expect


class Field(Node):
    """An `<input>` without events."""

    TAG_NAME = "input"
    SELF_CLOSING_TAG = True


class Rebuilding(View):
    """Shows a new tree each time a text arrives."""

    text = ""
    texts = 0
    delay = 20

    def handle_request(self, request: Any) -> Any:
        return self.tree()

    def tree(self) -> Any:
        return Div(H1(self.text), P(f"{self.texts} texts"), *self.controls())

    def controls(self) -> list[Any]:
        return [self.input(_id="main")]

    def input(self, **attributes: Any) -> TextInput:
        return TextInput(
            value=self.text, input_delay=self.delay, handle_change=self.on_change, **attributes
        )

    def on_change(self, event: Any) -> None:
        self.text = event.data
        self.texts += 1
        self.react()

    def react(self) -> None:
        self.show(self.tree())


class SameId(Rebuilding):
    def controls(self) -> list[Any]:
        others = [TextInput(_id=f"other-{i}") for i in range(self.texts)]
        return [*others, Div(self.input(_id="main"))]


class SameName(Rebuilding):
    def controls(self) -> list[Any]:
        others = [TextInput(name=f"other-{i}") for i in range(self.texts)]
        return [*others, Div(self.input(name="main"))]


class SamePath(Rebuilding):
    def controls(self) -> list[Any]:
        return [TextInput(), Div(P("label"), self.input(_class="main")), TextInput()]


class OnlyOne(Rebuilding):
    def controls(self) -> list[Any]:
        inner = self.input(_class="main")
        for _ in range(self.texts):
            inner = Div(inner)
        return [inner]


class Refilled(Rebuilding):
    """Keeps its root; patches replace what is in it."""

    def handle_request(self, request: Any) -> Any:
        self.root = Div(self.tree())
        return self.root

    def react(self) -> None:
        self.root.nodes = [self.tree()]


class RefilledFlat(Refilled):
    def react(self) -> None:
        self.root.nodes = [P("line"), *self.controls(), H1(self.text)]


TWINS = [SameId, SameName, SamePath, OnlyOne, Refilled, RefilledFlat]


@pytest.mark.parametrize("view_class", TWINS, ids=lambda cls: cls.__name__)
def test_the_counterpart_of_the_focused_control_takes_over(
    lona_page: Any, view_class: type[View]
) -> None:
    page = lona_page(view_class)
    main = page.locator("#main, [name=main], .main")
    main.press_sequentially("first")
    expect(page.get_by_role("heading")).to_have_text("first")
    expect(main).to_be_focused()
    expect(main).to_have_value("first")
    main.press_sequentially(" second")
    expect(page.get_by_role("heading")).to_have_text("first second")
    expect(main).to_be_focused()


class NoCounterpart(Rebuilding):
    def controls(self) -> list[Any]:
        kind = "text" if self.texts % 2 == 0 else "search"
        return [self.input(_id="main", type=kind)]


def test_a_control_of_another_type_is_another_control(lona_page: Any) -> None:
    page = lona_page(NoCounterpart)
    page.locator("#main").press_sequentially("x")
    expect(page.get_by_role("heading")).to_have_text("x")
    expect(page.locator("#main")).not_to_be_focused()


def test_a_counterpart_without_change_events_keeps_the_text_and_sends_nothing(
    lona_page: Any,
) -> None:
    class Silenced(Rebuilding):
        def controls(self) -> list[Any]:
            if not self.texts:
                return super().controls()
            return [Field(_id="main", type="text")]

    page = lona_page(Silenced)
    page.locator("#main").press_sequentially("x")
    expect(page.get_by_role("heading")).to_have_text("x")
    expect(page.locator("#main")).to_be_focused()
    expect(page.locator("p")).to_have_text("1 texts")


class TwoControls(View):
    """A button-like second input makes the server set the first one while it is edited."""

    def handle_request(self, request: Any) -> Any:
        self.log = Ul()
        self.late = TextInput(_id="late", input_delay=0, handle_change=self.note)
        self.delayed = TextInput(_id="delayed", input_delay=20, handle_change=self.note)
        return Div(self.late, self.delayed, self.log)

    def note(self, event: Any) -> None:
        self.log.append(Li(f"{next(iter(event.node.id_list))} {event.data}"))


def test_a_text_that_is_the_old_one_again_is_not_sent(lona_page: Any) -> None:
    page = lona_page(TwoControls)
    late = page.locator("#late")
    late.press("a")
    late.press("Backspace")
    late.blur()
    late.press("b")
    late.blur()
    expect(page.get_by_role("listitem")).to_have_text(["late b"])


def test_the_same_text_is_not_sent_twice(lona_page: Any) -> None:
    page = lona_page(TwoControls)
    delayed = page.locator("#delayed")
    delayed.fill("one")
    expect(page.get_by_role("listitem")).to_have_text(["delayed one"])
    delayed.fill("one")
    delayed.blur()
    delayed.fill("two")
    expect(page.get_by_role("listitem")).to_have_text(["delayed one", "delayed two"])


def test_a_value_set_while_nothing_was_sent_waits_for_the_end_of_editing(lona_page: Any) -> None:
    page = lona_page(TwoControls)
    late = page.locator("#late")
    late.press("a")
    (view,) = lona_page.server.get_views(url="/")
    view.late.value = "from the server"
    view.log.append(Li("set"))
    view.show()
    expect(page.get_by_role("listitem")).to_have_text(["set"])
    expect(late).to_have_value("a")
    late.press("Backspace")
    late.blur()
    expect(late).to_have_value("from the server")


def test_a_select_is_a_control_too(lona_page: Any) -> None:
    class Selecting(Rebuilding):
        def controls(self) -> list[Any]:
            options = [
                Option2(name, value=name, selected=self.text == name) for name in ("a", "b", "c")
            ]
            return [Select2(*options, _id="main", handle_change=self.on_select)]

        def on_select(self, event: Any) -> None:
            self.text = event.node.value
            self.texts += 1
            self.react()

    page = lona_page(Selecting)
    page.locator("#main").focus()
    page.locator("#main").select_option("b")
    expect(page.get_by_role("heading")).to_have_text("b")
    expect(page.locator("#main")).to_be_focused()
    expect(page.locator("#main")).to_have_value("b")


def test_a_choice_means_the_option_that_the_user_saw(lona_page: Any) -> None:
    class Filling(View):
        def handle_request(self, request: Any) -> Any:
            self.heading = H1()
            self.select = Select2(
                *(Option2(name, value=name) for name in "ab"), handle_change=self.on_change
            )
            return Div(self.heading, self.select)

        def on_change(self, event: Any) -> None:
            self.heading.set_text(f"{event.data} {self.select.value}")

    page = lona_page(Filling)
    expect(page.locator("option")).to_have_count(2)
    (view,) = lona_page.server.get_views(url="/")
    view.select.insert(0, Option2("new", value="new"))  # the page does not know it yet
    page.locator("select").select_option("b")
    expect(page.get_by_role("heading")).to_have_text("[2] b")
    expect(page.locator("select")).to_have_value("b")
    page.locator("select").select_option("new")
    expect(page.get_by_role("heading")).to_have_text("[0] new")


def test_after_enter_a_text_that_is_the_sent_one_again_ends_editing(lona_page: Any) -> None:
    page = lona_page(TwoControls)
    late = page.locator("#late")
    late.press("a")
    (view,) = lona_page.server.get_views(url="/")
    late.press("Enter")
    expect(page.get_by_role("listitem")).to_have_text(["late a"])
    late.press("b")
    late.press("Backspace")
    late.blur()
    view.late.value = "from the server"
    view.show()
    expect(late).to_have_value("from the server")
    expect(page.get_by_role("listitem")).to_have_text(["late a"])


def test_a_control_that_becomes_disabled_loses_the_focus(lona_page: Any) -> None:
    class Locking(View):
        def handle_request(self, request: Any) -> Any:
            self.log = Ul()
            self.input = TextInput(input_delay=20, handle_change=self.lock, events=[BLUR])
            return Div(self.input, self.log)

        def lock(self, event: Any) -> None:
            self.input.disabled = True
            self.log.append(Li("locked"))

        def handle_input_event(self, event: Any) -> None:
            self.log.append(Li(event.name))

    page = lona_page(Locking)
    page.locator("input").press("x")
    expect(page.get_by_role("listitem")).to_have_text(["locked"])
    expect(page.locator("input")).not_to_be_focused()
