"""The options of a `<select>`, and which are selected (HTML Living Standard §4.10.7, §4.10.10)."""

from lona_testing.browser.controls import control_of, is_disabled_option
from lona_testing.browser.dom import Element, is_html


def options_of(select: Element) -> list[Element]:
    """Return the options of a select: its children and those of its groups."""
    found = []
    for child in select.children:
        if not isinstance(child, Element):
            continue
        if is_html(child, "option"):
            found.append(child)
        elif is_html(child, "optgroup"):
            inner = (c for c in child.children if isinstance(c, Element))
            found.extend(option for option in inner if is_html(option, "option"))
    return found


def option_text(option: Element) -> str:
    """Return the text of an option, with white space as browsers show it."""
    return " ".join(option.text().split())


def select_of(option: Element) -> Element | None:
    """Return the select an option belongs to."""
    parent = option.parent
    if parent is not None and is_html(parent, "optgroup"):
        parent = parent.parent
    return parent if parent is not None and is_html(parent, "select") else None


def is_selected(option: Element) -> bool:
    """Return the property `selected`."""
    selected = option.control.selected if option.control else None
    return "selected" in option.attributes if selected is None else selected


def set_selected(option: Element, selected: bool) -> None:
    """Set the property `selected`; a single select keeps one selected option at most."""
    if not is_html(option, "option"):
        return
    control_of(option).selected = selected
    select = select_of(option)
    if select is None or "multiple" in select.attributes:
        return
    if selected:
        for other in options_of(select):
            if other is not option:
                control_of(other).selected = False
    else:
        settle_select(select)


def settle_select(select: Element) -> None:
    """Run the selectedness setting algorithm: one option is selected in a drop-down list."""
    if "multiple" in select.attributes:
        return
    choices = options_of(select)
    chosen = [option for option in choices if is_selected(option)]
    if chosen:
        for option in chosen[:-1]:
            control_of(option).selected = False
    elif select.attributes.get("size", "1") in ("", "0", "1"):
        enabled = next((o for o in choices if not is_disabled_option(o)), None)
        if enabled is not None:
            control_of(enabled).selected = True
