"""Whether elements have a size: a box of more than no width and no height.

No pixel is counted. Each question is answered by what is sure to give a size (a text, a padding, a
control) or to take it (`width: 0`); else only a browser knows, and the answer is the error that
says so. Widths come from outside for what fills its container, else from the content; heights come
from the content.
"""

import re
from collections.abc import Iterator

from lona_testing.browser.accessibility.display import (
    display_of,
    is_item,
    is_out_of_flow,
    is_positioned,
)
from lona_testing.browser.dom import Element, Text, is_html
from lona_testing.browser.layout.intrinsic import intrinsic_size, shape_size
from lona_testing.browser.layout.lines import block_around, is_inline, shown_texts
from lona_testing.browser.layout.rendering import shown_children, skips_content
from lona_testing.browser.layout.sizes import (
    Size,
    all_of,
    any_of,
    border_of,
    certain,
    honest,
    margin_of,
    padding_of,
    size_of,
)
from lona_testing.browser.style.cascade import NotKnown, computed
from lona_testing.browser.style.documents import remembered
from lona_testing.browser.style.generated import has_generated_box
from lona_testing.browser.style.properties import amount

_X, _Y = ("left", "right"), ("top", "bottom")
_ROW_GROUPS = ("table-row-group", "table-header-group", "table-footer-group")
_PARTS = frozenset((*_ROW_GROUPS, "table-row", "table-column", "table-column-group"))
_MAY_HOLD = {
    **dict.fromkeys(("table", "inline-table"), _PARTS | {"table-caption"}),
    **{group: {"table-row"} for group in _ROW_GROUPS},
    "table-row": {"table-cell"},
}
"""What may stand in tables and their parts."""
_COLUMNS = ("table-column", "table-column-group")
_TABLES = ("table", "inline-table")
_SHRINKS = frozenset(
    ("inline-block", "inline-flex", "inline-grid", "table-cell", "table-caption", *_TABLES)
)
_HOLDS_MARGINS = frozenset(("flow-root", "flex", "grid", *_SHRINKS)) - {"table", "inline-table"}
_NO_WIDTH = "\n\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that have none."""
_TAKES_NO_SIZE = re.compile(
    r"none|(?:(?:translate[xyz3d]*|rotatez?)\([^()]*\)\s*)+|[+-]?[\d.]+(?:deg|g?rad|turn)|[1-9][\d.]*%?"
)


def has_size(element: Element) -> bool:
    """Whether an element has a width and a height; raises `NotKnown`."""
    return certain(all_of(_sizes_of(element)))


def _sizes_of(element: Element) -> Iterator[Size]:
    shape = shape_size(element)
    if shape is not None:
        yield shape
    elif is_html(element, "br", "wbr"):
        yield False
    elif _is_line_part(element):
        yield _inline_width(element)
    else:
        yield _height(element)
        yield _width(element)
    yield _is_not_scaled(element)


def has_shown_text(text: Text) -> bool:
    """Whether a text is more than white space that goes; raises `NotKnown`."""
    return certain(_text(text))


@honest
def _text(text: Text, without: str = "") -> Size:
    """Whether a text makes a line; `without` are characters that do not count."""
    element = text.parent
    if element is None:
        return False
    shown = shown_texts(block_around(element)).get(text, "")
    return bool(shown.translate(dict.fromkeys(map(ord, without)))) and _line(element)


@honest
def _line(element: Element) -> Size:
    """Whether the text of an element has a size, if there is any."""
    for name in ("font-size", "line-height"):
        if amount(computed(element, name)) is False:
            return NotKnown(element, "the size", f"its `{name}` is 0")
    return True


@honest
def _is_not_scaled(element: Element) -> Size:
    for ancestor in element.ancestors():
        for name in ("transform", "scale", "rotate"):
            value = computed(ancestor, name)
            if not _TAKES_NO_SIZE.fullmatch(value):
                return NotKnown(element, "the size", f"the `{name}` of {ancestor!r} is {value}")
    return True


def _is_line_part(element: Element) -> bool:
    """Whether an element is cut into the lines of its block, and no box of its own."""
    return is_inline(element) and intrinsic_size(element) is None


def _check_direction(element: Element) -> None:
    """Raise `NotKnown` where heights and widths change their parts."""
    if (mode := computed(element, "writing-mode")) != "horizontal-tb":
        raise NotKnown(element, "the size", f"its `writing-mode` is {mode}")


