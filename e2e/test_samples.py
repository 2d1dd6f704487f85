"""The samples of some documents, with their tests, in Chromium; `unit/test_docs.py` has all."""

import pytest

from unit.test_docs import ROOT, run_samples

NAMES = ("buckets", "channels", "http", "static-files", "templates", "widgets")


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_of_a_page_run_in_chromium(name, tmp_path):
    run_samples(ROOT / f"docs/{name}.md", tmp_path, "--lona-driver=chromium")
