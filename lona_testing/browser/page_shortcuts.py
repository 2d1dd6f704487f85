"""The methods with which pages act on what a selector finds, as Playwright's `Page` has them.

Each is the method of the same name of a locator: of the first element that matches, unless `strict`
asks for the only one. Tests had better use locators.
"""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lona_testing.browser.locator import Locator
from lona_testing.browser.queries import Queries

_NAMES = (
    "check click dblclick dispatch_event fill focus get_attribute hover inner_text input_value"
    " is_checked is_disabled is_editable is_enabled is_hidden is_visible press select_option"
    " set_checked set_input_files text_content type uncheck"
).split()

_SELECTOR = inspect.Parameter("selector", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=str)
_STRICT = inspect.Parameter("strict", inspect.Parameter.KEYWORD_ONLY, default=None)


class PageShortcuts(Queries):
    """Actions and looks by selector."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


def _make_shortcut(method: Callable[..., Any]) -> Callable[..., Any]:
    def shortcut(
        self: PageShortcuts, selector: str, *args: Any, strict: bool | None = None, **kwargs: Any
    ) -> Any:
        locator = self._locate(selector)
        return method(locator if strict else locator.first, *args, **kwargs)

    first, *rest = inspect.signature(method).parameters.values()
    shortcut.__signature__ = inspect.Signature([first, _SELECTOR, *rest, _STRICT])  # type: ignore[attr-defined]
    shortcut.__name__ = method.__name__
    shortcut.__doc__ = method.__doc__
    return shortcut


for _name in _NAMES:
    setattr(PageShortcuts, _name, _make_shortcut(getattr(Locator, _name)))
