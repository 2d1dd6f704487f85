"""lona.html.elements.text_content: preformatted text."""

from lona.html import Pre, TextNode


def test_pre_appends_texts_and_lines():
    pre = Pre()
    pre.write("a")
    pre.write_line("b")
    pre.write_line(1)

    assert pre.nodes == [TextNode("a"), TextNode("b\n"), TextNode("1\n")]
