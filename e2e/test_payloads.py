"""Hundreds of hostile texts in each place where an application writes texts, in Chromium."""

import json
import logging
from urllib.parse import quote

import pytest

from e2e.payloads import PAYLOADS
from lona import App, HtmlResponse, TemplateStringResponse, View
from lona.html import (
    A,
    Div,
    Img,
    Label,
    Node,
    Option2,
    Pre,
    Script,
    Select2,
    Span,
    Style,
    TextArea,
    TextInput,
    Title,
)
from lona.logging import LogFormatter
from lona.pytest import expect
from lona_testing.plugin.app_setup import make_app

WAS_ATTACKED = "typeof top.attacked !== 'undefined'"


@pytest.fixture
def lona_page(lona_page):
    """Open pages without a content security policy: it would stop what escaping has to stop."""

    def open_page(subject, path="/"):
        app = make_app(subject, __file__)
        app.settings.CONTENT_SECURITY_POLICY = ""
        return lona_page(app, path)

    return open_page


# A javascript: URL is written as it is, with a warning; it runs if somebody follows it.
pytestmark = pytest.mark.filterwarnings("ignore::lona.warnings.JavaScriptUrlWarning")


def make_places(payload):
    """Give one element in which the text stands in every place of the tree."""
    return Div(
        Span(payload),
        Pre(payload),
        Div(title=payload, data_text=payload, _class=[payload], id=[payload]),
        Div(style={"font-family": payload, "--x": payload}),
        A(href=payload),
        A(href=f"/?q={payload}"),
        Img(alt=payload),
        TextInput(payload, placeholder=payload),
        TextArea(payload),
        Select2(Option2(payload, value=payload)),
        Label(_for=payload),
        _class="places",
    )


TAGS = "SPAN PRE DIV DIV A A IMG INPUT TEXTAREA SELECT OPTION LABEL".split()

INTRUDERS = f"""() => [...document.querySelectorAll(".places")].map((places, index) => {{
    const tags = [...places.querySelectorAll("*")].map((element) => element.tagName);
    const names = [...places.querySelectorAll("*")].flatMap((e) => e.getAttributeNames());
    const intruders = names.filter((name) => name.startsWith("on") || name === "autofocus");
    return tags.join(" ") === {json.dumps(" ".join(TAGS))} && !intruders.length ? -1 : index;
}}).filter((index) => index >= 0)"""


def check(page):
    assert page.evaluate("document.querySelectorAll('.places').length") == len(PAYLOADS)
    assert [PAYLOADS[index] for index in page.evaluate(INTRUDERS)] == []
    assert page.evaluate(WAS_ATTACKED) is False


def test_there_are_enough():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 200


def test_a_tree_shows_them_as_texts(lona_page):
    class Tree(View):
        def handle_request(self, request):
            return Div([make_places(payload) for payload in PAYLOADS], Div(id="end"))

    page = lona_page(Tree)
    expect(page.locator("#end")).to_have_count(1)
    check(page)
    titles = page.evaluate("[...document.querySelectorAll('[data-text]')].map((e) => e.title)")
    assert titles == PAYLOADS


def test_changes_of_a_tree_are_texts_too(lona_page):
    class Changing(View):
        def handle_request(self, request):
            places = [make_places("") for _ in PAYLOADS]
            self.show(Div(places))
            for each, payload in zip(places, PAYLOADS, strict=True):
                span, pre, box, styled, link, _, image, control, area, select, label = each
                span.set_text(payload)
                pre.append(payload)
                box.attributes["title"] = payload
                box.class_list.add(payload)
                box.id_list.add(payload)
                styled.style["font-family"] = payload
                link.set_href(payload)
                image.attributes["alt"] = payload
                control.value = area.value = payload
                select.options[0].set_text(payload)
                label.attributes["for"] = payload
            self.set_title("done")

    page = lona_page(Changing)
    expect(page).to_have_title("done")
    check(page)


def test_titles_are_texts(lona_page):
    class Titles(View):
        def handle_request(self, request):
            for payload in PAYLOADS:
                self.set_title(payload)
            self.set_title("done")

    page = lona_page(Titles)
    expect(page).to_have_title("done")
    assert page.evaluate("document.head.querySelectorAll('title *').length") == 0
    assert page.evaluate(WAS_ATTACKED) is False


@pytest.mark.parametrize("kind", ["node", "node in a template"])
def test_a_plain_page_shows_a_tree_as_texts(lona_page, kind):
    app = App(__file__)

    @app.route("/plain", interactive=False)
    class Plain(View):
        def handle_request(self, request):
            tree = Div([make_places(payload) for payload in PAYLOADS])
            if kind == "node":
                return HtmlResponse(tree)
            return TemplateStringResponse("<main>{{ tree }}</main>", {"tree": tree})

    page = lona_page(app, "/plain")
    check(page)


