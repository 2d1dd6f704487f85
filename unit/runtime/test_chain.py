"""The chain of one event, through a view and nodes that only note that they were asked."""

from types import SimpleNamespace

import pytest

from lona.events.input_event import InputEvent
from lona.protocol import messages as m
from lona.responses import HttpRedirectResponse, RedirectResponse
from lona.runtime.chain import Outcome, interpret, run_chain
from unit.drive import drive

NAMES = ["root", "inner", "outer", "view"]


class Chain:
    """All members of a chain; each passes the event on, unless it has an `answer`."""

    def __init__(self):
        self.asked = []
        self.answers = {}
        self.is_awaited = False
        self.outer = self.node("outer", None)
        self.inner = self.node("inner", self.outer)
        self.view = SimpleNamespace(
            handle_input_event_root=self.hook("root"), handle_input_event=self.hook("view")
        )

    def node(self, name, parent):
        return SimpleNamespace(parent=parent, handle_input_event=self.hook(name))

    def hook(self, name):
        def handle(event):
            self.asked.append((name, event))
            return self.answers.get(name, event)

        return handle

    def deliver(self, event):
        self.asked.append(("waiter", event))
        return self.is_awaited

    def run(self, event):
        return drive(run_chain(self.view, event, self.deliver))

    @property
    def names(self):
        return [name for name, _ in self.asked]


def make_event(node=None):
    message = m.InputEvent(1, 1, 0, 1, 301, [], None, None, "", [], [])
    return InputEvent(
        message, document=None, connection=None, request=None, node=node, target_node=node
    )


@pytest.fixture
def chain():
    return Chain()


@pytest.fixture
def event(chain):
    return make_event(chain.inner)


def test_an_event_goes_from_the_root_hook_over_the_nodes_and_waiters_to_the_view(chain, event):
    assert chain.run(event) == Outcome()
    assert chain.asked == [(name, event) for name in ["root", "inner", "outer", "waiter", "view"]]


def test_an_event_of_no_node_goes_to_the_view(chain):
    chain.run(make_event())
    assert chain.names == ["root", "waiter", "view"]


def test_an_event_that_somebody_awaits_does_not_reach_the_view(chain, event):
    chain.is_awaited = True
    assert chain.run(event) == Outcome(was_awaited=True)
    assert chain.names == ["root", "inner", "outer", "waiter"]


@pytest.mark.parametrize("name", NAMES)
def test_whoever_returns_nothing_ends_the_chain(chain, event, name):
    chain.answers[name] = None
    assert chain.run(event) == Outcome()
    assert chain.names[-1] == name


@pytest.mark.parametrize("name", NAMES)
def test_whoever_redirects_ends_the_chain(chain, event, name):
    chain.answers[name] = {"redirect": "/a"}
    assert chain.run(event) == Outcome(RedirectResponse("/a"))
    assert chain.names[-1] == name


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_answer_is_an_error(chain, event, name):
    chain.answers[name] = True
    with pytest.raises(RuntimeError, match="bool"):
        chain.run(event)


@pytest.mark.parametrize("name", ["root", "inner", "outer"])
def test_the_next_one_gets_the_event_that_was_returned(chain, event, name):
    replacement = make_event()
    chain.answers[name] = replacement
    chain.run(event)
    position = chain.names.index(name)
    assert {each for _, each in chain.asked[: position + 1]} == {event}
    assert {each for _, each in chain.asked[position + 1 :]} == {replacement}


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (None, None),
        ({"redirect": "/a"}, RedirectResponse("/a")),
        ({"http_redirect": "/b"}, HttpRedirectResponse("/b")),
        (RedirectResponse("/a"), RedirectResponse("/a")),
        (HttpRedirectResponse("/b"), HttpRedirectResponse("/b")),
    ],
)
def test_redirects_may_be_dicts_or_responses(answer, meaning):
    assert interpret(answer) == meaning


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "not with"),
        ({"text": "x"}, "'text'"),
        ({"redirect": "/a", "http_redirect": "/b"}, "single key"),
        ({"redirect": 1}, "leads to a string"),
    ],
)
def test_a_dict_that_is_no_redirect_is_refused_by_name(answer, words):
    with pytest.raises(ValueError, match=words):
        interpret(answer)


@pytest.mark.parametrize("answer", [False, "text", 0, []])
def test_other_values_are_refused_by_their_type(answer):
    with pytest.raises(RuntimeError, match=type(answer).__name__):
        interpret(answer)
