"""What random trees are made of: texts, names, and one maker for each kind of node."""

from collections.abc import Callable
from typing import Any, ClassVar

from lona.html import (
    HTML1,
    SVG,
    B,
    Button,
    CheckBox,
    Div,
    Li,
    Node,
    Option2,
    P,
    Progress,
    RawHTML,
    Select2,
    Span,
    TextArea,
    TextInput,
    Ul,
    Widget,
)
from lona.html.text_node import TextNode

TEXTS = ("", " ", "a", "two words", "&euro; &lt;b&gt;", "<b>x</b>", "&", "é\u2028😀", "\n x\t", "0")
NAMES = ("a", "b", "c-d")
STYLES = (("color", "red"), ("display", "none"), ("--x", "1px"), ("width", "10px"))
ATTRIBUTES = ("title", "hidden", "data-x")
RAW = ("", "<b>raw</b>", "a &amp; <i class='x'>b</i><br>c", "text", "<ul><li>1<li>2</ul>")
WIDGET_CLASS = "RandomWidget"
"""The name under which clients have to register a widget class."""


class OldWidget(Widget):
    """A widget of the first generation, with data."""

    FRONTEND_WIDGET_CLASS: ClassVar[str] = WIDGET_CLASS

    def __init__(self, number: int) -> None:
        self.nodes = [Span(), TEXTS[number % len(TEXTS)]]
        self.data = data_of(number)


def data_of(number: int) -> dict[str, Any]:
    """Return widget data with everything JSON has."""
    return {"list": [number, None, {"deep": [True]}], "text": TEXTS[number % len(TEXTS)], "o": {}}


def drawing(number: int) -> Any:
    """Return a part of an SVG."""
    return Node(tag_name=("g", "circle", "linearGradient")[number % 3], viewBox=f"0 0 1 {number}")


def _select(number: int) -> Any:
    options = (Option2(f"o{i}", value=i, selected=i == number % 3) for i in range(3))
    return Select2(*options, multiple=True)


def _form(number: int) -> Any:
    """Return all controls at once, so that there is something to type into."""
    return Div(
        TextInput(value=number),
        P(CheckBox(), TextArea(value=TEXTS[number % len(TEXTS)])),
        _select(number),
    )


MAKERS: tuple[Callable[[int], Any], ...] = (
    lambda number: Div(),
    lambda number: Span(TEXTS[number % len(TEXTS)]),
    lambda number: P(B("b"), TEXTS[number % len(TEXTS)], B()),
    lambda number: Ul(Li("x", value=number % 7)),
    lambda number: TEXTS[number % len(TEXTS)],
    lambda number: TextInput(value=f"v{number}"),
    lambda number: TextArea(value="l1\nl2"),
    lambda number: CheckBox(value=number % 2 == 0),
    _select,
    _form,
    _form,
    lambda number: RawHTML(RAW[number % len(RAW)]),
    lambda number: SVG(drawing(number), drawing(number + 1)),
    lambda number: HTML1(Span(), "t"),
    lambda number: HTML1(HTML1("inner"), B()),
    lambda number: Div(_id="x", _class="y z", _style={"color": "red"}, title="t", hidden=True),
    lambda number: Div(
        Span(widget=WIDGET_CLASS, widget_data=[number, []]),
        widget=WIDGET_CLASS,
        widget_data=data_of(number),
    ),
    lambda number: OldWidget(number),
    lambda number: Ul(Li(each) for each in range(9 + number % 4)),
    lambda number: Progress(max=10, value=number % 10),
    lambda number: Button("b", value=f"b{number}"),
)

CONTROLS = (TextInput, TextArea, CheckBox, Select2)
# A button takes the clicks of what is in it.
_CLOSED = (*CONTROLS, Option2, RawHTML, TextNode, Progress, Button)
_DRAWING_TAGS = frozenset(("svg", "g", "circle", "linearGradient"))


def is_drawing(node: Any) -> bool:
    """Whether a node is an SVG or a part of one: it may only be moved among these."""
    return getattr(node, "tag_name", "") in _DRAWING_TAGS


def is_part(node: Any) -> bool:
    """Whether a node belongs inside of something special and nowhere else."""
    return isinstance(node, Option2) or (
        isinstance(node, TextNode) and isinstance(node.parent, Option2 | TextArea)
    )


def is_container(node: Any) -> bool:
    """Whether any HTML node may be put into a node."""
    return not isinstance(node, _CLOSED) and not is_part(node) and not is_drawing(node)


def is_below(node: Any, ancestor: Any) -> bool:
    """Whether a node is an ancestor itself or somewhere in it."""
    while node is not None:
        if node is ancestor:
            return True
        node = node.parent
    return False
