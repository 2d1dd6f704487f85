import re
from pathlib import Path

import pytest

from lona import default_settings
from lona.imports import acquire


def test_the_public_names_are_settings_only():
    # pytest adds names that are no identifiers to the modules of an installed plugin.
    names = [n for n in vars(default_settings) if n.isidentifier() and not n.startswith("_")]
    assert all(name.isupper() for name in names)
    assert "STATIC_URL_PREFIX" in names


@pytest.mark.parametrize(
    "import_string",
    [
        default_settings.ROUTING_TABLE,
        default_settings.SESSIONS_KEY_GENERATOR,
        default_settings.CORE_FRONTEND_VIEW,
        default_settings.CORE_ERROR_403_VIEW,
        default_settings.CORE_ERROR_404_VIEW,
        default_settings.CORE_ERROR_500_VIEW,
        *default_settings.CORE_MIDDLEWARES,
    ],
)
def test_every_default_import_string_leads_somewhere(import_string):
    assert acquire(import_string) is not None


LIMITS = [name for name in vars(default_settings) if name.startswith("LIMIT_")]


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_stands_in_the_table(name):
    rows = (Path(__file__).parent.parent / "docs/limits.md").read_text().splitlines()
    (row,) = (row for row in rows if row.startswith("|") and f"`{name}`" in row.split("|")[1])
    names, defaults = ([item.strip() for item in cell.split(", ")] for cell in row.split("|")[1:3])
    number = defaults[names.index(f"`{name}`")].replace(",", "")
    number, _, unit = number.partition(" ")
    value = int(number) * {"": 1, "MiB": 1024**2, "GiB": 1024**3}[unit]
    assert value == getattr(default_settings, name)


def test_every_setting_is_documented_with_its_default():
    root = Path(default_settings.__file__).parents[1]
    pages = [(root / "docs" / name).read_text("utf-8") for name in ("settings.md", "limits.md")]
    rows = dict(re.findall(r"^\| `([A-Z_0-9]+)` \| (.*?) \|", pages[0], re.MULTILINE))
    known = settings_of(default_settings)
    named = set(re.findall(r"`(LIMIT_[A-Z_]+)`", pages[1])) | set(rows)
    assert set(known) - named == set()
    assert set(rows) - set(known) == set()
    shown = {name: f"`{known[name]!r}`" for name, text in rows.items() if text.startswith("`")}
    assert len(shown) > 50
    assert {name: rows[name] for name in shown} == shown


def settings_of(module):
    names = [name for name in vars(module) if name.isupper() and not name.startswith("_")]
    return {name: getattr(module, name) for name in names}
