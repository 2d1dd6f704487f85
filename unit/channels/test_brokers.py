"""Brokers that carry messages in the process and over sockets keep the same contract."""

import pytest

from lona.channels import MemoryBroker, Message, decode_message, encode_message
from lona_testing.broker_contract import BrokerContract

from .relay import RelayBroker


class TestMemoryBroker(BrokerContract):
    @pytest.fixture
    def broker(self):
        return MemoryBroker()


class TestRelayBroker(BrokerContract):
    @pytest.fixture
    def broker(self):
        broker = RelayBroker()
        yield broker
        broker.close()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '["a", 1, null, false]', '["a", {}, "x", 1]', "["]
)
def test_what_is_no_message_is_refused(text):
    with pytest.raises(ValueError, match="no message of a channel"):
        decode_message(text)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"a": {"b": [1, object]}}, r"data\['a'\]\['b'\]\[1\] is a type"),
        ({"a": {1: 2}}, r"a key of data\['a'\] is no string: 1"),
        ({"a": float("inf")}, r"data\['a'\] is inf"),
    ],
)
def test_what_cannot_be_encoded_names_the_place(data, problem):
    with pytest.raises(TypeError, match=f"can not carry the message to 'topic': {problem}"):
        encode_message(Message("topic", data))
