"""lona.warnings: classes, place, and visibility by default."""

import subprocess
import sys
import warnings

from lona.html import Select
from lona.warnings import (
    DaemonizeDeprecationWarning,
    DictResponseDeprecationWarning,
    Lona_2_0_DeprecationWarning,
    warn,
)


def test_the_warnings_are_pending_deprecations():
    assert issubclass(Lona_2_0_DeprecationWarning, PendingDeprecationWarning)
    assert issubclass(DictResponseDeprecationWarning, Lona_2_0_DeprecationWarning)
    assert issubclass(DaemonizeDeprecationWarning, Lona_2_0_DeprecationWarning)


def test_a_warning_has_its_category_and_text():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warn("gone soon", DaemonizeDeprecationWarning)

    assert caught[0].category is DaemonizeDeprecationWarning
    assert str(caught[0].message) == "gone soon"


def test_a_warning_names_the_line_outside_of_lona_also_through_subclasses():
    class MySelect(Select):
        def __init__(self):
            super().__init__()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        MySelect()

    assert caught[0].filename == __file__


def test_warnings_are_shown_once_per_place_without_configuration():
    code = "from lona.html import Select\nfor _ in range(3): Select()\nSelect()\n"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stderr.count("Lona_2_0_DeprecationWarning: Select") == 2


def test_the_user_can_switch_them_off():
    code = "from lona.html import Select\nSelect()\n"
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stderr == ""
