"""What methods of pages and locators take: roles, states, texts, times."""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal, TypeAlias, TypedDict

TextPattern: TypeAlias = str | re.Pattern[str]
TextOrList: TypeAlias = TextPattern | Sequence[TextPattern]
"""One text for one element, or one for each of several."""

Timeout: TypeAlias = float | timedelta | None
"""Milliseconds; 0 for no limit, None for that of the page."""

ElementState: TypeAlias = Literal["attached", "detached", "hidden", "visible"]
LoadState: TypeAlias = Literal["domcontentloaded", "load", "networkidle"]
Modifier: TypeAlias = Literal["Alt", "Control", "ControlOrMeta", "Meta", "Shift"]
MouseButton: TypeAlias = Literal["left", "middle", "right"]
Scroll: TypeAlias = Literal["auto", "none"]
SnapshotMode: TypeAlias = Literal["ai", "default"]
WaitUntil: TypeAlias = Literal["commit", "domcontentloaded", "load", "networkidle"]


class Position(TypedDict):
    """A place in an element, in CSS pixels from its left and top."""

    x: float
    y: float


FilePayload: TypeAlias = Mapping[str, Any]
"""A file as Playwright takes one: `{"name": str, "mimeType": str, "buffer": bytes}`."""

Files: TypeAlias = (
    str | os.PathLike[str] | FilePayload | Sequence[str | os.PathLike[str]] | Sequence[FilePayload]
)

Role: TypeAlias = Literal[
    "alert",
    "alertdialog",
    "application",
    "article",
    "banner",
    "blockquote",
    "button",
    "caption",
    "cell",
    "checkbox",
    "code",
    "columnheader",
    "combobox",
    "complementary",
    "contentinfo",
    "definition",
    "deletion",
    "dialog",
    "directory",
    "document",
    "emphasis",
    "feed",
    "figure",
    "form",
    "generic",
    "grid",
    "gridcell",
    "group",
    "heading",
    "img",
    "insertion",
    "link",
    "list",
    "listbox",
    "listitem",
    "log",
    "main",
    "marquee",
    "math",
    "menu",
    "menubar",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "meter",
    "navigation",
    "none",
    "note",
    "option",
    "paragraph",
    "presentation",
    "progressbar",
    "radio",
    "radiogroup",
    "region",
    "row",
    "rowgroup",
    "rowheader",
    "scrollbar",
    "search",
    "searchbox",
    "separator",
    "slider",
    "spinbutton",
    "status",
    "strong",
    "subscript",
    "superscript",
    "switch",
    "tab",
    "table",
    "tablist",
    "tabpanel",
    "term",
    "textbox",
    "time",
    "timer",
    "toolbar",
    "tooltip",
    "tree",
    "treegrid",
    "treeitem",
]
"""The roles of WAI-ARIA that elements are found by."""
