from types import SimpleNamespace

import pytest
from multidict import MultiDict
from yarl import URL

from lona.errors import BadRequestError
from lona.request import Request
from lona.routing import Route


@pytest.fixture
def connection():
    return SimpleNamespace(user="me", interactive=True, server="server")


def make(connection, url="http://host/", **kwargs):
    return Request(connection=connection, url=URL(url), **kwargs)


def test_the_query_is_a_dict_in_which_first_values_count(connection):
    assert make(connection, "http://h/?a=1&a=2&b&c=").GET == {"a": "1", "b": "", "c": ""}


def test_all_values_of_a_repeated_name_of_the_query_are_there(connection):
    values = make(connection, "http://h/?a=1&b&a=2").GET
    assert isinstance(values, dict)
    assert values.getall("a") == ["1", "2"]
    assert values.getall("b") == [""]
    assert values.getall("c", []) == []
    with pytest.raises(KeyError):
        values.getall("c")


def test_all_values_of_a_form_are_there(connection):
    values = make(connection, post={"a": "1", "b": ["2", "3"], "c": []}).POST
    assert values == {"a": "1", "b": ["2", "3"], "c": []}
    assert [values.getall(name) for name in "abc"] == [["1"], ["2", "3"], []]
    with pytest.raises(KeyError):
        values.getall("d")
    with pytest.raises(KeyError):
        make(connection).POST.getall("a")


def test_a_multi_dict_stays_one(connection):
    form = MultiDict([("a", "1"), ("a", "2")])
    assert make(connection, post=form).POST is form


def test_method_is_post_exactly_if_there_is_a_form(connection):
    assert make(connection).method == "GET"
    assert make(connection, post={}).method == "POST"
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


def test_a_plain_request_has_what_its_http_request_had():
    http_request = SimpleNamespace(headers={"A": "1"}, cookies={"b": "2"})
    connection = SimpleNamespace(interactive=False, http_request=http_request, client="1.2.3.4")
    request = make(connection, method="PUT", read_body=iter([b"[1]"]).__next__)
    assert (request.headers, request.cookies, request.remote) == ({"A": "1"}, {"b": "2"}, "1.2.3.4")
    assert (request.method, request.body, request.body) == ("PUT", b"[1]", b"[1]")
    assert request.json() == [1]


@pytest.mark.parametrize("name", ["body", "json"])
def test_an_interactive_request_has_no_body(connection, name):
    with pytest.raises(RuntimeError, match=f"request.{name}.*interactive=False"):
        make(connection).body if name == "body" else make(connection).json()


def test_what_is_no_json_is_a_bad_request(connection):
    connection.interactive = False
    with pytest.raises(BadRequestError, match="the body is no JSON"):
        make(connection).json()
