"""Elements of forms that hold no value which is typed."""

from lona.html.node import Node


class DataList(Node):
    """Suggestions for an input."""

    TAG_NAME = "datalist"


class FieldSet(Node):
    """A group of controls."""

    TAG_NAME = "fieldset"


class Form(Node):
    """A form; submitting it runs its action as a view."""

    TAG_NAME = "form"


class Label(Node):
    """Label of a control."""

    TAG_NAME = "label"


class Legend(Node):
    """Caption of a field set."""

    TAG_NAME = "legend"


class Meter(Node):
    """A value within a known range."""

    TAG_NAME = "meter"


class OptGroup(Node):
    """A group of options."""

    TAG_NAME = "optgroup"


class Output(Node):
    """The result of a calculation."""

    TAG_NAME = "output"


class Progress(Node):
    """Progress of a task."""

    TAG_NAME = "progress"