# lines


@honest
def _inline_width(element: Element) -> Size:
    """Whether an inline element has a width; then it has a height."""
    _check_direction(element)
    return all_of((any_of(_inline_widths(element)), _line(element)))


def _inline_widths(element: Element) -> Iterator[Size]:
    yield padding_of(element, *_X)
    yield border_of(element, *_X)
    if _has_browsers_text(element):
        yield True
    for child in shown_children(element):
        if isinstance(child, Text):
            yield _text(child, without=_NO_WIDTH)
        elif is_out_of_flow(child) or is_html(child, "br", "wbr"):
            continue
        elif _is_line_part(child):
            yield any_of((_inline_width(child), margin_of(child, *_X)))
        elif _is_in_line(child):
            yield _width(child)
        else:  # a block in a line makes a piece as wide as the block around
            yield all_of((_height(child), _inner_width(element)))
    yield _generated(element)


@honest
def _makes_line(child: Element | Text) -> Size:
    """Whether something in a line gives the line a height."""
    if isinstance(child, Text):
        return _text(child)
    if not _is_line_part(child):
        return any_of((_height(child), child.parent is None or _line(child.parent)))
    return any_of(
        (
            padding_of(child, *_X),
            border_of(child, *_X),
            margin_of(child, *_X),
            _content_height(child),
        )
    )


@honest
def _generated(element: Element) -> Size:
    """Return what `::before` and `::after` give: only a browser knows how large they are."""
    if has_generated_box(element):
        return NotKnown(element, "the size", "`::before` or `::after` may give it one")
    return False


# heights


@honest
def _height(element: Element) -> Size:
    """Whether a box has a height, with its padding and border."""
    _check_direction(element)
    return any_of(_heights(element))


def _heights(element: Element) -> Iterator[Size]:
    yield _inner_height(element)
    yield padding_of(element, *_Y)
    yield border_of(element, *_Y)
    yield _min_height(element)
    if display_of(element) in _PARTS or display_of(element) == "table-cell":
        yield _by_table(element)
    if is_item(element):
        yield _as_item(element, "column")
    if is_positioned(element) and _is_pinned(element, *_Y):
        yield NotKnown(element, "the height", "its place may give it one")
    yield _by_ratio(element)


@honest
def _inner_height(element: Element) -> Size:
    if _grows_with_content(element):
        return all_of(
            (
                any_of((size_of(element, "height"), _content_height(element))),
                _is_not_limited(element, "max-height"),
            )
        )
    if size_of(element, "max-height") is False and computed(element, "max-height") != "none":
        return False
    if isinstance(intrinsic := intrinsic_size(element), NotKnown):
        return intrinsic
    stated = computed(element, "height")
    if not stated.endswith("%") and amount(stated) is not None:
        return size_of(element, "height")
    content = _content_height(element)
    if content is True or stated == "auto" or _has_no_base(element, stated):
        return content
    return NotKnown(element, "the size", f"its `height` is {stated}")


@honest
def _min_height(element: Element) -> Size:
    stated = computed(element, "min-height")
    if not stated.endswith("%"):
        return size_of(element, "min-height")
    if _has_no_base(element, stated) or amount(stated) is False:
        return False
    return NotKnown(element, "the size", f"its `min-height` is {stated}")


def _has_no_base(element: Element, height: str) -> bool:
    """Whether a height is a part of one that depends on the content: then it is `auto`."""
    around = element.parent
    return (
        height.endswith("%")
        and around is not None
        and not is_positioned(element)
        and not is_item(around)
        and not is_positioned(around)
        and display_of(around) in ("block", "list-item")
        and computed(around, "height") == "auto"
    )


@remembered
@honest
def _content_height(element: Element) -> Size:
    intrinsic = intrinsic_size(element)
    return any_of(_content_heights(element)) if intrinsic is None else intrinsic


