import math
from types import SimpleNamespace

import pytest
from yarl import URL

from lona.connection import Connection
from lona.middlewares.sessions import (
    AnonymousUser,
    LonaSessionMiddleware,
    generate_random_string,
    generate_session_key,
)
from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona_testing.wire.http import HttpRequest


class Page(View):
    pass


class Transport:
    def wakeup(self):
        pass

    def close(self, code, reason):
        pass

    def call_later(self, seconds, callback):
        pass


def connect(cookies=None, path="/", interactive=False, url="http://host/", user=None, **settings):
    server = Server(
        "/",
        settings_post_overrides=settings,
        routes=[Route("/", Page), Route("/plain", Page, interactive=False)],
    )
    http_request = HttpRequest(URL(url).join(URL(path)), cookies=cookies)
    transport = Transport() if interactive else None
    _, route, _ = server.resolve(path)
    connection = Connection(
        server=server, http_request=http_request, transport=transport, route=route
    )
    connection.user = user
    data = SimpleNamespace(server=server, http_request=http_request, connection=connection)
    assert LonaSessionMiddleware().handle_connection(data) is data
    return connection


def test_users_with_the_same_key_are_equal():
    assert AnonymousUser("a") == AnonymousUser("a")
    assert hash(AnonymousUser("a")) == hash(AnonymousUser("a"))
    assert AnonymousUser("a") != AnonymousUser("b")
    assert AnonymousUser("a") != "a"
    assert repr(AnonymousUser("a")) == "<AnonymousUser(a)>"


def test_a_user_without_key_is_equal_to_itself_only():
    user = AnonymousUser()
    assert user == user
    assert user != AnonymousUser()
    assert {user: 1}[user] == 1


def test_random_strings_are_letters_and_digits():
    text = generate_random_string(500)
    assert len(text) == 500
    assert text.isalnum()
    assert text.isascii()
    assert text != generate_random_string(500)


def test_the_first_page_sets_the_cookie_of_its_user():
    connection = connect()
    (cookie,) = connection.cookies
    assert cookie.name == "sessionid"
    assert cookie.value == connection.user.session_key
    assert len(cookie.value) == 28
    assert cookie.secure is False


def test_the_cookie_is_secure_on_https():
    assert connect(url="https://host/").cookies[0].secure is True


def test_a_cookie_is_honoured_and_not_set_again():
    connection = connect({"sessionid": "key"})
    assert connection.user == AnonymousUser("key")
    assert connection.cookies == []


@pytest.mark.parametrize(
    "kwargs", [{"path": "/plain"}, {"path": "/nothing"}, {"interactive": True}, {"SESSIONS": False}]
)
def test_others_without_cookie_get_an_identity_of_their_own(kwargs):
    first, second = connect(**kwargs), connect(**kwargs)
    assert first.cookies == []
    assert isinstance(first.user, AnonymousUser)
    assert first.user != second.user


@pytest.mark.parametrize("path", ["/plain", "/"])
def test_non_interactive_routes_honour_a_cookie(path):
    assert connect({"sessionid": "key"}, path).user.session_key == "key"


def test_a_user_that_is_set_already_stays():
    connection = connect(user="me")
    assert connection.user == "me"
    assert connection.cookies == []


def test_without_reuse_each_connection_has_a_random_key():
    first = connect({"sessionid": "key"}, SESSIONS_REUSE=False)
    second = connect({"sessionid": "key"}, SESSIONS_REUSE=False)
    assert len(first.user.session_key) == 28
    assert first.user != second.user
    assert first.cookies == []


def test_sessions_can_be_switched_off_altogether():
    assert connect({"sessionid": "key"}, SESSIONS=False).user.session_key == ""


def test_name_length_and_generator_are_settings():
    connection = connect(SESSIONS_KEY_NAME="mine", SESSIONS_KEY_RANDOM_LENGTH=50)
    assert connection.cookies[0].name == "mine"
    assert len(connection.user.session_key) == 50
    assert len(generate_session_key(connection)) == 50


@pytest.mark.parametrize("length", [-1, 0, 5, 21, 22])
def test_a_key_has_at_least_128_random_bits(length):
    key = generate_session_key(connect(SESSIONS_KEY_RANDOM_LENGTH=length))
    assert len(key) * math.log2(62) >= 128


GOOD_KEYS = ["a", "a" * 256, "!#$%&()*+-./:<=>?@[]^_`{|}~", "abc\\d", "a=b"]
BAD_KEYS = ["", "a" * 257, "a b", 'a"b', "a'b", '"a"', "a,b", "a\tb", "ü", "\udcff", "a\x7f", "a\0"]


@pytest.mark.parametrize("path", ["/", "/plain"])
@pytest.mark.parametrize("key", GOOD_KEYS)
def test_a_presented_key_counts(key, path):
    connection = connect({"sessionid": key}, path)
    assert connection.user == AnonymousUser(key)
    assert connection.cookies == []


@pytest.mark.parametrize("key", BAD_KEYS)
def test_a_presented_key_that_is_none_counts_as_none(key):
    plain = connect({"sessionid": key}, "/plain")
    assert plain.user.session_key == ""
    page = connect({"sessionid": key})
    assert page.cookies[0].value == page.user.session_key != key


def test_a_second_cookie_of_the_name_cannot_decide():
    first = connect({"sessionid": "first; sessionid=second"})
    assert first.user == AnonymousUser("first")
    bad = connect({"sessionid": 'b"ad; sessionid=second'}, "/plain")
    assert bad.user.session_key == ""


@pytest.mark.parametrize("key", BAD_KEYS)
def test_a_generator_of_keys_that_never_count_is_told(tmp_path, key):
    path = tmp_path / "keys.py"
    path.write_text(f"def generate(connection): return {key!r}", encoding="utf-8")
    with pytest.raises(ValueError, match="SESSIONS_KEY_GENERATOR"):
        connect(SESSIONS_KEY_GENERATOR=f"{path}::generate")


def test_the_generator_can_be_replaced(tmp_path):
    path = tmp_path / "keys.py"
    path.write_text("def generate(connection): return 'k' + connection.http_request.path")
    connection = connect(SESSIONS_KEY_GENERATOR=f"{path}::generate")
    assert connection.user.session_key == "k/"
