"""Numbers that are unique in the process. Knows nothing of what they are given to."""

from collections.abc import Callable
from itertools import count

next_class_number: Callable[[], int] = count(1).__next__
"""Gives the next number of a node class: later definitions have higher ones."""

next_node_id: Callable[[], str] = map(repr, count(1)).__next__
"""Gives the next node id: a positive number, never repeated in this process, in any thread.

As a string, because ids are written far more often than anything else is done with them. (`repr` is
the same as `str` for numbers, and faster.)
"""
