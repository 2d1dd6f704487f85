from types import SimpleNamespace

import pytest
from yarl import URL

from lona.request import Request
from lona.routing import Route


@pytest.fixture
def connection():
    return SimpleNamespace(user="me", interactive=True, server="server")


def make(connection, url="http://host/", **kwargs):
    return Request(connection=connection, url=URL(url), **kwargs)


def test_the_query_is_a_dict_in_which_first_values_count(connection):
    assert make(connection, "http://h/?a=1&a=2&b&c=").GET == {"a": "1", "b": "", "c": ""}


def test_method_is_post_exactly_if_there_are_values(connection):
    assert make(connection).method == "GET"
    assert make(connection, post={}).method == "GET"
    request = make(connection, post={"a": "1"})
    assert request.method == "POST"
    assert request.POST == {"a": "1"}
    assert make(connection).POST == {}


def test_the_user_is_that_of_the_connection_and_can_be_set(connection):
    request = make(connection)
    assert request.user == "me"
    request.user = "you"
    assert connection.user == "you"


def test_it_tells_about_connection_server_and_route(connection):
    route = Route("/<a>", None)
    request = make(connection, route=route, match_info={"a": "1"}, frontend=True)
    assert request.interactive is True
    assert request.server == "server"
    assert request.connection is connection
    assert request.route is route
    assert request.match_info == {"a": "1"}
    assert request.frontend is True


def test_ids_are_unique_strings_unless_given(connection):
    first, second = make(connection), make(connection)
    assert isinstance(first.id, str)
    assert first.id != second.id
    assert make(connection, id="x").id == "x"


def test_repr_names_method_and_url(connection):
    assert repr(make(connection)) == "<Request(GET http://host/)>"
