"""Colours: text can be read, lines are told apart, whoever reads and whatever the authority's own colour is."""

from colorsys import hls_to_rgb
from itertools import combinations, product

import pytest

from reports import palette
from reports.documents import standing

# What the accents of real councils are like, by hue, lightness and saturation; the unreadable ones left out.
WHEEL = [hls_to_rgb(hue / 24, light, rich) for hue, light, rich in product(range(24), (0.12, 0.25, 0.38), (0.3, 1))]
ACCENTS = ["#" + "".join(f"{round(part * 255):02x}" for part in parts) for parts in WHEEL]
READABLE = [accent for accent in ACCENTS if palette.contrast(accent, palette.WASH) >= palette.LEAST_CONTRAST]
TOLD_APART = 10  # CIEDE2000: what is farther apart differs at a glance


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21; #767676 is the lightest grey that may be text on white, #777777 just may not."""
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert palette.contrast("#767676", "#ffffff") >= 4.5 > palette.contrast("#777777", "#ffffff")


@pytest.mark.parametrize("name", ["INK", "QUIET", "OFF", "NEAR", "GOOD", "ACCENT"])
@pytest.mark.parametrize("ground", palette.GROUNDS.values())
def test_text_has_a_contrast_of_4_5_on_white_and_on_boxes(name: str, ground: str) -> None:
    assert palette.contrast(getattr(palette, name), ground) >= palette.LEAST_CONTRAST


def test_blue_has_orange_beside_it_and_orange_blue() -> None:
    assert palette.lines("#1d5b8c")[1] == "#a8480a"
    assert palette.lines("#a8480a")[1] == "#1d5b8c"


@pytest.mark.parametrize("accent", READABLE)
def test_the_lines_of_a_chart_are_readable_and_far_apart_to_every_reader(accent: str) -> None:
    first, *others = palette.lines(accent)
    assert first == accent
    assert palette.difference(accent, others[0]) > TOLD_APART
    assert palette.difference(*others) > TOLD_APART
    for colour in others:
        assert all(palette.contrast(colour, ground) >= palette.LEAST_CONTRAST for ground in palette.GROUNDS.values())


@pytest.mark.parametrize("accent", READABLE)
def test_a_bar_that_matters_is_darker_than_one_that_does_not_in_grey_print(accent: str) -> None:
    """Twice the contrast with the paper: the difference of a mid grey and a dark one."""
    assert palette.contrast(accent, palette.WHITE) > 1.9 * palette.contrast(palette.PALE, palette.WHITE)


def test_a_status_differs_by_shape_and_word_where_its_colour_may_not() -> None:
    """Amber and red are near each other to some readers: tones that differ never share a shape or a word."""
    known = [each for each in vars(standing).values() if isinstance(each, standing.Standing)]
    assert {each.tone for each in known} == set(palette.TONES)
    for one, other in combinations(known, 2):
        assert one.word != other.word
        assert (one.tone == other.tone) == (one.shape == other.shape)
