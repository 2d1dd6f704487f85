"""The value that `View.on_view_event` gets (deprecated in favour of channels)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class ViewEvent:
    """A message between views; `data` is a copy for each receiver."""

    name: str
    data: dict[str, Any] = field(default_factory=dict)
    view_classes: Sequence[type] | None = None
