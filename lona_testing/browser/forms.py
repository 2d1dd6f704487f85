"""Forms: their controls, and what they would submit (HTML Living Standard §4.10.22)."""

from collections.abc import Iterator

from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.controls import form_owner, is_disabled, is_disabled_option, type_of
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.files import NO_FILE, File
from lona_testing.browser.options import selected_options
from lona_testing.browser.values import get_value

Entries = list[tuple[str, str | File]]
"""What a form submits: names and values, in the order of the document."""

Texts = list[tuple[str, str]]
"""The same, with the names of files in the place of files."""


def form_controls(form: Element) -> Iterator[Element]:
    """Return the controls of a form in document order."""
    *_, root = form.ancestors()
    for element in root.elements():
        is_control = is_html(element, "button", "input", "select", "textarea")
        if is_control and form_owner(element) is form:
            yield element


def entries_of(form: Element, submitter: Element | None) -> Entries:
    """Return what a form submits with a button (None: with none); a name may come repeatedly."""
    entries: Entries = []
    for control in form_controls(form):
        name = control.attributes.get("name", "")
        if not name or is_disabled(control):
            continue
        if is_html(control, "select"):
            chosen = (o for o in selected_options(control) if not is_disabled_option(o))
            entries += [(name, get_value(option)) for option in chosen]
        elif type_of(control).value_mode == "filename":
            chosen_files = control.control.files if control.control else []
            entries += [(name, file) for file in chosen_files or [NO_FILE]]
        elif _is_successful(control, submitter):
            entries.append((name, get_value(control)))
    return entries


def as_texts(entries: Entries) -> Texts:
    """Return what a form submits that sends no files, but their names."""
    return [(name, value.name if isinstance(value, File) else value) for name, value in entries]


def form_setting(form: Element, submitter: Element | None, name: str) -> str:
    """Return `method`, `action`, `enctype` or `target` of a form; its button may say another.

    `""` if neither says anything.
    """
    own = submitter.get(f"form{name}") if submitter is not None else None
    return (form.get(name) if own is None else own) or ""


def is_submit_button(element: Element) -> bool:
    """Whether a click on the element submits its form."""
    if is_html(element, "button"):
        return element.attributes.get("type", "submit").lower() not in ("button", "reset")
    return type_of(element).submits


def _is_successful(control: Element, submitter: Element | None) -> bool:
    kind = type_of(control)
    if kind.is_button or is_html(control, "button"):
        return control is submitter
    return not kind.is_checkable or is_checked(control)
