"""Text as it can be printed (DQ19)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text import printable


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Zoë O'Connor-Łukasz", "Zoë O'Connor-Łukasz"),
        ("<b>{{ 7 * 7 }}</b>", "<b>{{ 7 * 7 }}</b>"),
        ("a\x00b\x1bc\td", "a b c d"),
        ("two\nlines", "two\nlines"),
        ("abc\u202edef\u2066ghi", "abcdefghi"),
        ("עברית عربي", "עברית عربي"),
        ("漢", "\ufffd"),
        ("\ud800", "\ufffd"),
        ("e\u0301", "é"),
    ],
)
def test_what_is_typed_is_shown_as_far_as_it_can_be(typed: str, shown: str) -> None:
    assert printable(typed) == shown


def test_long_text_ends_with_an_ellipsis() -> None:
    assert printable("x" * 4000, 10) == "x" * 9 + "…"
    assert printable("x" * 10, 10) == "x" * 10


@given(st.text())
def test_no_control_character_is_left_and_what_is_printable_stays_as_it_is(text: str) -> None:
    shown = printable(text)
    assert all(each == "\n" or unicodedata.category(each) not in {"Cc", "Cs"} for each in shown)
    assert printable(shown) == shown
