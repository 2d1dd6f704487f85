"""Pages that nobody would think of: random trees of elements, and what is asked about them.

Hypothesis draws them and makes those smaller on which the drivers do not agree. What it prints is
an entry for the corpus: give it a story.
"""

from collections.abc import Callable

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[str]], str]

CONTAINERS = (
    "div p span section article aside main nav header footer form label button h1 h2 b i em a"
    " ul ol dl table fieldset legend details summary dialog select figure figcaption blockquote"
    " pre address menu search output code strong small s del ins mark td tr th li"
).split()
VOID = "br hr img wbr".split()
CONTROLS = [
    "input", "textarea", "input type=checkbox", "input type=radio name=g", "input type=submit",
    "input type=button value=push", "input type=number", "input type=date", "input type=range",
    "input type=email", "input type=search", "input type=password", "input type=hidden",
    "input type=color", "input type=reset", "input type=image alt=pic", "meter", "progress",
]  # fmt: skip
CHILDREN = {
    "select": ("option", "optgroup label=G"), "ul": ("li",), "ol": ("li",), "menu": ("li",),
    "dl": ("dt", "dd"), "table": ("tr", "caption", "thead", "tbody"), "tr": ("td", "th"),
    "details": ("summary", "p"), "fieldset": ("legend", "input"), "figure": ("figcaption",),
    "optgroup": ("option",), "thead": ("tr",), "tbody": ("tr",),
}  # fmt: skip
"""What stands in some elements most of the time; now and then anything does."""

ATTRIBUTES = [
    "hidden", "disabled", "readonly", "required", "checked", "multiple", "open", "inert",
    "autofocus", "contenteditable", "title=tip", "title=''", "alt=''", "alt=picture", "value=1",
    "value=''", "value=x", "placeholder=hint", "tabindex=0", "tabindex=-1", "name=n", "name=m",
    "href=/there", "size=2", "popover", "maxlength=3", "min=2", "step=3", "selected", "label=lab",
    "dir=rtl", "role=button", "role=checkbox", "role=presentation", "role=none", "role=group",
    "role=list", "role=heading", "role=textbox", "role=radio", "role=switch", "role=img",
    "role=menuitem", "role=row", "role=cell", "role=region", "role=alert", "role=nonsense",
    "role=''", "role=tab", "role=option", "role=listbox", "role=combobox", "role=slider",
    "role=link", "role=dialog", "aria-hidden=true", "aria-hidden=false", "aria-label=lbl",
    "aria-label=''", "aria-label=' '", "aria-labelledby={id}", "aria-labelledby='{id} {id}'",
    "aria-describedby={id}", "for={id}", "aria-description=desc", "aria-disabled=true",
    "aria-disabled=false", "aria-checked=true", "aria-checked=mixed", "aria-checked=false",
    "aria-expanded=true", "aria-pressed=true", "aria-readonly=true", "aria-selected=true",
    "aria-level=3", "aria-owns={id}", "aria-invalid=true", "aria-errormessage={id}",
    "aria-required=true", "aria-live=polite", "style='display: none'",
    "style='visibility: hidden'", "style='visibility: visible'", "style='display: inline'",
    "style='display: block'", "style='display: contents'", "style='display: inline-block'",
    "style='white-space: pre'", "class=a", "class='a b'", "class=b", "class=c",
    "style='padding: 1px'", "style='float: left'", "style='height: 0'",
    "style='position: absolute'", "style='overflow: hidden; height: 0'",
    "style='pointer-events: none'",
]  # fmt: skip
RULES = [
    ".a { display: none }", ".b { display: inline-block }", ".a.b { display: block }",
    ".c { visibility: hidden }", ".b { height: 2px }", ".c > * { visibility: visible }",
    ".a + .b { display: none }", ".b { text-transform: uppercase }", ".c { white-space: pre }",
    ".c { position: absolute; top: 0 }", ".b { display: flex }", ".c:empty { display: none }",
    "p.a { display: block !important }", ":checked ~ * { display: none }", ".b .c { padding: 1px }",
    ".a::before { content: '*' }", ".b { display: contents }", ".c { list-style: none }",
]  # fmt: skip
"""What a `<style>` in front of some pages says."""
TEXTS = [
    "x",
    "one",
    " two",
    "three ",
    " ",
    "a b",
    "a  b",
    "\n",
    "Ä",
    "&nbsp;",
    "&amp;",
    "1",
    "<!--c-->",
]
ACTIONS = [
    "#{id}.click()", "#{id}.dblclick()", '#{id}.fill("7")', '#{id}.fill("")', "#{id}.check()",
    "#{id}.uncheck()", '#{id}.press("Space")', '#{id}.press("Enter")', '#{id}.press("Tab")',
    '#{id}.press("ArrowDown")', '#{id}.press("x")', '#{id}.select_option("x")', "#{id}.focus()",
    "#{id}.clear()", '#{id}.press_sequentially("12")', "#{id}.blur()", 'keyboard.press("Tab")',
    "#{id}.click(trial=True)", "#{id}.set_checked(True)", '#{id}.press("Shift+Tab")',
]  # fmt: skip
LOOKS = ("is_visible is_enabled is_editable is_checked input_value inner_text text_content").split()
MOST_ELEMENTS = 7


