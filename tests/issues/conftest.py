from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reports.issues import Ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres").database())
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def ledger(url: str) -> Ledger:
    opened = Ledger(url)
    opened.migrate()
    return opened


@pytest.fixture
def together() -> Iterator[Callable[[Callable[[int], object]], object]]:
    """Do something eight times at the same moment."""
    with ThreadPoolExecutor(8) as pool:
        yield lambda what: list(pool.map(what, range(8)))
