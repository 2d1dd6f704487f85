"""lona_testing.browser.accessibility.names: references, labels, content, and what HTML adds."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.accessibility.names import name_of
from lona_testing.browser.values import set_value

Parse = Callable[[str], Any]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        # content
        ("<button id=x> Save\n all </button>", "Save all"),
        ("<button id=x><div>one</div><div>two</div></button>", "one two"),
        ("<button id=x>one<br>two</button>", "one two"),
        ("<button id=x><b>one</b><b>two</b></button>", "onetwo"),
        ("<button id=x><b style='display: block'>one</b>two</button>", "one two"),
        ("<button id=x><b style='float: left'>one</b>two</button>", "one two"),
        ("<button id=x>soft&shy;hyphen</button>", "softhyphen"),
        ("<button id=x>a<script>1</script><template>t</template>z</button>", "a z"),
        ("<table><tr id=x><td>a</td><td>b</td></tr></table>", "a b"),
        ("<details><summary id=x>More <b>info</b></summary></details>", "More info"),
        ("<p id=x>text</p>", ""),
        ("<div id=x role=alert>text</div>", ""),
        ("<div id=x role=tab>text</div>", "text"),
        ("<button id=x title=T></button>", "T"),
        ("<button id=x title=T>text</button>", "text"),
        # pictures
        ("<button id=x><svg><title>Close</title></svg></button>", "Close"),
        ("<button id=x><svg><text>T</text></svg></button>", ""),
        ("<button id=x><img alt=A> B</button>", "A B"),
        ("<img id=x alt='' title=T>", "T"),
        ("<svg id=x aria-label=L><title>T</title></svg>", "L"),
        # what is hidden
        ("<button id=x>Save<i aria-hidden=true>icon</i></button>", "Save"),
        ("<button id=x>Save<i aria-hidden=false>icon</i></button>", "Saveicon"),
        ("<button id=x>Save<i hidden>icon</i></button>", "Save"),
        ("<button id=x hidden>Save</button>", ""),
        ("<div aria-hidden=true><button id=x>Save</button></div>", ""),
        # aria-label
        ("<button id=x aria-label=' L '>text</button>", "L"),
        ("<button id=x aria-label=' '>text</button>", "text"),
        ("<em id=x aria-label=L>text</em>", ""),
        ("<div id=x role=generic aria-label=L>text</div>", ""),
        ("<span id=x aria-label=L>text</span>", "L"),
        # aria-labelledby
        ("<label>Name <input id=x aria-labelledby=gone></label>", "Name"),
        ("<i id=x role=button aria-labelledby='b a'></i><b id=a>A</b><b id=b>B</b>", "B A"),
        ("<i id=x role=button aria-labelledby=a></i><b id=a hidden>A<i hidden>B</i></b>", "A B"),
        ("<i id=x role=button aria-labelledby=a></i><b id=a>A<i hidden>B</i></b>", "A"),
        ("<i id=x role=button aria-labelledby=a></i><b id=a aria-label=L>A</b>", "L"),
        ("<i id=x role=button aria-labelledby=a></i><img id=a alt=A>", "A"),
        ("<i id=x role=img aria-labelledby=a></i><input id=a value=V aria-label=L>", "V"),
        ("<button id=x aria-label=Cut aria-labelledby='x l'>c</button><b id=l>it</b>", "Cut it"),
        ("<button id=x aria-labelledby=x>zed</button>", "zed"),
        ("<i id=x role=img aria-labelledby=a></i><b id=a aria-labelledby=b>A</b><b id=b>B", "A"),
        ("<button id=x aria-labelledby=e>E</button><b id=e></b>", "E"),
        # labels
        ("<label for=x>One</label><label>Two <input id=x></label>", "One Two"),
        ("<label for=x aria-label=L>text</label><input id=x>", "L"),
        ("<label for=x></label><input id=x placeholder=P>", ""),
        ("<label for=x hidden>Hid</label><input id=x>", "Hid"),
        ("<label for=x>L</label><input id=x type=hidden>", ""),
        ("<label for=x>L</label><button id=x>text</button>", "L"),
        ("<label for=x>L</label><div id=x role=textbox>text</div>", ""),
        # controls in labels
        ("<label><input id=x type=checkbox> Every <input value=3> days</label>", "Every 3 days"),
        ("<label><input id=x type=radio> <select><option selected>b</select></label>", "b"),
        ("<label><input id=x type=checkbox> <i role=slider aria-valuenow=4></i></label>", "4"),
        ("<label><input id=x type=radio> <i role=slider aria-valuetext=four></i></label>", "four"),
        ("<label><input id=x type=checkbox> a <input type=checkbox checked> b</label>", "a b"),
        ("<label><input id=x type=checkbox> a <i role=menu>m</i> b</label>", "a b"),
        ("<label><input id=x type=checkbox> <i role=textbox>noon</i></label>", "noon"),
        # captions
        ("<fieldset id=x><legend>L</legend></fieldset>", "L"),
        ("<fieldset id=x title=T><div><legend>L</legend></div></fieldset>", "T"),
        ("<fieldset id=x title=T><legend></legend></fieldset>", ""),
        ("<table id=x title=T summary=S><caption>C</caption></table>", "C"),
        ("<table id=x title=T summary=S></table>", "S"),
        ("<figure id=x><figcaption>F</figcaption></figure>", "F"),
        # inputs
        ("<input id=x type=submit>", "Submit"),
        ("<input id=x type=submit value=' ' title=T>", "Submit"),
        ("<input id=x type=reset value=R>", "R"),
        ("<input id=x type=button title=T>", "T"),
        ("<input id=x type=image title=T>", "T"),
        ("<input id=x type=image value=V>", "Submit"),
        ("<input id=x type=file title=T>", "Choose File"),
        ("<input id=x placeholder=P title=T>", "T"),
        ("<input id=x placeholder=P type=number>", "P"),
        ("<input id=x placeholder=P type=checkbox>", ""),
        ("<textarea id=x placeholder=P>text</textarea>", "P"),
        # aria-owns
        ("<button id=x aria-owns=o>a</button><b id=o>owned</b>", "aowned"),
    ],
)  # fmt: skip
def test_the_name_is_that_of_the_standards(markup: Parse, html: str, name: str) -> None:
    assert name_of(markup(html)["x"]) == name


def test_what_is_hidden_has_a_name_for_those_who_want_it(markup: Parse) -> None:
    button = markup("<button id=x hidden>Save <i hidden>all</i></button>")["x"]
    assert name_of(button) == ""
    assert name_of(button, include_hidden=True) == "Save all"


def test_of_a_closed_details_only_the_summary_is_told(markup: Parse) -> None:
    html = "<i id=x role=img aria-labelledby=d></i><details id=d><summary>s</summary>body</details>"
    assert name_of(markup(html)["x"]) == "s"


def test_a_typed_value_counts(markup: Parse) -> None:
    html = markup("<label><input id=x type=checkbox> Every <input id=n value=3> days</label>")
    set_value(html["n"], "5")
    assert name_of(html["x"]) == "Every 5 days"
