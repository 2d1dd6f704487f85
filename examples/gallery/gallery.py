"""Every node class and every input of Lona, in groups.

Run it with `python examples/gallery/gallery.py`, and open the address that it prints. On the page
*Inputs* the line beside each input tells its value and the last event that arrived.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from lona import App, Bucket, View, html
from lona.static_files import Script as ScriptFile
from lona.static_files import StaticFile, StyleSheet

app = App(__file__)

MENU = (
    ("/", "Inputs"),
    ("/events", "Events"),
    ("/elements", "Elements"),
    ("/widgets", "Widgets"),
    ("/deprecated", "Deprecated"),
)
PICTURE = "/static/gallery/disc.svg"


class GalleryView(View):
    """A page of the gallery: menu, title, content."""

    STATIC_FILES = [
        StyleSheet(name="gallery", path="gallery.css", url="gallery/gallery.css"),
        StaticFile(name="gallery-disc", path="disc.svg", url="gallery/disc.svg"),
    ]

    def page(self, title: str, intro: str, *content: html.Node) -> html.Node:
        """Set the title of the tab and return the tree of a whole page."""
        self.set_title(f"{title} · Lona gallery")
        menu = html.Nav(_aria_label="Gallery")
        for url, text in MENU:
            link = html.A(text, href=url)
            if text == title:
                link.attributes["aria-current"] = "page"
            menu.append(link)
        return html.Div(
            html.Header(html.Span("Lona gallery", _class="brand"), menu),
            html.Main(html.H1(title), html.P(intro, _class="intro"), *content),
        )


def group(title: str, *exhibits: html.Node) -> html.Section:
    """Return a titled box of exhibits."""
    return html.Section(html.H2(title), html.Div(*exhibits, _class="exhibits"), _class="group")


class InputExhibit(html.Div):
    """A control with its label and a line that tells what it did.

    The control lets its events bubble up, so they arrive here.
    """

    CLASS_LIST = ["exhibit", "input"]

    def __init__(self, control: Any, label: str = "") -> None:
        name = type(control).__name__
        self.control = control
        self.last_event = "nothing yet"
        self.line = html.Output(
            _role="status", _class="live", _aria_label=f"{name} {label}".strip()
        )
        control_id = f"{name}-{label}".lower().replace(" ", "-").strip("-")
        around = html.Div(control, _class="control")
        for each in control.radio_buttons if isinstance(control, html.RadioGroup) else [control]:
            each.events.extend([html.FOCUS, html.BLUR])
            each.bubble_up = True
        if isinstance(control, html.RadioGroup):
            caption: html.Node = html.Span(
                html.Code(name), f" {label}", id=control_id, _class="caption"
            )
            around.attributes.update({"role": "radiogroup", "aria-labelledby": control_id})
        else:
            control.id_list.add(control_id)
            caption = html.Label(html.Code(name), f" {label}", _for=control_id, _class="caption")
        super().__init__(caption, around, self.line)
        self.tell()

    def handle_change(self, input_event: Any) -> None:
        """Tell the new value."""
        self.tell("change")

    def handle_focus(self, input_event: Any) -> None:
        """Tell that the control has the focus."""
        self.tell("focus")

    def handle_blur(self, input_event: Any) -> None:
        """Tell that the control lost the focus."""
        self.tell("blur")

    def tell(self, event: str = "") -> None:
        """Bring the line up to date."""
        self.last_event = event or self.last_event
        value = self.control.value
        if isinstance(self.control, html.PasswordInput):
            value = "•" * len(value)
        valid = getattr(self.control, "valid", None)
        verdict = {True: " · valid", False: " · not valid", None: ""}[valid]
        with self.lock:
            self.line.set_text(f"{value!r}{verdict} · {self.last_event}")
            self.line.class_list = ["live", "wrong"] if valid is False else ["live"]


def options(*names: str) -> list[html.Option2]:
    """Return options whose values are their labels in lower case."""
    return [html.Option2(name, value=name.lower()) for name in names]


def radio_group() -> html.RadioGroup:
    """Return a group of three radio buttons."""
    radio = html.RadioGroup()
    for size in ("Small", "Medium", "Large"):
        radio.add_button(size, size.lower())
    radio.value = "medium"
    return radio


def input_groups() -> Iterable[html.Node]:
    """Return all inputs, in groups."""
    colours = html.DataList(
        *(html.Option2(value=name) for name in ("red", "green", "blue")), id="colours"
    )
    grouped = html.Select2(
        html.OptGroup(*options("Apple", "Pear"), label="Fruit"),
        html.OptGroup(*options("Leek", "Kale"), label="Vegetables"),
        multiple=True,
        size=6,
    )
    yield group(
        "Text",
        InputExhibit(html.TextInput("Hello")),
        InputExhibit(html.TextInput("sent on Enter", input_delay=0), "without delay"),
        InputExhibit(html.TextInput(list="colours"), "with suggestions"),
        InputExhibit(html.PasswordInput(autocomplete="off")),
        InputExhibit(html.EmailInput(placeholder="you@example.org")),
        InputExhibit(html.UrlInput(placeholder="https://example.org")),
        InputExhibit(html.SearchInput(placeholder="Search")),
        InputExhibit(html.TelInput(placeholder="+49 30 123456")),
        InputExhibit(html.TextArea("Several\nlines", rows=3)),
        colours,
    )
    yield group(
        "Numbers and colours",
        InputExhibit(html.NumberInput(2, min=0, max=10, step=0.5), "0 to 10"),
        InputExhibit(html.RangeInput(min=0, max=10, step=1), "0 to 10"),
        InputExhibit(html.ColorInput("#2b5fd9")),
    )
    yield group(
        "Dates and times",
        InputExhibit(html.DateInput(date(2024, 2, 29), min=date(2024, 1, 1)), "from 2024"),
        InputExhibit(html.TimeInput(time(9, 30), step=900), "quarters of an hour"),
        InputExhibit(html.DateTimeInput(datetime(2024, 2, 29, 9, 30))),
        InputExhibit(html.MonthInput(date(2024, 2, 1))),
        InputExhibit(html.WeekInput(date(2024, 2, 26))),
    )
    yield group(
        "Choices",
        InputExhibit(html.CheckBox(True)),
        InputExhibit(html.Select2(*options("Red", "Green", "Blue"))),
        InputExhibit(grouped, "several"),
        InputExhibit(radio_group()),
    )
    yield group(
        "Disabled and read-only",
        InputExhibit(html.TextInput("can not be used", disabled=True), "disabled"),
        InputExhibit(html.TextInput("can be copied", readonly=True), "read-only"),
        InputExhibit(html.CheckBox(True, disabled=True), "disabled"),
        InputExhibit(html.Select2(*options("Fixed"), disabled=True), "disabled"),
    )
    yield group("Buttons", ButtonExhibit(), Element(submit_form()))


class ButtonExhibit(html.Div):
    """A button that counts its clicks."""

    CLASS_LIST = ["exhibit", "input"]

    def __init__(self) -> None:
        self.clicks = 0
        self.line = html.Output("0 clicks", _role="status", _class="live", _aria_label="Button")
        self.button = html.Button("Click me", id="button", handle_click=self.on_click)
        off = html.Button("Disabled", disabled=True)
        caption = html.Span(html.Code("Button"), _class="caption")
        super().__init__(caption, html.Div(self.button, " ", off, _class="control"), self.line)

    def on_click(self, input_event: Any) -> None:
        """Count."""
        self.clicks += 1
        self.line.set_text(f"{self.clicks} clicks")


class FileExhibit(html.Div):
    """An input for files that tells which have come, and how far the others are."""

    CLASS_LIST = ["exhibit", "input"]

    def __init__(self, bucket: Bucket) -> None:
        self.line = html.Output(
            "nothing yet", _role="status", _class="live", _aria_label="FileInput"
        )
        self.files = html.FileInput(
            bucket,
            "10 MiB at the most",
            multiple=True,
            handle_change=self.on_change,
            on_progress=self.on_progress,
        )
        caption = html.Span(html.Code("FileInput"), _class="caption")
        super().__init__(caption, html.Div(self.files, _class="control"), self.line)

    def on_change(self, input_event: Any) -> None:
        """Tell which files have come."""
        self.line.set_text(f"{self.files.file_names!r} · change")

    def on_progress(self, loaded: int, total: int) -> None:
        """Tell how many bytes have come."""
        self.line.set_text(f"{loaded:,} of {total:,} bytes")


def submit_form() -> html.Form:
    """Return a form that runs its action as a view."""
    return html.Form(
        html.Label("Search the elements ", _for="q"),
        html.TextInput(id="q", name="q"),
        html.Submit(value="Submit"),
        action="/elements",
    )


class Element(html.Div):
    """An element under the names of its classes."""

    CLASS_LIST = ["exhibit"]

    def __init__(self, node: Any) -> None:
        elements = (e for e in (node, *node.iter_nodes()) if isinstance(e, html.Node | html.Widget))
        self.names = list(dict.fromkeys(type(each).__name__ for each in elements))
        caption = html.Div(*(html.Code(name) for name in self.names), _class="caption")
        super().__init__(caption, html.Div(node, _class="sample"))


def is_wanted(exhibit: Any, wanted: str) -> bool:
    """Whether an exhibit shows a class whose name contains what is wanted."""
    return any(wanted.lower() in name.lower() for name in exhibit.names)


def element_groups() -> Iterable[html.Node]:
    """Return all elements, in groups."""
    sections = (
        html.Article,
        html.Aside,
        html.Footer,
        html.Header,
        html.Main,
        html.Nav,
        html.Section,
    )
    phrases = (
        html.Abbr,
        html.B,
        html.Bdi,
        html.Cite,
        html.Code,
        html.Data,
        html.Del,
        html.Dfn,
        html.Em,
        html.I,
        html.Ins,
        html.Kbd,
        html.Mark,
        html.Q,
        html.S,
        html.Samp,
        html.Small,
    )
    more_phrases = (html.Span, html.Strong, html.Sub, html.Sup, html.Time, html.U, html.Var)
    yield group(
        "Headings and sections",
        Element(
            html.Div(
                *(
                    cls(cls.__name__)
                    for cls in (html.H1, html.H2, html.H3, html.H4, html.H5, html.H6)
                )
            )
        ),
        Element(html.HGroup(html.H3("Title"), html.P("Subtitle"))),
        Element(html.Address("Lona, Somewhere 1")),
        *(Element(cls(f"{cls.__name__}: {cls.__doc__}")) for cls in sections),
        Element(html.Body("Body: only here to be seen")),
    )
    yield group(
        "Text",
        Element(html.P("A paragraph", html.Br(), "of two lines, with a long", html.Wbr(), "word.")),
        Element(html.BlockQuote("An extended quotation.")),
        Element(html.Pre("def f(x):\n    return x")),
        Element(html.Ul(html.Li("one"), html.Li("two"))),
        Element(html.Ol(html.Li("first"), html.Li("second"))),
        Element(html.Menu(html.Li("copy"), html.Li("paste"))),
        Element(html.Dl(html.Dt("Term"), html.Dd("Details"))),
        Element(html.Div("above", html.Hr(), "below")),
        Element(html.Figure(html.Img(src=PICTURE, alt="A disc"), html.FigCaption("A figure"))),
    )
    yield group(
        "Inline",
        *(Element(cls(cls.__name__.lower())) for cls in (*phrases, *more_phrases)),
        Element(html.Bdo("right to left", dir="rtl")),
        Element(html.Ruby("Lona", html.Rp("("), html.Rt("loh-na"), html.Rp(")"))),
        Element(html.A("a link to the inputs", href="/")),
        Element(html.A("left to the browser", href="/widgets", interactive=False)),
    )
    table = html.Table(
        html.Caption("A table"),
        html.ColGroup(html.Col(_class="names"), html.Col()),
        html.THead(html.Tr(html.Th("Name", scope="col"), html.Th("Count", scope="col"))),
        html.TBody(html.Tr(html.Td("Apples"), html.Td(3)), html.Tr(html.Td("Pears"), html.Td(4))),
        html.TFoot(html.Tr(html.Th("Sum", scope="row"), html.Td(7))),
    )
    yield group(
        "Tables and interaction",
        Element(table),
        Element(html.Details(html.Summary("Unfold me"), html.P("Here is more."))),
        Element(html.Dialog("A dialog that is open", open=True)),
        Element(html.Meter("7 of 10", value=7, max=10, _aria_label="Level")),
        Element(html.Progress("70 %", value=70, max=100, _aria_label="Progress")),
        Element(html.Output("a result")),
        Element(
            html.FieldSet(
                html.Legend("A field set"), html.Label("Name ", html.TextInput(_aria_label="Name"))
            )
        ),
    )
    image_map = html.Map(
        html.Area(shape="rect", coords="0,0,48,48", href="/", alt="Inputs"),
        html.Area(shape="rect", coords="48,0,96,48", href="/widgets", alt="Widgets"),
        name="map",
    )
    triangle = html.Node(tag_name="path", d="M8 40 L24 8 L40 40 Z", fill="currentColor")
    fraction = html.Node(*(html.Node(text, tag_name="mi") for text in "ab"), tag_name="mfrac")
    yield group(
        "Media and graphics",
        Element(html.Div(html.Img(src=PICTURE, alt="A disc", usemap="#map"), image_map)),
        Element(html.Picture(html.Source(srcset=PICTURE), html.Img(src=PICTURE, alt="A disc"))),
        Element(html.Audio(controls=True)),
        Element(html.Video(html.Track(kind="captions", label="English"), controls=True, width=160)),
        Element(html.IFrame(srcdoc="<p>A nested page</p>", title="A nested page", height=60)),
        Element(html.Embed(src=PICTURE, type="image/svg+xml", width=96, height=48)),
        Element(html.Object("An object", data=PICTURE, type="image/svg+xml", width=96, height=48)),
        Element(html.Portal("Portal: no browser shows it as such")),
        Element(html.Canvas("A canvas", width=96, height=48)),
        Element(html.SVG(triangle, width=48, height=48, role="img", _aria_label="A triangle")),
        Element(html.Math(fraction, namespace="http://www.w3.org/1998/Math/MathML")),
    )
    yield group(
        "Not to be seen",
        Element(
            html.Head(
                html.Base(),
                html.Link(rel="help", href="/"),
                html.Meta(name="x"),
                html.Title("Not this one"),
            )
        ),
        Element(html.Style(".styled { color: var(--accent); }")),
        Element(html.Script('{"a": 1}', type="application/json")),
        Element(html.NoScript("Scripts are off")),
        Element(html.Template(html.P("Not rendered"))),
        Element(html.Slot("A slot")),
    )


class Bars(html.Div):
    """A node with a widget: the script draws the numbers in `widget_data`."""

    CLASS_LIST = ["bars"]
    WIDGET = "GalleryBars"
    WIDGET_DATA = {"bars": [3, 5, 2]}
    STATIC_FILES = [ScriptFile(name="gallery-bars", path="bars.js", url="gallery/bars.js")]


class Pair(html.Widget):
    """A legacy widget: two nodes that count as one child."""

    def __init__(self, left: str, right: str) -> None:
        self.nodes = [html.B(left), html.I(f" {right}")]
        self.data = {}


@app.route("/")
class Inputs(GalleryView):
    """All inputs."""

    def handle_request(self, request: Any) -> html.Node:
        """Show them."""
        intro = "Each line tells value, validity and the last event. Tab and arrow keys work."
        files = group("Files", FileExhibit(Bucket(request, max_size=10 * 1024 * 1024)))
        return self.page("Inputs", intro, *input_groups(), files)


class EventExhibit(html.Div):
    """Something to try, and a line that tells the last event that arrived."""

    CLASS_LIST = ["exhibit", "input"]

    def __init__(self, event: html.EventType, subject: html.Node) -> None:
        self.line = html.Output(_role="status", _class="live", _aria_label=event.name)
        subject.events.add(event)
        caption = html.Span(html.Code(str(event)), _class="caption")
        super().__init__(caption, html.Div(subject, _class="control"), self.line)
        self.line.set_text("nothing yet")

    def handle_input_event(self, input_event: Any) -> None:
        """Tell what happened."""
        self.line.set_text(f"{input_event.name} · {input_event.data!r}"[:120])


def event_exhibits() -> Iterable[html.Node]:
    """Return something for each event that has to be asked for."""

    def key_field(label: str) -> html.Node:
        return html.TextInput(_aria_label=label)

    form = html.Form(html.TextInput(name="text", value="a", _aria_label="Text"), html.Submit())
    details = html.Details(html.Summary("Open me"), html.P("and close me"))
    lines = html.Div(*(html.P(f"line {number}") for number in range(20)), tabindex="0")
    lines.attributes["aria-label"] = "Lines"
    lines.attributes["role"] = "region"
    lines.style.update({"height": "4rem", "overflow": "auto"})
    return [
        EventExhibit(html.KEY_DOWN("Enter", "Escape", "Control+s"), key_field("Some keys")),
        EventExhibit(html.KEY_UP, key_field("All keys")),
        EventExhibit(html.INPUT, key_field("Each letter")),
        EventExhibit(html.SUBMIT, form),
        EventExhibit(html.DBLCLICK, html.Button("Twice")),
        EventExhibit(html.CONTEXT_MENU(prevent_default=True), html.Button("Right button")),
        EventExhibit(html.POINTER_ENTER, html.Button("Come in")),
        EventExhibit(html.POINTER_LEAVE, html.Button("Go away")),
        EventExhibit(html.SCROLL_END(delay=100), lines),
        EventExhibit(html.TOGGLE, details),
    ]


@app.route("/events")
class Events(GalleryView):
    """The events that nodes can ask for."""

    def handle_request(self, request: Any) -> html.Node:
        """Show them."""
        intro = "Each box listens to one event, and tells what the browser says of it."
        return self.page("Events", intro, group("Events", *event_exhibits()))


@app.route("/elements")
class Elements(GalleryView):
    """All elements."""

    def handle_request(self, request: Any) -> html.Node:
        """Show them."""
        wanted = request.GET.get("q", "")
        groups = []
        for each in element_groups():
            box: Any = each[1]
            exhibits = [e for e in box if is_wanted(e, wanted)]
            if exhibits:
                box.nodes = exhibits
                groups.append(each)
        intro = "Each box shows an element, under the names of the classes in it."
        return self.page(
            "Elements", intro if groups else f"No element is named {wanted!r}.", *groups
        )


@app.route("/widgets")
class Widgets(GalleryView):
    """Widgets, raw HTML and collections."""

    def handle_request(self, request: Any) -> html.Node:
        """Show them."""
        bars = Bars()

        def add(input_event: Any) -> None:
            numbers = bars.widget_data["bars"]
            numbers.append(numbers[-3] % 7 + 1)

        raw = html.RawHTML("<p>Parsed by the <b>browser</b> only: <a href='/'>a link</a></p>")
        collection = html.HTML1("<b>parsed</b> and <i>collected</i>")
        intro = "Nodes with a life of their own in the browser, and several nodes as one."
        return self.page(
            "Widgets",
            intro,
            group(
                "Widgets",
                Element(html.Div(bars, html.Button("Add a bar", id="add-bar", handle_click=add))),
                Element(raw),
                Element(html.Div(Pair("a legacy widget", "of two nodes"))),
                Element(html.Div(collection)),
            ),
        )


@app.route("/deprecated")
class Deprecated(GalleryView):
    """What will be gone in Lona 2.0; each of these classes warns."""

    def handle_request(self, request: Any) -> html.Node:
        """Show them."""
        suggestions = html.Datalist(
            html.Option(value="a"), html.Option(value="b"), id="suggestions"
        )
        select = html.Select(values=[("a", "A"), ("b", "B", True)])
        fields = html.Fieldset(
            html.Legend("Fieldset"), html.TextInput(list="suggestions", _aria_label="Text")
        )
        return self.page(
            "Deprecated",
            "Use Select2, Option2, DataList and FieldSet instead.",
            group(
                "Deprecated",
                InputExhibit(select),
                Element(fields),
                Element(suggestions),
            ),
        )


if __name__ == "__main__":
    app.run()
