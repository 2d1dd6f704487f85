"""Public path of the states of a view; they live in `lona.runtime.states`."""

from lona.runtime.states import VIEW_RUNTIME_STATE

__all__ = ["VIEW_RUNTIME_STATE"]
