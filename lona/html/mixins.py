"""Mixins that bring static files along with a node class."""

from pathlib import Path
from typing import Any, ClassVar

from lona.static_files import Script


class FrontendComponent:
    """Brings the script of the widget `lona.RawHtmlWidget`.

    The widget renders `widget_data["inner_html"]` into its element. (`RawHTML` does without it.)
    """

    # absolute, because relative paths belong to the directory of the node class that inherits this
    STATIC_FILES: ClassVar[list[Any]] = [
        Script(
            name="lona/raw-html-widget.js",
            path=str(Path(__file__).with_name("raw_html_widget.js")),
            url="_lona/raw-html-widget.js",
        ),
    ]
