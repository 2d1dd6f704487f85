"""Every node class and every input of Lona, in groups.

Run it with `python examples/gallery/gallery.py`, and open the address that it prints. On the page
*Inputs* the line beside each input tells its value and the last event that arrived.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from lona import App, View
from lona.html import (
    BLUR,
    FOCUS,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    HTML1,
    SVG,
    A,
    Abbr,
    Address,
    Area,
    Article,
    Aside,
    Audio,
    B,
    Base,
    Bdi,
    Bdo,
    BlockQuote,
    Body,
    Br,
    Button,
    Canvas,
    Caption,
    CheckBox,
    Cite,
    Code,
    Col,
    ColGroup,
    ColorInput,
    Data,
    DataList,
    Datalist,
    DateInput,
    DateTimeInput,
    Dd,
    Del,
    Details,
    Dfn,
    Dialog,
    Div,
    Dl,
    Dt,
    Em,
    EmailInput,
    Embed,
    FieldSet,
    Fieldset,
    FigCaption,
    Figure,
    Footer,
    Form,
    Head,
    Header,
    HGroup,
    Hr,
    I,
    IFrame,
    Img,
    Ins,
    Kbd,
    Label,
    Legend,
    Li,
    Link,
    Main,
    Map,
    Mark,
    Math,
    Menu,
    Meta,
    Meter,
    MonthInput,
    Nav,
    Node,
    NoScript,
    NumberInput,
    Object,
    Ol,
    OptGroup,
    Option,
    Option2,
    Output,
    P,
    PasswordInput,
    Picture,
    Portal,
    Pre,
    Progress,
    Q,
    RadioGroup,
    RangeInput,
    RawHTML,
    Rp,
    Rt,
    Ruby,
    S,
    Samp,
    Script,
    SearchInput,
    Section,
    Select,
    Select2,
    Slot,
    Small,
    Source,
    Span,
    Strong,
    Style,
    Sub,
    Submit,
    Summary,
    Sup,
    Table,
    TBody,
    Td,
    TelInput,
    Template,
    TextArea,
    TextInput,
    TFoot,
    Th,
    THead,
    Time,
    TimeInput,
    Title,
    Tr,
    Track,
    U,
    Ul,
    UrlInput,
    Var,
    Video,
    Wbr,
    WeekInput,
    Widget,
)
from lona.static_files import Script as ScriptFile
from lona.static_files import StaticFile, StyleSheet

app = App(__file__)

MENU = (
    ("/", "Inputs"),
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

    def page(self, title: str, intro: str, *content: Node) -> Node:
        """Set the title of the tab and return the tree of a whole page."""
        self.set_title(f"{title} · Lona gallery")
        menu = Nav(_aria_label="Gallery")
        for url, text in MENU:
            link = A(text, href=url)
            if text == title:
                link.attributes["aria-current"] = "page"
            menu.append(link)
        return Div(
            Header(Span("Lona gallery", _class="brand"), menu),
            Main(H1(title), P(intro, _class="intro"), *content),
        )


def group(title: str, *exhibits: Node) -> Section:
    """Return a titled box of exhibits."""
    return Section(H2(title), Div(*exhibits, _class="exhibits"), _class="group")


class InputExhibit(Div):
    """A control with its label and a line that tells what it did.

    The control lets its events bubble up, so they arrive here.
    """

    CLASS_LIST = ["exhibit", "input"]

    def __init__(self, control: Any, label: str = "") -> None:
        name = type(control).__name__
        self.control = control
        self.last_event = "nothing yet"
        self.line = Output(_role="status", _class="live", _aria_label=f"{name} {label}".strip())
        control_id = f"{name}-{label}".lower().replace(" ", "-").strip("-")
        for each in control.radio_buttons if isinstance(control, RadioGroup) else [control]:
            each.events.extend([FOCUS, BLUR])
            each.bubble_up = True
        if isinstance(control, RadioGroup):
            caption: Node = Span(Code(name), f" {label}", id=control_id, _class="caption")
            control.attributes.update({"role": "radiogroup", "aria-labelledby": control_id})
        else:
            control.id_list.add(control_id)
            caption = Label(Code(name), f" {label}", _for=control_id, _class="caption")
        super().__init__(caption, Div(control, _class="control"), self.line)
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
        if isinstance(self.control, PasswordInput):
            value = "•" * len(value)
        valid = getattr(self.control, "valid", None)
        verdict = {True: " · valid", False: " · not valid", None: ""}[valid]
        with self.lock:
            self.line.set_text(f"{value!r}{verdict} · {self.last_event}")
            self.line.class_list = ["live", "wrong"] if valid is False else ["live"]


def options(*names: str) -> list[Option2]:
    """Return options whose values are their labels in lower case."""
    return [Option2(name, value=name.lower()) for name in names]


def radio_group() -> RadioGroup:
    """Return a group of three radio buttons."""
    radio = RadioGroup()
    for size in ("Small", "Medium", "Large"):
        radio.add_button(size, size.lower())
    radio.value = "medium"
    return radio


def input_groups() -> Iterable[Node]:
    """Return all inputs, in groups."""
    colours = DataList(*(Option2(value=name) for name in ("red", "green", "blue")), id="colours")
    grouped = Select2(
        OptGroup(*options("Apple", "Pear"), label="Fruit"),
        OptGroup(*options("Leek", "Kale"), label="Vegetables"),
        multiple=True,
        size=6,
    )
    yield group(
        "Text",
        InputExhibit(TextInput("Hello")),
        InputExhibit(TextInput("sent on Enter", input_delay=0), "without delay"),
        InputExhibit(TextInput(list="colours"), "with suggestions"),
        InputExhibit(PasswordInput(autocomplete="off")),
        InputExhibit(EmailInput(placeholder="you@example.org")),
        InputExhibit(UrlInput(placeholder="https://example.org")),
        InputExhibit(SearchInput(placeholder="Search")),
        InputExhibit(TelInput(placeholder="+49 30 123456")),
        InputExhibit(TextArea("Several\nlines", rows=3)),
        colours,
    )
    yield group(
        "Numbers and colours",
        InputExhibit(NumberInput(2, min=0, max=10, step=0.5), "0 to 10"),
        InputExhibit(RangeInput(min=0, max=10, step=1), "0 to 10"),
        InputExhibit(ColorInput("#2b5fd9")),
    )
    yield group(
        "Dates and times",
        InputExhibit(DateInput(date(2024, 2, 29), min=date(2024, 1, 1)), "from 2024"),
        InputExhibit(TimeInput(time(9, 30), step=900), "quarters of an hour"),
        InputExhibit(DateTimeInput(datetime(2024, 2, 29, 9, 30))),
        InputExhibit(MonthInput(date(2024, 2, 1))),
        InputExhibit(WeekInput(date(2024, 2, 26))),
    )
    yield group(
        "Choices",
        InputExhibit(CheckBox(True)),
        InputExhibit(Select2(*options("Red", "Green", "Blue"))),
        InputExhibit(grouped, "several"),
        InputExhibit(radio_group()),
    )
    yield group(
        "Disabled and read-only",
        InputExhibit(TextInput("can not be used", disabled=True), "disabled"),
        InputExhibit(TextInput("can be copied", readonly=True), "read-only"),
        InputExhibit(CheckBox(True, disabled=True), "disabled"),
        InputExhibit(Select2(*options("Fixed"), disabled=True), "disabled"),
    )
    yield group("Buttons", ButtonExhibit(), Element(submit_form()))


class ButtonExhibit(Div):
    """A button that counts its clicks."""

    CLASS_LIST = ["exhibit", "input"]

    def __init__(self) -> None:
        self.clicks = 0
        self.line = Output("0 clicks", _role="status", _class="live", _aria_label="Button")
        self.button = Button("Click me", id="button", handle_click=self.on_click)
        off = Button("Disabled", disabled=True)
        caption = Span(Code("Button"), _class="caption")
        super().__init__(caption, Div(self.button, " ", off, _class="control"), self.line)

    def on_click(self, input_event: Any) -> None:
        """Count."""
        self.clicks += 1
        self.line.set_text(f"{self.clicks} clicks")


def submit_form() -> Form:
    """Return a form that runs its action as a view."""
    return Form(
        Label("Search the elements ", _for="q"),
        TextInput(id="q", name="q"),
        Submit(value="Submit"),
        action="/elements",
    )


class Element(Div):
    """An element under the names of its classes."""

    CLASS_LIST = ["exhibit"]

    def __init__(self, node: Any) -> None:
        elements = (e for e in (node, *node.iter_nodes()) if isinstance(e, Node | Widget))
        self.names = list(dict.fromkeys(type(each).__name__ for each in elements))
        caption = Div(*(Code(name) for name in self.names), _class="caption")
        super().__init__(caption, Div(node, _class="sample"))


def is_wanted(exhibit: Any, wanted: str) -> bool:
    """Whether an exhibit shows a class whose name contains what is wanted."""
    return any(wanted.lower() in name.lower() for name in exhibit.names)


def element_groups() -> Iterable[Node]:
    """Return all elements, in groups."""
    sections = (Article, Aside, Footer, Header, Main, Nav, Section)
    phrases = (Abbr, B, Bdi, Cite, Code, Data, Del, Dfn, Em, I, Ins, Kbd, Mark, Q, S, Samp, Small)
    more_phrases = (Span, Strong, Sub, Sup, Time, U, Var)
    yield group(
        "Headings and sections",
        Element(Div(*(cls(cls.__name__) for cls in (H1, H2, H3, H4, H5, H6)))),
        Element(HGroup(H3("Title"), P("Subtitle"))),
        Element(Address("Lona, Somewhere 1")),
        *(Element(cls(f"{cls.__name__}: {cls.__doc__}")) for cls in sections),
        Element(Body("Body: only here to be seen")),
    )
    yield group(
        "Text",
        Element(P("A paragraph", Br(), "of two lines, with a long", Wbr(), "word.")),
        Element(BlockQuote("An extended quotation.")),
        Element(Pre("def f(x):\n    return x")),
        Element(Ul(Li("one"), Li("two"))),
        Element(Ol(Li("first"), Li("second"))),
        Element(Menu(Li("copy"), Li("paste"))),
        Element(Dl(Dt("Term"), Dd("Details"))),
        Element(Div("above", Hr(), "below")),
        Element(Figure(Img(src=PICTURE, alt="A disc"), FigCaption("A figure"))),
    )
    yield group(
        "Inline",
        *(Element(cls(cls.__name__.lower())) for cls in (*phrases, *more_phrases)),
        Element(Bdo("right to left", dir="rtl")),
        Element(Ruby("Lona", Rp("("), Rt("loh-na"), Rp(")"))),
        Element(A("a link to the inputs", href="/")),
        Element(A("left to the browser", href="/widgets", interactive=False)),
    )
    table = Table(
        Caption("A table"),
        ColGroup(Col(_class="names"), Col()),
        THead(Tr(Th("Name", scope="col"), Th("Count", scope="col"))),
        TBody(Tr(Td("Apples"), Td(3)), Tr(Td("Pears"), Td(4))),
        TFoot(Tr(Th("Sum", scope="row"), Td(7))),
    )
    yield group(
        "Tables and interaction",
        Element(table),
        Element(Details(Summary("Unfold me"), P("Here is more."))),
        Element(Dialog("A dialog that is open", open=True)),
        Element(Meter("7 of 10", value=7, max=10, _aria_label="Level")),
        Element(Progress("70 %", value=70, max=100, _aria_label="Progress")),
        Element(Output("a result")),
        Element(FieldSet(Legend("A field set"), Label("Name ", TextInput(_aria_label="Name")))),
    )
    image_map = Map(
        Area(shape="rect", coords="0,0,48,48", href="/", alt="Inputs"),
        Area(shape="rect", coords="48,0,96,48", href="/widgets", alt="Widgets"),
        name="map",
    )
    triangle = Node(tag_name="path", d="M8 40 L24 8 L40 40 Z", fill="currentColor")
    fraction = Node(*(Node(text, tag_name="mi") for text in "ab"), tag_name="mfrac")
    yield group(
        "Media and graphics",
        Element(Div(Img(src=PICTURE, alt="A disc", usemap="#map"), image_map)),
        Element(Picture(Source(srcset=PICTURE), Img(src=PICTURE, alt="A disc"))),
        Element(Audio(controls=True)),
        Element(Video(Track(kind="captions", label="English"), controls=True, width=160)),
        Element(IFrame(srcdoc="<p>A nested page</p>", title="A nested page", height=60)),
        Element(Embed(src=PICTURE, type="image/svg+xml", width=96, height=48)),
        Element(Object("An object", data=PICTURE, type="image/svg+xml", width=96, height=48)),
        Element(Portal("Portal: no browser shows it as such")),
        Element(Canvas("A canvas", width=96, height=48)),
        Element(SVG(triangle, width=48, height=48, role="img", _aria_label="A triangle")),
        Element(Math(fraction, namespace="http://www.w3.org/1998/Math/MathML")),
    )
    yield group(
        "Not to be seen",
        Element(Head(Base(), Link(rel="help", href="/"), Meta(name="x"), Title("Not this one"))),
        Element(Style(".styled { color: var(--accent); }")),
        Element(Script('{"a": 1}', type="application/json")),
        Element(NoScript("Scripts are off")),
        Element(Template(P("Not rendered"))),
        Element(Slot("A slot")),
    )


class Bars(Div):
    """A node with a widget: the script draws the numbers in `widget_data`."""

    CLASS_LIST = ["bars"]
    WIDGET = "GalleryBars"
    WIDGET_DATA = {"bars": [3, 5, 2]}
    STATIC_FILES = [ScriptFile(name="gallery-bars", path="bars.js", url="gallery/bars.js")]


class Pair(Widget):
    """A legacy widget: two nodes that count as one child."""

    def __init__(self, left: str, right: str) -> None:
        self.nodes = [B(left), I(f" {right}")]
        self.data = {}


@app.route("/")
class Inputs(GalleryView):
    """All inputs."""

    def handle_request(self, request: Any) -> Node:
        """Show them."""
        intro = "Each line tells value, validity and the last event. Tab and arrow keys work."
        return self.page("Inputs", intro, *input_groups())


@app.route("/elements")
class Elements(GalleryView):
    """All elements."""

    def handle_request(self, request: Any) -> Node:
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

    def handle_request(self, request: Any) -> Node:
        """Show them."""
        bars = Bars()

        def add(input_event: Any) -> None:
            numbers = bars.widget_data["bars"]
            numbers.append(numbers[-3] % 7 + 1)

        raw = RawHTML("<p>Parsed by the <b>browser</b> only: <a href='/'>a link</a></p>")
        collection = HTML1("<b>parsed</b> and <i>collected</i>")
        intro = "Nodes with a life of their own in the browser, and several nodes as one."
        return self.page(
            "Widgets",
            intro,
            group(
                "Widgets",
                Element(Div(bars, Button("Add a bar", id="add-bar", handle_click=add))),
                Element(raw),
                Element(Div(Pair("a legacy widget", "of two nodes"))),
                Element(Div(collection)),
            ),
        )


@app.route("/deprecated")
class Deprecated(GalleryView):
    """What will be gone in Lona 2.0; each of these classes warns."""

    def handle_request(self, request: Any) -> Node:
        """Show them."""
        suggestions = Datalist(Option(value="a"), Option(value="b"), id="suggestions")
        select = Select(values=[("a", "A"), ("b", "B", True)])
        fields = Fieldset(Legend("Fieldset"), TextInput(list="suggestions", _aria_label="Text"))
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