@st.composite
def markups(draw: Draw) -> tuple[str, int]:
    """Draw markup, and how many elements it has: their ids are `e1`, `e2`, ..."""
    count = 0

    def element(tag: str, depth: int) -> str:
        nonlocal count
        count += 1
        name = tag.split()[0]
        attributes = [f"id=e{count}"]
        number = int(draw(st.sampled_from("00112")))
        for _ in range(number):
            text = draw(st.sampled_from(ATTRIBUTES))
            while "{id}" in text:
                text = text.replace("{id}", f"e{draw(st.sampled_from('1234567'))}", 1)
            attributes.append(text)
        start = f"<{' '.join([tag, *attributes])}>"
        if name in ("input", *VOID):
            return start
        return f"{start}{inside(name, depth + 1)}</{name}>"

    def inside(name: str, depth: int) -> str:
        parts = []
        for _ in range(int(draw(st.sampled_from("01123" if depth else "123")))):
            if draw(st.sampled_from("et")) == "t" or depth > 4 or count >= MOST_ELEMENTS:
                parts.append(draw(st.sampled_from(TEXTS)))
                continue
            fitting = CHILDREN.get(name, ())
            anything = draw(st.sampled_from("ccd")), draw(st.sampled_from("yyyn"))
            if fitting and anything[1] == "y":
                parts.append(element(draw(st.sampled_from(fitting)), depth))
            else:
                tags = {"c": CONTAINERS, "d": CONTROLS}[anything[0]]
                parts.append(element(draw(st.sampled_from([*tags, *VOID])), depth))
        return "".join(parts)

    markup = inside("body", 0)
    rules = draw(st.lists(st.sampled_from(RULES), max_size=2))
    if rules:
        markup = f"<style>{' '.join(rules)}</style>{markup}"
    return markup, count


@st.composite
def actions(draw: Draw, count: int) -> list[str]:
    """Draw up to two actions on the elements of a page."""
    number = int(draw(st.sampled_from("0112")))
    lines = (draw(st.sampled_from(ACTIONS)) for _ in range(number))
    ids = [f"e{n + 1}" for n in range(max(1, count))]
    return [line.replace("{id}", draw(st.sampled_from(ids))) for line in lines]


def looks(count: int) -> list[str]:
    """Return what is asked about all elements before and after the actions."""
    ids = [f"e{n + 1}" for n in range(count)]
    lines = [f"#{name}.{look}()" for name in ids for look in LOOKS]
    return [
        'locator("body").aria_snapshot()',
        'locator("body").inner_text()',
        "focused_id()",
        *lines,
    ]
