"""Tests in this folder run in real Chromium, whatever `--lona-driver` says."""

import pytest


@pytest.fixture
def lona_driver() -> str:
    return "chromium"
