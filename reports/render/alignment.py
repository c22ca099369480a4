"""Numbers of a column aligned on the decimal, by room to their right: their text stays in one piece."""

import re
from collections.abc import Sequence

# Widths of the bundled font in tabular figures, as shares of its size.
_WIDTHS = {".": 0.269, "%": 0.982} | dict.fromkeys("0123456789", 0.649)
_NUMBER = re.compile(r"[-\u2212+]?[\d,]+(\.\d+)?%?|\u2013")


def paddings(texts: Sequence[str]) -> list[str]:
    """Give for each text of a column the room to its right, in em, that puts its decimal point below the others'.

    It is empty where none is needed, and for texts that are no plain number (`14 of 19`, `not collected`).
    """
    tails = [_tail(text) for text in texts]
    widest = max((_width(tail) for tail in tails if tail is not None), default=0.0)
    rooms = [0.0 if tail is None else widest - _width(tail) for tail in tails]
    return [f"{room:.3f}em" if room else "" for room in rooms]


def _tail(text: str) -> str | None:
    """Give what stands after the units of a number: `.4%` of `86.4%`, nothing of `42`; None of other text."""
    if not _NUMBER.fullmatch(text):
        return None
    return text[re.match(r"[^.%]*", text).end() :]  # type: ignore[union-attr] # it matches every text


def _width(tail: str) -> float:
    return sum(_WIDTHS[character] for character in tail)
