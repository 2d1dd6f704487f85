"""The attribute `style` as text (CSS Style Attributes)."""

from functools import lru_cache

from lona_testing.browser.style.declarations import is_valid
from lona_testing.browser.style.syntax import declarations_in, text_of


@lru_cache(maxsize=1024)
def declarations_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the properties that count, with their values; `!important` stays at its end.

    A value that is not valid does not count if there is another one, as far as that is known.
    """
    found: dict[str, str] = {}
    for node in declarations_in(text):
        if node.type != "declaration" or not (value := text_of(node.value)):
            continue
        name = node.name if node.name.startswith("--") else node.lower_name
        is_weaker = not node.important and found.get(name, "").endswith("!important")
        if name in found and (is_weaker or not is_valid(name, value)):
            continue
        found.pop(name, None)
        found[name] = f"{value} !important" if node.important else value
    return tuple(found.items())
