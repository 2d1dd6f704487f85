from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.dom import Text, insert
from lona_testing.browser.style.cascade import computed
from lona_testing.browser.style.documents import reading

Styled = Callable[..., Any]
GONE = "p { display: none }"


@pytest.mark.parametrize(
    "head",
    [
        f"<style>{GONE}</style>",
        f"<style media='screen' type='text/css'>{GONE}</style>",
        '<link rel="stylesheet" href="gone.css">',
        '<link rel="Preload StyleSheet" href="gone.css" media="(min-width: 1px)">',
        '<style>@import "gone.css";</style>',
        "<style>@import url(gone.css) screen;</style>",
        '<link rel="stylesheet" href="more.css">',
    ],
)
def test_sheets_of_the_document_count(styled: Styled, head: str) -> None:
    page = styled(f'{head}<p id="x">x</p>', gone=GONE, more='@import "gone.css";')

    assert computed(page["x"], "display") == "none"


@pytest.mark.parametrize(
    "head",
    [
        f"<style media='print'>{GONE}</style>",
        f"<style type='text/less'>{GONE}</style>",
        f"<style nonce='wrong'>{GONE}</style>",
        f"<template><style>{GONE}</style></template>",
        '<link rel="stylesheet" href="missing.css">',
        '<link rel="stylesheet" href="gone.css" media="print">',
        '<link rel="alternate stylesheet" href="gone.css">',
        '<link rel="stylesheet" href="gone.css" disabled>',
        '<link rel="icon" href="gone.css">',
        '<style>b { display: none } @import "gone.css";</style>',
        '<style>@import "gone.css" print;</style>',
    ],
)
def test_other_sheets_do_not(styled: Styled, head: str) -> None:
    page = styled(f'{head}<p id="x">x</p>', gone=GONE)

    assert computed(page["x"], "display") == "block"


def test_later_sheets_stand_above_earlier_ones(styled: Styled) -> None:
    page = styled(
        '<style>p { display: flex }</style><link rel="stylesheet" href="gone.css">'
        '<style>b { display: grid }</style><p id="x">x</p><b id="y">y</b>',
        gone="p, b { display: none }",
    )

    assert computed(page["x"], "display") == "none"
    assert computed(page["y"], "display") == "grid"


def test_a_sheet_that_imports_itself_ends(styled: Styled) -> None:
    page = styled(
        '<link rel="stylesheet" href="a.css"><p id="x">x</p>', a=f'@import "a.css"; {GONE}'
    )

    assert computed(page["x"], "display") == "none"


def test_what_changes_is_seen_after_a_reading(styled: Styled) -> None:
    page = styled('<style id="s"></style><p id="x">x</p>')
    with reading(page["x"]):
        assert computed(page["x"], "display") == "block"

    insert(page["s"], 0, [Text(GONE)])

    assert computed(page["x"], "display") == "none"
