"""Which `<label>` labels which control (HTML Living Standard §4.10.4)."""

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.ids import element_by_id
from lona_testing.browser.style.documents import reading, remembered

_LABELABLE = frozenset("button input meter output progress select textarea".split())


def labels_of(control: Element) -> list[Element]:
    """Return the `<label>` elements of a control."""
    if not _is_labelable(control):
        return []
    *_, root = control.ancestors()
    return _labels_in(root).get(control, [])


@remembered
def _labels_in(root: Element) -> dict[Element, list[Element]]:
    """Return the labels of all controls, in document order."""
    with reading(root):
        labels: dict[Element, list[Element]] = {}
        for element in root.elements():
            control = labelled_control(element) if is_html(element, "label") else None
            if control is not None:
                labels.setdefault(control, []).append(element)
        return labels


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