def test_raw_text_does_not_end_too_early_in_a_plain_page(lona_page):
    app = App(__file__)

    @app.route("/plain", interactive=False)
    class Plain(View):
        def handle_request(self, request):
            blocks = [
                Div(
                    Title(payload),
                    Style(payload, type="text/plain"),
                    Script(json.dumps(payload), type="application/json"),
                    _class="block",
                )
                for payload in PAYLOADS
            ]
            return Div(blocks)

    page = lona_page(app, "/plain")
    tags = page.evaluate(
        "[...document.querySelectorAll('.block')].map((e) => [...e.querySelectorAll('*')]"
        ".map((x) => x.tagName).join(' '))"
    )
    assert tags == ["TITLE STYLE SCRIPT"] * len(PAYLOADS)
    values = page.evaluate(
        "[...document.querySelectorAll('script')].map((e) => JSON.parse(e.textContent))"
    )
    assert values == PAYLOADS
    assert page.evaluate(WAS_ATTACKED) is False


TEMPLATE = """
{% for text in texts %}
<div class="places2"><p>{{ text }}</p><i title="{{ text }}" data-x='{{ text }}'></i><textarea>
{{ text }}</textarea><b style="font-family: {{ text }}"></b><a href="/?q={{ text|urlencode }}"></a>
<script type="application/json">{{ text|tojson }}</script></div>
<script>top.texts = top.texts || []; top.texts.push({{ text|tojson }});</script>
{% endfor %}
"""


def test_a_template_shows_them_as_texts(lona_page):
    app = App(__file__)

    @app.route("/plain", interactive=False)
    class Plain(View):
        def handle_request(self, request):
            return TemplateStringResponse(TEMPLATE, {"texts": PAYLOADS})

    page = lona_page(app, "/plain")
    tags = page.evaluate(
        "[...document.querySelectorAll('.places2')].map((e) => [...e.querySelectorAll('*')]"
        ".map((x) => x.tagName + x.attributes.length).join(' '))"
    )
    assert tags == ["P0 I2 TEXTAREA0 B1 A1 SCRIPT1"] * len(PAYLOADS)
    assert page.evaluate("top.texts") == PAYLOADS
    assert page.evaluate(WAS_ATTACKED) is False


def test_addresses_and_file_names_run_nothing(lona_page):
    """Each text is asked for as a page, as a static file and as a query, in a frame each."""
    app = App(__file__)

    @app.route("/plain/<path:.*>", interactive=False)
    class Echo(View):
        def handle_request(self, request):
            return TemplateStringResponse(
                "<p>{{ url }}</p><p>{{ path }}</p><p>{{ q }}</p>",
                {
                    "url": str(request.url),
                    "path": request.match_info["path"],
                    "q": request.GET.get("q", ""),
                },
            )

    @app.route("/")
    class Index(View):
        def handle_request(self, request):
            return Div(id="end")

    page = lona_page(app)
    expect(page.locator("#end")).to_have_count(1)
    quoted = [quote(payload, safe="") for payload in PAYLOADS]
    urls = [
        *(f"/plain/{each}?q={each}" for each in quoted),
        *(f"/static/{each}" for each in quoted),
        *(f"/no/such/{each}" for each in quoted[::20]),
    ]
    page.evaluate(
        """async (urls) => {
            for (const url of urls) {
                const frame = document.createElement("iframe");
                const loaded = new Promise((resolve) => { frame.onload = resolve; });
                frame.src = url;
                document.body.append(frame);
                await loaded;
                frame.remove();
            }
        }""",
        urls,
    )
    assert page.evaluate(WAS_ATTACKED) is False
    assert "attacked" not in [cookie["name"] for cookie in page.context.cookies()]


def test_what_would_end_a_name_is_refused_as_one():
    node = Div()
    for payload in PAYLOADS:
        if set(payload).isdisjoint("\"' <>/=\n\r\t\0"):
            continue
        for use in (
            lambda name: node.attributes.update({name: "x"}),
            lambda name: node.attributes.__setitem__(name, "x"),
            lambda name: Div(**{name: "x"}),
            lambda name: Div(attributes={name: "x"}),
            lambda name: Node(tag_name=name),
        ):
            with pytest.raises(ValueError, match="name"):
                use(payload)
    assert not node.attributes


def test_a_style_property_does_not_leave_its_attribute():
    for payload in PAYLOADS:
        style = Div(style={payload: payload, "color": payload}).style.to_sub_attribute_string()
        assert set(style).isdisjoint("<>\"'"), payload


def test_a_log_line_cannot_be_forged():
    formatter = LogFormatter()
    for payload in PAYLOADS:
        record = logging.LogRecord("lona.x", logging.INFO, "", 0, "got %s", (payload,), None)
        first, *others = formatter.format(record).split("\n")
        assert first.startswith("MainThread")
        assert all(line.startswith("  ") for line in others)
        for line in (first, *others):
            assert line.replace("\t", "").isprintable(), repr(payload)
