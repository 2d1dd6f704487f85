"""What form controls are, and what they hold beside their attributes.

The state that the user or a script has given them stands here; `values`, `checkedness` and
`options` say what it means (HTML Living Standard §4.10).
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.input_types import INPUT_TYPES, InputType

if TYPE_CHECKING:
    from lona_testing.browser.files import File

_NO_INPUT = InputType(None, can_be_filled=False)


class Control:
    """State of one control.

    `value`, `checked` and `selected` are None until a script or the user has set them: before, the
    attributes or the text decide. `is_typed` tells that the user made the value, `raw` is what a
    number field shows if that is no number yet. `selection` is where the selected text begins and
    ends (None: the caret was never set); `is_pointed_at` tells that a click has put the caret where
    only layout knows. `files` are those that were chosen. `had_focus` marks the radio button of its
    group that had the focus last.
    """

    __slots__ = (
        "checked",
        "files",
        "had_focus",
        "is_pointed_at",
        "is_typed",
        "raw",
        "selected",
        "selection",
        "value",
    )

    def __init__(self) -> None:
        self.value: str | None = None
        self.checked: bool | None = None
        self.selected: bool | None = None
        self.is_typed = False
        self.raw: str | None = None
        self.selection: tuple[int, int] | None = None
        self.is_pointed_at = False
        self.files: list[File] = []
        self.had_focus = False


def control_of(element: Element) -> Control:
    """Return the control state of an element, made on first use."""
    control = element.control
    if control is None:
        control = element.control = Control()
    return control


def input_type(element: Element) -> str:
    """Return the type of an `<input>`; missing and unknown types are `text`."""
    name = element.attributes.get("type", "text").lower()
    return name if name in INPUT_TYPES else "text"


def type_of(element: Element) -> InputType:
    """Return what the type of an `<input>` means; nothing holds for other elements."""
    return INPUT_TYPES[input_type(element)] if is_html(element, "input") else _NO_INPUT


def is_checkable(element: Element) -> bool:
    """Whether it is a check box or radio button."""
    return type_of(element).is_checkable


def is_radio(element: Element) -> bool:
    """Whether it is a radio button."""
    return is_html(element, "input") and input_type(element) == "radio"


def form_owner(element: Element) -> Element | None:
    """Return the form a control belongs to: that of the attribute `form`, else the nearest one."""
    name = element.attributes.get("form")
    if name is not None:
        *_, top = element.ancestors()
        forms = (e for e in top.elements() if is_html(e, "form"))
        return next((form for form in forms if form.attributes.get("id") == name), None)
    return next((e for e in element.ancestors() if is_html(e, "form")), None)


def is_disabled(element: Element) -> bool:
    """Whether a control is disabled, by itself or by a fieldset in whose legend it is not."""
    if not is_html(
        element, "button", "input", "select", "textarea", "option", "optgroup", "fieldset"
    ):
        return False
    if "disabled" in element.attributes:
        return True
    if element.tag == "option":
        return is_disabled_option(element)
    return is_in_disabled_fieldset(element)


def is_in_disabled_fieldset(element: Element) -> bool:
    """Whether a fieldset around disables an element; what is in its legend stays enabled."""
    return any(
        is_html(e, "fieldset") and "disabled" in e.attributes and _legend(e) is not child
        for child, e in pairwise(element.ancestors())
    )


def _legend(fieldset: Element) -> Element | None:
    """Return the legend of a fieldset: the first one, if it has several."""
    elements = (child for child in fieldset.children if isinstance(child, Element))
    return next((child for child in elements if is_html(child, "legend")), None)


def is_disabled_option(option: Element) -> bool:
    """Whether the option or its group is disabled."""
    parent = option.parent
    return "disabled" in option.attributes or (
        parent is not None and is_html(parent, "optgroup") and "disabled" in parent.attributes
    )
