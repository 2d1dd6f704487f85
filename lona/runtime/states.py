"""The states of a view, and which may follow which, as a table."""

from enum import Enum, unique


@unique
class VIEW_RUNTIME_STATE(Enum):
    """What a view is doing; the names are shown by tools."""

    NOT_STARTED = 10
    RUNNING = 20
    WAITING_FOR_IOLOOP = 21
    SLEEPING = 22
    WAITING_FOR_INPUT = 23
    FINISHED = 30
    CRASHED = 31
    STOPPED_BY_USER = 32
    STOPPED_BY_SERVER = 33


_S = VIEW_RUNTIME_STATE
_ENDS = frozenset({_S.FINISHED, _S.CRASHED, _S.STOPPED_BY_USER, _S.STOPPED_BY_SERVER})
_WAITS = frozenset({_S.WAITING_FOR_IOLOOP, _S.SLEEPING, _S.WAITING_FOR_INPUT})

_NEXT: dict[VIEW_RUNTIME_STATE, frozenset[VIEW_RUNTIME_STATE]] = {
    _S.NOT_STARTED: frozenset({_S.RUNNING}) | _ENDS,
    _S.RUNNING: _WAITS | _ENDS,
    _S.WAITING_FOR_IOLOOP: frozenset({_S.RUNNING}) | _ENDS,
    _S.SLEEPING: frozenset({_S.RUNNING}) | _ENDS,
    _S.WAITING_FOR_INPUT: frozenset({_S.RUNNING}) | _ENDS,
    _S.FINISHED: frozenset({_S.CRASHED}),
    _S.CRASHED: frozenset(),
    _S.STOPPED_BY_USER: frozenset(),
    _S.STOPPED_BY_SERVER: frozenset(),
}


def may_follow(state: VIEW_RUNTIME_STATE, following: VIEW_RUNTIME_STATE) -> bool:
    """Tell whether a view in the first state may change to the second."""
    return following in _NEXT[state]
