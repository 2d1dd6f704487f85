"""Controls: nodes whose value the browser can change."""

from lona.html.forms.buttons import Button, Submit
from lona.html.forms.check_box import CheckBox
from lona.html.forms.color_input import ColorInput
from lona.html.forms.date_inputs import (
    DateInput,
    DateTimeInput,
    MonthInput,
    TimeInput,
    WeekInput,
)
from lona.html.forms.deprecated import Datalist, Fieldset, Option, Select
from lona.html.forms.file_input import FileInput
from lona.html.forms.number_inputs import NumberInput, RangeInput
from lona.html.forms.radio import RadioButton, RadioGroup
from lona.html.forms.select2 import Option2, Select2
from lona.html.forms.text_inputs import (
    EmailInput,
    PasswordInput,
    SearchInput,
    TelInput,
    TextArea,
    TextInput,
    UrlInput,
)

__all__ = [
    "Button",
    "CheckBox",
    "ColorInput",
    "Datalist",
    "DateInput",
    "DateTimeInput",
    "EmailInput",
    "Fieldset",
    "FileInput",
    "MonthInput",
    "NumberInput",
    "Option",
    "Option2",
    "PasswordInput",
    "RadioButton",
    "RadioGroup",
    "RangeInput",
    "SearchInput",
    "Select",
    "Select2",
    "Submit",
    "TelInput",
    "TextArea",
    "TextInput",
    "TimeInput",
    "UrlInput",
    "WeekInput",
]
