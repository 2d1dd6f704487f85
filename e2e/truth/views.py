"""The app behind the questions: it shows the markup of a block, and answers whatever is sent."""

import time
from collections.abc import Callable, Sequence

from markupsafe import escape

from lona import App, Request, View
from lona.events.input_event import InputEvent
from lona.html import (
    CLICK,
    CONTEXT_MENU,
    DBLCLICK,
    H1,
    HTML,
    KEY_DOWN,
    KEY_UP,
    POINTER_ENTER,
    POINTER_LEAVE,
    SUBMIT,
    TOGGLE,
    Button,
    Details,
    Div,
    Form,
    Li,
    P,
    RawHTML,
    Submit,
    Summary,
    TextInput,
    Ul,
    parse_html,
)
from lona.responses import HtmlResponse

from .corpus import Block

PAGE = "<!DOCTYPE html><html lang=en><head><title>Truth</title></head><body>{}</body></html>"
READY = "truth-is-shown"


SECONDS = 0.7
"""How long slow views work: long enough that nobody who does not wait sees what comes then."""


class Crash(View):
    """A click ends in the error page."""

    def handle_request(self, request: Request) -> object:
        return HTML(
            P("2 items", id="total"),
            Button("Go", id="go", handle_click=self.handle_go),
        )

    def handle_go(self, input_event: object) -> None:
        raise ValueError("this is what the test is about")


class Asking(View):
    """What is shown first, or later, asks for the focus."""

    def handle_request(self, request: Request) -> object:
        self.box = Div()
        self.set_later = TextInput(id="set-later")
        return HTML(
            TextInput(id="hidden", autofocus=True, style="display: none"),
            TextInput(id="other", handle_change=self.handle_go),
            self.set_later,
            Div("Go", id="go", handle_click=self.handle_go, events=[CLICK]),
            self.box,
        )

    def handle_go(self, input_event: object) -> None:
        self.set_later.attributes["autofocus"] = ""
        self.box.append(TextInput(id=f"new-{len(self.box)}", autofocus=True))


class AskingAtOnce(View):
    """What is shown first asks for the focus."""

    def handle_request(self, request: Request) -> object:
        return HTML(TextInput(id="a"), TextInput(id="b", autofocus=True))


class Late(View):
    """What a click does takes its time."""

    def handle_request(self, request: Request) -> object:
        self.items, self.field = Ul(), TextInput(value="early", id="field")
        button = Button("Go", id="go", handle_click=self.handle_go)
        return HTML(self.items, self.field, button)

    def handle_go(self, input_event: object) -> None:
        time.sleep(SECONDS)
        self.items.append(Li("late"))
        self.field.value = "late"


class Slow(View):
    """The view takes its time to begin."""

    def handle_request(self, request: Request) -> object:
        time.sleep(SECONDS)
        return HTML(H1("Slow"), Ul(Li("begun")))


class Hearing(View):
    """Tells what it hears: each event in a line of its own, the last ones only."""

    def handle_request(self, request: Request) -> object:
        self.log = Div(id="log")  # the last one: what it shows must not move the others
        hears = self.hear
        return HTML(
            TextInput(
                id="all-keys",
                handle_key_down=hears,
                handle_key_up=hears,
                events=[KEY_DOWN, KEY_UP],
            ),
            TextInput(
                id="some-keys", events=[KEY_DOWN("Enter", "Control+s")], handle_key_down=hears
            ),
            TextInput(
                id="without-x", events=[KEY_DOWN("x", prevent_default=True)], handle_key_down=hears
            ),
            Form(
                TextInput(id="field", name="field"),
                Submit("Send", id="send"),
                id="form",
                events=[SUBMIT],
                handle_submit=hears,
            ),
            Div(
                "Over",
                id="over",
                events=[POINTER_ENTER, POINTER_LEAVE],
                handle_pointer_enter=hears,
                handle_pointer_leave=hears,
            ),
            Div("Twice", id="twice", events=[DBLCLICK], handle_dblclick=hears),
            Div("Menu", id="menu", events=[CONTEXT_MENU], handle_context_menu=hears),
            Details(
                Summary("More", id="more"),
                "text",
                id="details",
                events=[TOGGLE],
                handle_toggle=hears,
            ),
            self.log,
        )

    def hear(self, input_event: InputEvent) -> None:
        data = input_event.data
        names = ("key", "shift_key") if "key" in data else ("open",) if "open" in data else ()
        self.log.append(Div(" ".join([input_event.name, *(str(data[name]) for name in names)])))
        while len(self.log.nodes) > 4:
            self.log.nodes.pop(0)


STATIC_FILES = {
    "truth.css": """
        @import url("imported.css");
        @import "imported-for-print.css" print;
        .linked { display: none }
        @import "not-imported.css";
    """,
    "imported.css": ".imported { display: none }",
    "imported-for-print.css": ".imported-for-print { display: none }",
    "not-imported.css": ".not-imported { display: none }",
    "print.css": ".printed { display: none }",
    "other.css": ".alternate { display: none }",
}
"""Style sheets that pages can link."""

VIEWS: dict[str, type[View]] = {
    "asking": Asking,
    "asking-at-once": AskingAtOnce,
    "crash": Crash,
    "hearing": Hearing,
    "late": Late,
    "slow": Slow,
}


def make_app(blocks: Sequence[Block]) -> Callable[[App], None]:
    """Return a function that sets up an app with one address for each block."""

    def setup(app: App) -> None:
        for name, text in STATIC_FILES.items():
            app.add_static_file(name, string=text)

        # A strict policy would keep the styles of plain pages from working.
        app.settings.CONTENT_SECURITY_POLICY = ""

        @app.route("/plain/<number:[0-9]+>", interactive=False)
        class Plain(View):
            def handle_request(self, request: Request) -> object:
                return PAGE.format(blocks[int(request.match_info["number"])].markup)

        @app.route("/raw/<number:[0-9]+>")
        class Raw(View):
            def handle_request(self, request: Request) -> object:
                markup = blocks[int(request.match_info["number"])].markup
                return Div(RawHTML(markup), id=READY)

        @app.route("/nodes/<number:[0-9]+>")
        class Nodes(View):
            def handle_request(self, request: Request) -> object:
                markup = blocks[int(request.match_info["number"])].markup
                return parse_html(f'<div id="{READY}">{markup}</div>')

        for name, view in VIEWS.items():
            app.route(f"/view/{name}")(view)

        @app.route("/<path:.*>", interactive=False)
        class Echo(View):
            """Tell what was asked for."""

            def handle_request(self, request: Request) -> object:
                asked = {
                    "method": request.method,
                    "path": request.url.raw_path,
                    "query": request.url.raw_query_string,
                    "post": "&".join(f"{k}={v}" for k, v in (request.POST or {}).items()),
                }
                parts = (f"<p id=asked-{k}>{escape(v)}</p>" for k, v in asked.items())
                return HtmlResponse(PAGE.format("".join(parts)))

    return setup


def address(block: Block, number: int) -> str:
    """Return where the app shows a block."""
    return f"/{block.shown}/{number}" if block.shown != "view" else f"/view/{block.markup}"