def _content_heights(element: Element) -> Iterator[Size]:
    if skips_content(element):
        return
    if is_html(element, "optgroup") or _has_browsers_text(element):
        yield _line(element)
    if display_of(element) == "list-item":
        yield all_of((_has_bullet(element), _line(element)))
    yield _lacks_parts(element)
    yield _tracks(element, "rows")
    holds_floats = _holds_margins(element)
    for child in shown_children(element):
        if isinstance(child, Text):
            yield _text(child)
        elif is_positioned(child):
            continue
        elif is_html(child, "br", "wbr"):
            yield _line(child)
        elif computed(child, "float") != "none":
            yield holds_floats and any_of((_height(child), margin_of(child, *_Y)))
        elif _is_in_line(child):
            yield _makes_line(child)
        else:
            yield _height(child)
    if holds_floats:
        yield _margins(element)
    yield _generated(element)


@honest
def _tracks(element: Element, name: str) -> Size:
    """Whether the rows or columns of a grid, or columns of a text, may have a size of their own."""
    if display_of(element).endswith("grid"):
        stated = {f"grid-template-{name}": "none", f"grid-auto-{name}": "auto"}
    else:
        stated = {"column-count": "auto", "column-width": "auto"}
    if all(computed(element, name) == usual for name, usual in stated.items()):
        return False
    return NotKnown(element, "the size", "its rows or columns may give it one")


def _has_browsers_text(element: Element) -> bool:
    """Whether the browser adds quotation marks, or the summary that is missing."""
    return is_html(element, "q") or (
        is_html(element, "details")
        and not any(isinstance(e, Element) and is_html(e, "summary") for e in element.children)
    )


@honest
def _has_bullet(element: Element) -> Size:
    return any(
        computed(element, name) != "none" for name in ("list-style-type", "list-style-image")
    )


def _is_in_line(element: Element) -> bool:
    return not is_item(element) and (
        is_inline(element) or display_of(element).startswith("inline-")
    )


def _holds_margins(element: Element) -> bool:
    """Whether margins and floats of what is in an element count for its height."""
    return (
        display_of(element) in _HOLDS_MARGINS
        or is_out_of_flow(element)
        or is_item(element)
        or is_html(element, "fieldset", "html")
        or any(
            computed(element, f"overflow-{axis}") not in ("visible", "clip") for axis in ("x", "y")
        )
    )


@honest
def _margins(element: Element) -> Size:
    """Whether an empty block somewhere in an element has a margin above or below."""
    blocks = (
        child
        for child in shown_children(element)
        if isinstance(child, Element) and not is_out_of_flow(child) and not _is_in_line(child)
    )
    return any_of(
        any_of((margin_of(block, *_Y), not _holds_margins(block) and _margins(block)))
        for block in blocks
    )


@honest
def _is_pinned(element: Element, *sides: str) -> Size:
    return all(computed(element, side) != "auto" for side in sides)


@honest
def _by_ratio(element: Element) -> Size:
    ratio = computed(element, "aspect-ratio")
    if ratio == "auto":
        return False
    return NotKnown(element, "the size", f"its `aspect-ratio` is {ratio}")


# widths


@honest
def _width(element: Element) -> Size:
    """Whether a box has a width, with its padding and border."""
    _check_direction(element)
    return any_of(_widths(element))


def _widths(element: Element) -> Iterator[Size]:
    yield _inner_width(element)
    yield padding_of(element, *_X)
    yield border_of(element, *_X)
    yield size_of(element, "min-width")
    if display_of(element) in _PARTS or display_of(element) == "table-cell":
        yield _by_table(element)
    if is_item(element):
        yield _as_item(element, "row")
    if is_positioned(element) and _is_pinned(element, *_X):
        yield NotKnown(element, "the width", "its place may give it one")
    yield _by_ratio(element)


@remembered
@honest
def _inner_width(element: Element) -> Size:
    """Whether there is a width for the content of an element."""
    if element.parent is None:
        return True
    if _grows_with_content(element):
        return all_of(
            (
                any_of((size_of(element, "width"), *_content_widths(element))),
                _is_not_limited(element, "max-width"),
            )
        )
    if size_of(element, "max-width") is False and computed(element, "max-width") != "none":
        return size_of(element, "min-width")
    stated = computed(element, "width")
    intrinsic = intrinsic_size(element)
    if display_of(element) == "contents" or _is_line_part(element):
        return _inner_width(element.parent)
    if amount(stated) is not None and not isinstance(intrinsic, NotKnown):
        return size_of(element, "width")
    if intrinsic is not None:
        return intrinsic
    if stated != "auto" or _shrinks(element):
        return any_of(_content_widths(element))
    width = _inner_width(element.parent)
    return _without_padding(element) if width is True else width


