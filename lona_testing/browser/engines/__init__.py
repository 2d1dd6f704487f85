"""Playwright's ways to find elements by a text: what `locator()` takes.

| module | knows |
|---|---|
| `chains` | the parts of a text, with `>>` between them, and which engine each is for |
| `css` | Playwright's CSS: selectors start at an element, and there are more pseudo-classes |
| `texts` | the texts of elements, and how they are compared |
| `roles` | `role=…` |
| `xpath` | XPath 1.0, through `turbohtml` |

`Scope` is where a search starts; the pseudo-classes of the browser are those of `selectors`.
"""

from lona_testing.browser.engines.chains import find

__all__ = ["find"]
