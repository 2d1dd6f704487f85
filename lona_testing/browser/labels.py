"""Which `<label>` labels which control (HTML Living Standard §4.10.4)."""

from lona_testing.browser.dom import HTML_NAMESPACE, Element, is_html

_LABELABLE = frozenset("button input meter output progress select textarea".split())


def labels_of(control: Element) -> list[Element]:
    """Return the `<label>` elements of a control."""
    if control.tag not in _LABELABLE or control.namespace != HTML_NAMESPACE:
        return []
    *_, root = control.ancestors()
    return [e for e in root.elements() if is_html(e, "label") and labelled_control(e) is control]


def labelled_control(label: Element) -> Element | None:
    """Return the control that a label labels: that of `for`, else the first one inside."""
    wanted = label.get("for")
    if wanted is not None:
        *_, root = label.ancestors()
        found = next((e for e in root.elements() if e.get("id") == wanted), None)
        return found if found is not None and found.tag in _LABELABLE else None
    return next(
        (
            e
            for e in label.elements()
            if e.tag in _LABELABLE and not (e.tag == "input" and e.get("type") == "hidden")
        ),
        None,
    )
