"""Commands set up the log of the process they run in, which is that of all tests here."""

import logging

import pytest


@pytest.fixture(autouse=True)
def log_stays_as_it_was(root_logger: logging.Logger) -> None:
    """Restore the log after each test."""
