"""A chat: two users, a notice while one types, and the history for those who come later."""

from datetime import timedelta

from lona import App, Channel, View
from lona.html import H1, HTML, Button, Label, Li, P, Strong, TextInput, Ul

HISTORY = 100  # messages that are kept

app = App(__file__)


def entry(message):
    return Li(Strong(message["name"]), f": {message['text']}")


@app.route("/")
class Chat(View):
    def handle_request(self, request):
        self.name = TextInput(value="Guest", id="name")
        self.text = TextInput(id="message", handle_change=self.on_typing)
        self.notice = P(role="status")
        self.messages = Ul(*map(entry, self.server.state.get("history", [])))
        self.subscribe("chat.message", self.on_message)
        self.subscribe("chat.typing", self.on_typing_of_others)
        return HTML(
            H1("Chat"),
            self.messages,
            self.notice,
            Label("Your name", _for="name"),
            self.name,
            Label("Message", _for="message"),
            self.text,
            Button("Send", handle_click=self.on_send),
        )

    # what the user does

    def on_typing(self, input_event):
        data = {"name": self.name.value, "is_typing": bool(self.text.value)}
        # Of no use if nobody hears of it soon.
        Channel("chat.typing").send(data, expiry=timedelta(seconds=3), droppable=True)

    def on_send(self, input_event):
        if not self.text.value.strip():
            return
        message = {"name": self.name.value, "text": self.text.value}
        with self.server.state.lock:
            history = self.server.state.get("history", [])
            self.server.state["history"] = [*history, message][-HISTORY:]
        Channel("chat.message").send(message)
        self.text.value = ""

    # what the others do

    def on_message(self, message):
        self.messages.append(entry(message.data))
        self.notice.clear()

    def on_typing_of_others(self, message):
        name = message.data["name"]
        is_other = message.data["is_typing"] and name != self.name.value
        self.notice.set_text(f"{name} is typing …" if is_other else "")


if __name__ == "__main__":
    app.run()
