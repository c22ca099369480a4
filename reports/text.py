"""Text of the source as it can be printed (data-quality rule DQ19): shown as it was typed, as far as it can be.

Markup stays text, because templates escape it. What has no glyph in the bundled fonts is replaced where it can
be seen; what would only confuse (control characters, switches of the writing direction) goes.
"""

import re
import unicodedata
from functools import lru_cache

from fontTools.ttLib import TTFont

from reports.resources import TEMPLATES

FONTS = TEMPLATES / "fonts"
LONGEST = 1_000  # characters that any one text may have on a page
REPLACEMENT = "\ufffd"
ELLIPSIS = "…"
# Embeddings, overrides and isolates: a name could otherwise turn round the text that stands after it.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = {"\n", "\u200b", "\u200c", "\u200d", "\u00ad", "\u2060", "\ufe0e", "\ufe0f"}  # need no glyph


def printable(text: str, most: int = LONGEST) -> str:
    """Give the text as the bundled fonts can show it, of at most so many characters, the last an ellipsis.

    Control characters become spaces, except line breaks; a character that no font has becomes U+FFFD.
    """
    return shortened("".join(map(_shown, _DIRECTIONS.sub("", unicodedata.normalize("NFC", text)))), most)


def shortened(text: str, most: int) -> str:
    """Give text of at most so many characters; what is cut off is said with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def _shown(character: str) -> str:
    if character in _INVISIBLE:
        return character
    if unicodedata.category(character) in {"Cc", "Zl", "Zp"}:  # before the fonts, which have glyphs for some of them
        return " "
    return character if ord(character) in _glyphs() else REPLACEMENT


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    """Give the code points of the text font and of its fallback; all weights of a font have the same."""
    names = ("Inter-Regular.ttf", "Fallback-Regular.ttf")
    return frozenset().union(*(TTFont(FONTS / name, lazy=True).getBestCmap() for name in names))
