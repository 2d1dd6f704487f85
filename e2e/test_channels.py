"""Views that talk to each other: with either driver."""

import logging
import threading

import pytest

from lona import Channel, View
from lona.html import HTML, Button, Li, TextInput, Ul
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


class Chat(View):
    def handle_request(self, request):
        self.messages = Ul()
        self.text = TextInput(_aria_label="Message")
        self.subscribe("chat", self.on_message)
        return HTML(self.messages, self.text, Button("Send", handle_click=self.send))

    def send(self, input_event):
        Channel("chat").send({"text": self.text.value})
        self.text.value = ""

    def on_message(self, message):
        if message.data["text"] == "crash":
            raise ValueError("broken")
        self.messages.append(Li(message.data["text"]))


def say(page, text):
    page.get_by_label("Message").fill(text)
    page.get_by_role("button", name="Send").click()


def test_two_users_see_each_others_messages(lona_page):
    ada, bob = lona_page(Chat, user="Ada"), lona_page(Chat, user="Bob")
    say(ada, "Hello Bob")
    say(bob, "Hello Ada")
    for page in (ada, bob):
        assert page.locator("li").all_inner_texts() == ["Hello Bob", "Hello Ada"]


def test_a_crash_of_a_handler_shows_the_500_view_of_that_view_only(lona_page, lona_errors, caplog):
    class Careful(Chat):
        def on_message(self, message):
            self.messages.append(Li(message.data["text"]))

    def setup(app):
        app.route("/")(Chat)
        app.route("/careful")(Careful)

    page, careful = lona_page(setup), lona_page(setup, "/careful")
    with lona_errors.expect(ValueError, match="broken"):
        say(careful, "crash")
    expect(page.locator("h1")).to_contain_text("500")
    assert careful.locator("li").all_inner_texts() == ["crash"]
    assert any(
        record.name == "lona.channels" and record.levelno == logging.ERROR
        for record in caplog.records
    )


def test_the_channels_of_a_view_end_with_it(lona_page):
    page = lona_page(Chat)
    server = lona_page.server
    assert list(server.channels.subscriptions()) == ["chat"]
    page.goto("/elsewhere")
    assert server.activity.wait_idle(60)
    assert list(server.channels.subscriptions()) == []


def test_a_view_may_unsubscribe_and_show_by_itself(lona_page):
    class Quiet(View):
        def handle_request(self, request):
            self.messages = Ul()
            channel = self.subscribe("a", self.on_message, implicit_show=False)
            assert channel.topic == "a"
            return HTML(
                self.messages,
                Button("Send", handle_click=lambda event: Channel("a").send() and None),
                Button("Stop", handle_click=self.stop),
            )

        def on_message(self, message):
            self.messages.append(Li("x"))
            if len(self.messages) % 2 == 0:
                self.show()

        def stop(self, input_event):
            self.unsubscribe_from_all_channels()

    page = lona_page(Quiet)
    (view,) = lona_page.server.get_views(url="/")
    send = page.get_by_role("button", name="Send")
    send.click()
    send.click()
    expect(page.locator("li")).to_have_count(2)
    page.get_by_role("button", name="Stop").click()
    send.click()
    assert len(view.messages) == 2


def test_what_a_thread_sends_is_shown(lona_page):
    page = lona_page(Chat)
    thread = threading.Thread(target=lambda: Channel("chat").send({"text": "from a thread"}))
    thread.start()
    thread.join()
    expect(page.locator("li")).to_have_text(["from a thread"])
