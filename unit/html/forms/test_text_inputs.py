"""lona.html.forms.text_inputs."""

import pytest

from lona.html import (
    EmailInput,
    Node,
    PasswordInput,
    SearchInput,
    TelInput,
    TextArea,
    TextInput,
    UrlInput,
)

LINES = {
    TextInput: "text",
    PasswordInput: "password",
    EmailInput: "email",
    UrlInput: "url",
    SearchInput: "search",
    TelInput: "tel",
}


@pytest.mark.parametrize(("cls", "type_"), LINES.items())
def test_inputs_of_one_line_have_their_type(cls, type_):
    node = cls("x")

    assert node.attributes["type"] == type_
    assert node.attributes["value"] == "x"
    assert node.INPUT_ATTRIBUTE_NAME == "value"


@pytest.mark.parametrize("cls", [*LINES, TextArea])
@pytest.mark.parametrize("value", ["text", "", 5, 1.5])
def test_a_value_is_kept_as_it_is_given(cls, value):
    node = cls(value)
    assert node.value == value
    assert type(node.value) is type(value)
    assert node.raw_value == str(value)

    node.value = "other"
    assert node.value == "other"


@pytest.mark.parametrize("cls", [*LINES, TextArea])
@pytest.mark.parametrize("value", [None, [], {}, Node()])
def test_values_that_are_no_text_are_refused(cls, value):
    node = cls("kept")

    with pytest.raises(ValueError, match=r"value|unsupported"):
        node.value = value
    with pytest.raises(ValueError, match=r"value|unsupported"):
        cls(value)

    assert node.value == "kept"


def test_what_was_typed_is_the_value(send):
    node = TextInput(5)

    send(node, "6")

    assert node.value == "6"


def test_a_text_area_shows_its_value_as_content():
    node = TextArea("a <b>\n")

    assert str(node) == (
        f'<textarea data-lona-node-id="{node.id}" data-lona-events="302:300">a <b>\n</textarea>'
    )
    assert node.__html__().endswith("a &lt;b&gt;\n</textarea>")
    assert TextArea("a") != TextArea("b")


@pytest.mark.parametrize("cls", [TextInput, PasswordInput, SearchInput, TelInput])
def test_any_text_is_valid_unless_one_is_required(cls):
    node = cls()
    assert node.valid is True

    node.attributes["required"] = ""
    assert node.valid is False

    node.value = "x"
    assert node.valid is True


@pytest.mark.parametrize(
    "text", ["a@b", "first.last+tag@mail.example.org", "x_y-z@localhost", "a@b-c.d1"]
)
def test_well_formed_mail_addresses_are_valid(text):
    assert EmailInput(text).valid is True


@pytest.mark.parametrize(
    "text", ["a", "a@", "@b", "a b@c", "a@b c", "a@-b", "a@b-", "a@b..c", "a@b@c", "a@b\n"]
)
def test_other_text_is_no_mail_address(text):
    assert EmailInput(text).valid is False


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org",
        "https://example.org:8080/a?b=c#d",
        "ftp://x/y",
        "mailto:a@b",
        "http://localhost",
        "tel:+49-30",
        "data:text/plain,x",
    ],
)
def test_absolute_urls_are_valid(text):
    assert UrlInput(text).valid is True


@pytest.mark.parametrize(
    "text", ["example.org", "/path", "//example.org", "http://", "http:// x", "1http://x", "a:"]
)
def test_other_text_is_no_url(text):
    assert UrlInput(text).valid is False


@pytest.mark.parametrize("cls", [TextInput, EmailInput, UrlInput])
def test_nothing_is_valid_unless_something_is_required(cls):
    assert cls("").valid is True
    assert cls("", required="").valid is False


def test_a_long_text_that_is_no_url_is_refused_without_trying_long():
    assert UrlInput("http://" + "a" * 1_000_000 + " ").valid is False
