"""Which `<label>` labels which control (HTML Living Standard §4.10.4)."""

from lona_testing.browser.accessibility.references import referenced
from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Element, element_by_id, is_html

_LABELABLE = frozenset("button input meter output progress select textarea".split())


def labels_of(control: Element) -> list[Element]:
    """Return the `<label>` elements of a control."""
    if not _is_labelable(control):
        return []
    *_, root = control.ancestors()
    return [e for e in root.elements() if is_html(e, "label") and labelled_control(e) is control]


def labelled_control(label: Element) -> Element | None:
    """Return the control that a label labels: that of `for`, else the first one inside."""
    wanted = label.get("for")
    if wanted is None:
        return next(filter(_is_labelable, label.elements()), None)
    found = element_by_id(label, wanted)
    return found if found is not None and _is_labelable(found) else None


def _is_labelable(element: Element) -> bool:
    return is_html(element, *_LABELABLE) and not (
        element.tag == "input" and input_type(element) == "hidden"
    )


def label_texts(element: Element) -> list[str]:
    """Return the texts that users find a control by: each is enough.

    They are those of `aria-labelledby`, else the `aria-label`, else those of the labels.
    """
    referred = referenced(element, "aria-labelledby")
    label = element.get("aria-label")
    if not referred and label and label.strip():
        return [label]
    return [e.text() for e in referred or labels_of(element)]
