"""A board of cards for several people: an asynchronous view, with keys, forms and the pointer.

Run it with `python examples/board/board.py`, and open the address that it prints, in two tabs. A
card that has the focus moves with the arrow keys, and goes with Delete.
"""

import asyncio
from time import monotonic

from lona import App, AsyncView, Channel
from lona.html import (
    H1,
    H2,
    KEY_DOWN,
    Div,
    Form,
    Label,
    Li,
    Main,
    Output,
    P,
    Section,
    Submit,
    TextInput,
    Ul,
)
from lona.static_files import StyleSheet

COLUMNS = ("To do", "Doing", "Done")
KEYS = KEY_DOWN("ArrowLeft", "ArrowRight", "Delete", prevent_default=True)

app = App(__file__)


class Card(Li):
    """A card of one view; it says what its keys mean, and shows that the pointer is on it."""

    EVENTS = [KEYS]

    def __init__(self, number, text, change):
        super().__init__(
            text,
            tabindex="0",
            _class="card",
            handle_pointer_enter=lambda event: self.class_list.add("pointed"),
            handle_pointer_leave=lambda event: self.class_list.discard("pointed"),
        )
        self.number = number
        self.change = change

    async def handle_key_down(self, input_event):
        step = {"ArrowLeft": -1, "ArrowRight": 1}.get(input_event.data["key"])
        self.change(self.number, step)


@app.route("/")
class Board(AsyncView):
    STATIC_FILES = [StyleSheet(name="board", path="board.css", url="board/board.css")]

    async def handle_request(self, request):
        self.changed_at = monotonic()
        self.cards = {}
        self.age = Output(role="status")
        self.text = TextInput(name="text", id="text", placeholder="What is to be done?")
        self.lists = [Ul(aria_label=name) for name in COLUMNS]
        self.subscribe("board", self.on_change)
        self.draw()
        columns = [Section(H2(name), ul) for name, ul in zip(COLUMNS, self.lists, strict=True)]
        self.show(
            Main(
                H1("Board"),
                Form(
                    Label("New card", _for="text"),
                    self.text,
                    Submit("Add"),
                    handle_submit=self.on_submit,
                ),
                Div(*columns, _class="columns"),
                P("Last change: ", self.age),
            ),
            title="Board",
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(self.tell_age())

    async def tell_age(self):
        """Tell how old the last change is, until the user leaves."""
        while True:
            self.age.set_text(f"{monotonic() - self.changed_at:.0f} s ago")
            self.show()
            await self.sleep(1)

    # what the user does

    async def on_submit(self, input_event):
        text = input_event.data["text"].strip()
        self.text.value = ""
        if text:
            with self.server.state.lock:
                cards = self.server.state.setdefault("cards", {})
                number = max(cards, default=0) + 1
                cards[number] = {"text": text, "column": 0}
            Channel("board").send()

    def change(self, number, step):
        """Move a card by some columns; without a number of them, it goes."""
        with self.server.state.lock:
            cards = self.server.state["cards"]
            if step is None:
                del cards[number]
            else:
                column = cards[number]["column"] + step
                cards[number]["column"] = min(max(column, 0), len(COLUMNS) - 1)
        Channel("board").send()

    # what all see

    async def on_change(self, message):
        self.changed_at = monotonic()
        self.age.set_text("now")
        self.draw()

    def draw(self):
        """Bring the cards where they belong; those that are there keep the focus."""
        with self.server.state.lock:
            wanted = {
                number: (card["text"], card["column"])
                for number, card in self.server.state.get("cards", {}).items()
            }
        for number in self.cards.keys() - wanted.keys():
            self.cards.pop(number).remove()
        for number, (text, column) in wanted.items():
            card = self.cards.get(number)
            if card is None:
                card = self.cards[number] = Card(number, text, self.change)
            if card.parent is not self.lists[column]:
                self.lists[column].append(card)


if __name__ == "__main__":
    app.run()
