"""The roles of WAI-ARIA 1.2 and what each of them has: data, for `roles`, `names` and `states`.

A role stands here if it is concrete and Playwright knows it; every other token counts for nothing.
After it stands what it has:

- `content`: named by its content (§5.2.8.6); `part`: its content is part of a name around it
- `unnamed`: naming is prohibited (§5.2.8.6)
- `readonly` and the states that it supports (§6.6)
"""

_TABLE = """
alert
alertdialog
application       disabled expanded invalid
article
banner
blockquote
button            content disabled expanded pressed
caption           part unnamed
cell              content
checkbox          content checked disabled expanded invalid readonly
code              part unnamed
columnheader      content disabled expanded invalid readonly selected
combobox          disabled expanded invalid readonly
complementary
contentinfo       part
definition        part unnamed
deletion          part unnamed
dialog
directory
document
emphasis          part unnamed
feed
figure
form
generic           unnamed
grid              disabled readonly
gridcell          content disabled expanded invalid readonly selected
group             disabled
heading           content level
img
insertion         part unnamed
link              content disabled expanded
list              part
listbox           disabled expanded invalid readonly
listitem          part level
log
main
mark              part unnamed
marquee
math
menu              disabled
menubar           disabled
menuitem          content disabled expanded
menuitemcheckbox  content checked disabled expanded
menuitemradio     content checked disabled expanded
meter
navigation
none              part unnamed
note
option            content checked disabled selected
paragraph         part unnamed
presentation      part unnamed
progressbar
radio             content checked disabled
radiogroup        disabled invalid readonly
region            part
row               content disabled expanded level selected
rowgroup          part
rowheader         content disabled expanded invalid readonly selected
scrollbar         disabled
search
searchbox         disabled invalid readonly
separator         disabled
slider            disabled invalid readonly
spinbutton        disabled invalid readonly
status
strong            part unnamed
subscript         part unnamed
superscript       part unnamed
switch            content checked disabled expanded invalid readonly
tab               content disabled expanded selected
table             part
tablist           disabled
tabpanel
term              part unnamed
textbox           disabled invalid readonly
time              part unnamed
timer
toolbar           disabled
tooltip           content
tree              disabled invalid
treegrid          disabled readonly
treeitem          content checked disabled expanded level selected
"""

ROLES: dict[str, frozenset[str]] = {
    role: frozenset(has) for role, *has in map(str.split, _TABLE.strip().splitlines())
}
"""Every role, with what it has."""

PRESENTATIONAL = frozenset(("none", "presentation"))

GLOBAL_ATTRIBUTES = frozenset(
    f"aria-{name}"
    for name in (
        "atomic busy controls current describedby details dropeffect flowto grabbed hidden"
        " keyshortcuts live owns relevant roledescription"
    ).split()
)
"""Attributes that undo `role="none"` on any element (WAI-ARIA 1.2 §6.5, §5.3.3).

`aria-label` and `aria-labelledby` do so where a role may be named.
"""

NOT_UNDONE_BY_LABEL = frozenset(
    (
        "caption code deletion emphasis generic insertion paragraph presentation strong subscript"
        " superscript"
    ).split()
)
"""Roles of elements for which `aria-label` and `aria-labelledby` do not undo `role="none"`."""


def has(role: str | None, what: str) -> bool:
    """Whether a role has something of the table."""
    return role is not None and what in ROLES.get(role, ())


def roles_with(what: str) -> list[str]:
    """Return the roles that have something of the table."""
    return [role for role, has_ in ROLES.items() if what in has_]
