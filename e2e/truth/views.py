"""The app behind the questions: it shows the markup of a block, and answers whatever is sent."""

from collections.abc import Callable, Sequence

from markupsafe import escape

from lona import App, Request, View
from lona.html import Div, RawHTML, parse_html
from lona.responses import HtmlResponse

from .corpus import Block

PAGE = "<!DOCTYPE html><html lang=en><head><title>Truth</title></head><body>{}</body></html>"
READY = "truth-is-shown"


def make_app(blocks: Sequence[Block]) -> Callable[[App], None]:
    """Return a function that sets up an app with one address for each block."""

    def setup(app: App) -> None:
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
