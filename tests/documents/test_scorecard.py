"""The heads of a scorecard, for each kind of period."""

import pytest

from reports.documents.scorecard import scorecard
from reports.periods import Period


@pytest.mark.parametrize(
    ("period", "heads"),
    [
        ("2026-11-09", ("9 Nov", "2 Nov", "10 Nov 2025", "week")),
        ("2026-10", ("October", "Sept", "Oct 2025", "month")),
        ("2026-Q4", ("Jan-Mar", "Oct-Dec 2026", "Jan-Mar 2026", "quarter")),
        ("2026-27", ("2026-27", "2025-26", "", "year")),  # a year ago is the one before
    ],
)
def test_the_columns_say_their_periods(period: str, heads: tuple[str, ...]) -> None:
    card = scorecard([], Period.parse(period))
    assert (card.now, card.previous, card.year_before, card.each) == heads
