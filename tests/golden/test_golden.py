"""Every report of the demo county as it was accepted: its pages with a tolerance, its text and figures to the letter.

What differs lies in build/golden: each page as it is now, and with what differs marked. `make accept` accepts it all.
"""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from reports.documents.catalogue import REPORTS
from specimens import COUNTY, GOLDEN, PERIODS, ROOT, Specimens, make

FAILED = ROOT / "build" / "golden"
TILE = 16  # pixels: a little more than a word's height
STRONG = 96  # of 255: more than the edge of a letter that another processor has drawn
MOST = 8  # strongly different pixels of a tile: less than a digit
HINT = "look into build/golden; `make accept` accepts what is there now"


@pytest.fixture(scope="module")
def made() -> Specimens:
    shutil.rmtree(FAILED, ignore_errors=True)
    return make(COUNTY)


def accepted(name: str) -> Image.Image:
    """The page that was accepted; an empty one where there was none."""
    file = COUNTY.pictures / name
    return Image.open(file) if file.exists() else Image.new("RGB", (1, 1))


def different_tiles(before: Image.Image, now: Image.Image) -> list[tuple[int, int]]:
    """Give the left upper corners of the tiles in which two pages differ."""
    if before.size != now.size:
        return [(0, 0)]
    one, other = (np.asarray(page.convert("RGB"), dtype="int16") for page in (before, now))
    strong = (np.abs(one - other).max(axis=2) > STRONG).astype("int32")
    height, width = (-(-side // TILE) * TILE for side in strong.shape)
    padded = np.zeros((height, width), dtype="int32")
    padded[: strong.shape[0], : strong.shape[1]] = strong
    counts = padded.reshape(height // TILE, TILE, width // TILE, TILE).sum(axis=(1, 3))
    return [(int(column) * TILE, int(row) * TILE) for row, column in np.argwhere(counts > MOST)]


def keep(name: str, now: Image.Image, tiles: list[tuple[int, int]]) -> None:
    """Keep a page as it is now, what differs framed in red."""
    FAILED.mkdir(parents=True, exist_ok=True)
    marked = now.convert("RGB")
    marked.save(FAILED / name)
    draw = ImageDraw.Draw(marked)
    for left, top in tiles:
        draw.rectangle((left - 2, top - 2, left + TILE + 2, top + TILE + 2), outline="red")
    marked.save(FAILED / f"{Path(name).stem}-different.png")


def test_there_are_the_pages_that_were_accepted(made: Specimens) -> None:
    assert sorted(made.pictures) == sorted(path.name for path in COUNTY.pictures.glob("*.png")), HINT


@pytest.mark.parametrize("report", REPORTS)
def test_pages_look_as_they_did(made: Specimens, report: str) -> None:
    changed = []
    for name, now in made.pictures.items():
        if name.startswith(report) and (tiles := different_tiles(accepted(name), now)):
            keep(name, now, tiles)
            changed.append(name)
    assert not changed, HINT


@pytest.mark.parametrize(
    "name",
    [
        *(f"{report}{ending}" for report in REPORTS for ending in (".txt", ".mail.txt")),
        *(f"figures-{period.key}.csv" for period in PERIODS.values()),
    ],
)
def test_texts_and_figures_are_as_they_were(made: Specimens, name: str) -> None:
    before, now = (GOLDEN / name).read_text(encoding="utf-8"), made.texts[name]
    if before != now:
        FAILED.mkdir(parents=True, exist_ok=True)
        (FAILED / name).write_text(now, encoding="utf-8")
    assert now.splitlines() == before.splitlines(), HINT


def test_another_digit_a_lost_line_and_another_colour_are_seen() -> None:
    page = accepted("smt_overview-1.png").convert("RGB")
    assert not different_tiles(page, page.copy())

    digit = page.copy()  # where the first figure of the scorecard ends, moved by a few pixels
    word = digit.crop((300, 300, 340, 312))
    digit.paste(word, (304, 300))
    assert different_tiles(page, digit)

    line = page.copy()
    dark = np.asarray(line.convert("L")) < 140
    row = int(dark.sum(axis=1).argmax())
    ImageDraw.Draw(line).line((0, row, line.width, row), fill="white", width=2)
    assert different_tiles(page, line)

    red, green, blue = page.split()
    assert different_tiles(page, Image.merge("RGB", (blue, green, red)))


def test_a_letter_drawn_a_little_differently_is_no_difference() -> None:
    page = accepted("smt_overview-1.png").convert("RGB")
    noise = np.random.default_rng(1).integers(-40, 41, (page.height, page.width, 1))
    shaken = Image.fromarray(np.clip(np.asarray(page, dtype="int16") + noise, 0, 255).astype("uint8"))
    assert not different_tiles(page, shaken)
