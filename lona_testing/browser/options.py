"""The options of a `<select>`, and which are selected (HTML Living Standard §4.10.7, §4.10.10)."""

from lona_testing.browser.controls import control_of, is_disabled_option
from lona_testing.browser.dom import Element, is_html, words


def options_of(select: Element) -> list[Element]:
    """Return the options of a select, however deep."""
    return [e for e in select.elements() if is_html(e, "option")]


def option_text(option: Element) -> str:
    """Return the text of an option, with white space as browsers show it."""
    return " ".join(words(option.text()))


def select_of(option: Element) -> Element | None:
    """Return the select an option belongs to."""
    return next((e for e in option.ancestors() if is_html(e, "select")), None)


def is_list_box(select: Element) -> bool:
    """Whether a select shows its options as a list, and not the chosen one alone."""
    size = select.attributes.get("size", "")
    return "multiple" in select.attributes or (size.isdecimal() and int(size) > 1)


def is_selected(option: Element) -> bool:
    """Return the property `selected`."""
    select = select_of(option)
    if select is None:
        return _is_marked(option)
    return any(chosen is option for chosen in selected_options(select))


def selected_options(select: Element) -> list[Element]:
    """Return the options that are selected: in a select for one choice the last of those marked.

    Until somebody has chosen, a drop-down list has its first enabled option.
    """
    choices = options_of(select)
    marked = [option for option in choices if _is_marked(option)]
    if "multiple" in select.attributes:
        return marked
    if marked or is_list_box(select) or any(_is_decided(option) for option in choices):
        return marked[-1:]
    return [option for option in choices if not is_disabled_option(option)][:1]


def _is_marked(option: Element) -> bool:
    selected = option.control.selected if option.control else None
    return "selected" in option.attributes if selected is None else selected


def _is_decided(option: Element) -> bool:
    return option.control is not None and option.control.selected is not None


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
    chosen = [option for option in choices if _is_marked(option)]
    if chosen:
        for option in chosen[:-1]:
            control_of(option).selected = False
    elif not is_list_box(select):
        enabled = next((o for o in choices if not is_disabled_option(o)), None)
        if enabled is not None:
            control_of(enabled).selected = True
