"""Warnings of Lona, shown once per place without any configuration."""

import sys
import warnings
from types import FrameType

from lona.places import is_ours


class Lona_2_0_DeprecationWarning(PendingDeprecationWarning):
    """Something will be gone in Lona 2.0."""


class DictResponseDeprecationWarning(Lona_2_0_DeprecationWarning):
    """A view returned a dictionary; return a response object instead."""


class DaemonizeDeprecationWarning(Lona_2_0_DeprecationWarning):
    """A view called `daemonize()`; set `is_daemon` instead."""


class KeywordWarning(UserWarning):
    """A keyword of a node becomes an attribute that nobody can mean."""


class JavaScriptUrlWarning(UserWarning):
    """A URL in an attribute is a script: whoever made it can do in the page what they want."""


def warn(message: str, category: type[Warning] = Lona_2_0_DeprecationWarning) -> None:
    """Warn at the innermost line of code that is not Lona's own.

    Constructors are called through subclasses of any depth, so a fixed stack level would name
    a wrong place.
    """
    level = 1
    frame: FrameType | None = sys._getframe()
    while frame is not None and is_ours(frame):
        frame = frame.f_back
        level += 1
    warnings.warn(message, category, stacklevel=level)


# Python ignores pending deprecations by default. Whoever configures warnings (-W, PYTHONWARNINGS)
# has the last word.
if not sys.warnoptions:
    warnings.simplefilter("default", category=Lona_2_0_DeprecationWarning)
