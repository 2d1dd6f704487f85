"""Playwright's ways to find elements by a text: what `locator()` takes.

| module | knows |
|---|---|
| `chains` | the parts of a text, with `>>` between them, and which engine each is for |
| `syntax`, `css` | Playwright's CSS: searches start at an element, with more pseudo-classes |
| `texts` | the texts of elements, and how they are compared |
| `roles` | `role=…` |
| `xpath` | XPath 1.0, through `turbohtml` |

What the browser itself knows of CSS is in `selectors`.
"""

from lona_testing.browser.engines.chains import find

__all__ = ["find"]