@honest
def _without_padding(element: Element) -> Size:
    """Whether there is a width within what fills its container.

    Its padding may be all that gives a width to a container that is as wide as its content.
    """
    has_padding = any_of((padding_of(element, *_X), border_of(element, *_X)))
    if has_padding is False or not any(map(_shrinks, element.ancestors())):
        return True
    if any_of(_content_widths(element)) is True:
        return True
    return NotKnown(element, "the width", "the padding may take all of it")


def _shrinks(element: Element) -> bool:
    """Whether an element is as wide as its content, and does not fill its container."""
    return (
        display_of(element) in _SHRINKS
        or display_of(element) in _PARTS
        or is_out_of_flow(element)
        or is_item(element)
        or is_html(element, "legend")
    )


def _content_widths(element: Element) -> Iterator[Size]:
    """Return what gives a width to an element that is as wide as its content."""
    if skips_content(element):
        return
    if display_of(element) == "list-item":
        yield _bullet_width(element)
    if _has_browsers_text(element):
        yield _line(element)
    yield _lacks_parts(element)
    yield _tracks(element, "columns")
    for child in shown_children(element):
        if isinstance(child, Text):
            yield _text(child, without=_NO_WIDTH)
        elif not (is_positioned(child) or is_html(child, "br", "wbr")):
            yield any_of(_preferred_widths(child))
    yield _generated(element)


@honest
def _bullet_width(element: Element) -> Size:
    if computed(element, "list-style-position") == "inside":
        return all_of((_has_bullet(element), _line(element)))
    if any(isinstance(child, Element) for child in shown_children(element)):
        return _has_bullet(element) and NotKnown(element, "the size", "a bullet may count for it")
    return False


def _preferred_widths(element: Element) -> Iterator[Size]:
    """Return what an element adds to the width of a container that is as wide as its content."""
    yield padding_of(element, *_X)
    yield border_of(element, *_X)
    if _is_line_part(element):
        yield margin_of(element, *_X)
        yield any_of(_content_widths(element))
        return
    yield size_of(element, "min-width")
    if intrinsic_size(element) is not None or amount(computed(element, "width")) is not None:
        yield _inner_width(element)
    else:
        yield any_of(_content_widths(element))


@honest
def _as_item(element: Element, axis: str) -> Size:
    """Whether a flex or grid container may give an item a size that its content does not have.

    `axis` is the direction in which the size is measured: of rows (widths) or columns.
    """
    around = (e for e in element.ancestors() if e is not element)
    container = next(e for e in around if display_of(e) != "contents")
    is_main = not display_of(container).endswith("grid") and computed(
        container, "flex-direction"
    ).startswith(axis)
    if is_main and any_of((size_of(element, "flex-grow"), size_of(element, "flex-basis"))) is False:
        return False
    return NotKnown(element, "the size", "the container may stretch it")


def _grows_with_content(element: Element) -> bool:
    """Whether a width or height that is stated is the least one: that of tables and their parts."""
    display = display_of(element)
    return display in _TABLES or display in _PARTS or display == "table-cell"


@honest
def _is_not_limited(element: Element, name: str) -> Size:
    if amount(computed(element, name)) is False:
        return NotKnown(element, "the size", f"the table makes something of `{name}: 0`")
    return True


@honest
def _lacks_parts(element: Element) -> Size:
    """Whether a table or a part of one has children for which a browser adds the parts between."""
    allowed = _MAY_HOLD.get(display_of(element))
    for child in shown_children(element):
        if allowed and isinstance(child, Element) and display_of(child) not in allowed:
            return NotKnown(element, "the size", "it lacks rows or cells")
    return False


@honest
def _by_table(element: Element) -> Size:
    """Whether other cells of a table may give a part of it a size that it does not have itself."""
    table = next((e for e in element.ancestors() if display_of(e) in _TABLES), element)
    others = (
        cell
        for cell in table.elements()
        if display_of(cell) == "table-cell" and cell is not element
    )
    if display_of(element) not in (*_COLUMNS, "table-cell"):
        others = (cell for cell in others if any(e is element for e in cell.ancestors()))
    if any(True for _ in others):
        return NotKnown(element, "the size", "the cells of the table share it")
    return False
