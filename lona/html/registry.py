"""Which class a tag becomes when HTML is parsed. Derived from the classes themselves."""

from collections.abc import Iterable

from lona.html import elements
from lona.html.forms.buttons import Button, Submit
from lona.html.forms.check_box import CheckBox
from lona.html.forms.deprecated import Datalist, Fieldset, Option, Select
from lona.html.forms.number_inputs import NumberInput
from lona.html.forms.select2 import Option2, Select2
from lona.html.forms.text_inputs import TextArea, TextInput
from lona.html.node import Node


def _by_tag(classes: Iterable[type[Node]]) -> dict[str, type[Node]]:
    return {cls.TAG_NAME: cls for cls in classes}


FUTURE_NODE_CLASSES: dict[str, type[Node]] = _by_tag(
    [Select2, Option2, elements.DataList, elements.FieldSet]
)
"""Tag to class, with the setting `USE_FUTURE_NODE_CLASSES`."""

NODE_CLASSES: dict[str, type[Node]] = {
    **_by_tag(getattr(elements, name) for name in elements.__all__),
    **_by_tag([Button, TextArea, Select, Option, Datalist, Fieldset]),
}
"""Tag to class."""

INPUT_NODE_CLASSES: dict[str, type[Node]] = {
    "text": TextInput,
    "number": NumberInput,
    "checkbox": CheckBox,
    "submit": Submit,
}
"""Attribute `type` of `<input>` to class; all others become a plain `Node`."""

SELF_CLOSING_TAGS: list[str] = sorted(
    {"input", "param"} | {tag for tag, cls in NODE_CLASSES.items() if cls.SELF_CLOSING_TAG}
)
"""Void elements: they have no end tag."""

VOID_TAGS = frozenset(SELF_CLOSING_TAGS)
"""The same, for looking up."""
