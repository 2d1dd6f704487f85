"""Selectors of CSS over the documents of tests, as Chromium understands them (Selectors Level 4).

They are read by the library `cssselect2`; what they mean is said here, in tables. What only layout
or a pointer can know raises `NotSupportedInProcess`, what is no selector `SelectorError`.

| module | knows |
|---|---|
| `syntax` | lists, relative selectors and pseudo-elements; makes a `Selector` of what is written |
| `matching` | what a `Selector` is: tests of elements, and how they are related |
| `simple` | types, ids, classes, attributes |
| `pseudo_classes` | the tables of names behind a colon |
| `structure`, `states`, `forms`, `languages` | what those names mean |
"""

from lona_testing.browser.selectors.matching import Selector, SelectorError, Specificity
from lona_testing.browser.selectors.syntax import matches, parse, select

__all__ = ["Selector", "SelectorError", "Specificity", "matches", "parse", "select"]
