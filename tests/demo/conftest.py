"""Two authorities, each made once: a small clean one, and a county with its dirt."""

from datetime import date

import pandas as pd
import pytest

from reports import demo

UNTIL = date(2026, 11, 1)

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="session")
def small() -> Frames:
    """800 open children, 14 months, clean, up to the end of October 2026."""
    return demo.make(800, 14, UNTIL, seed=3, clean=True)


@pytest.fixture(scope="session")
def county() -> Frames:
    """The county as it comes, up to the end of October 2026."""
    return demo.make(until=UNTIL)
