"""The samples of some documents, with their tests, in Chromium; `unit/test_docs.py` has all."""

import pytest

from unit.test_docs import ROOT, run_samples


@pytest.mark.parametrize(
    "name", ["buckets.md", "channels.md", "http.md", "static-files.md", "templates.md"]
)
def test_the_samples_of_a_page_run_in_chromium(name, tmp_path):
    run_samples(ROOT / "docs" / name, tmp_path, "--lona-driver=chromium")
