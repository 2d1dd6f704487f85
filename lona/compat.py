"""The two switches that select between generations of Lona 1.x.

Their values live in environment variables and are read anew at every use, so that servers with
different settings can follow each other in one process.
"""

import logging
import os

CLIENT_VERSION_VARIABLE = "LONA_CLIENT_VERSION"
FUTURE_NODE_CLASSES_VARIABLE = "LONA_USE_FUTURE_NODE_CLASSES"

_CLIENT_VERSIONS = {"1": 1, "2": 2}
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}

_logger = logging.getLogger("lona")


def get_client_version() -> int:
    """Return the client version, 1 or 2; it decides what `lona.html.HTML` returns."""
    text = os.environ.get(CLIENT_VERSION_VARIABLE, "1")
    version = _CLIENT_VERSIONS.get(text.strip())
    if version is None:
        _logger.error("%s has to be 1 or 2, not %r: using 1", CLIENT_VERSION_VARIABLE, text)
        return 1
    return version


def set_client_version(version: int) -> None:
    """Set the client version for this process and those it starts; `RuntimeError` if not 1 or 2."""
    if type(version) is not int or str(version) not in _CLIENT_VERSIONS:
        raise RuntimeError(f"client version has to be 1 or 2, not {version!r}")
    os.environ[CLIENT_VERSION_VARIABLE] = str(version)


def get_use_future_node_classes() -> bool:
    """Whether parsing gives `Select2`, `Option2`, … instead of the deprecated classes."""
    text = os.environ.get(FUTURE_NODE_CLASSES_VARIABLE, "false")
    value = _BOOLEANS.get(text.strip().lower())
    if value is None:
        _logger.error(
            "%s has to be true or false, not %r: using false", FUTURE_NODE_CLASSES_VARIABLE, text
        )
        return False
    return value


def set_use_future_node_classes(value: bool) -> None:
    """Set the switch for this process and those it starts; `RuntimeError` if not a bool."""
    if type(value) is not bool:
        raise RuntimeError(f"use_future_node_classes has to be True or False, not {value!r}")
    os.environ[FUTURE_NODE_CLASSES_VARIABLE] = "true" if value else "false"
