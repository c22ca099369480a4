from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reports.demo.mailbox import Mailbox
from tests import teams
from tests.teams import Teams


@pytest.fixture(scope="session")
def _teams_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("teams")
    return folder, teams.make(folder)


@pytest.fixture
def authority(_teams_once: tuple[Path, str], tmp_path: Path) -> Iterator[Teams]:
    """An authority of several teams, for one test alone (`tests/teams.py`); in the end its trail is unbroken."""
    made, snapshot = _teams_once
    with Mailbox(tmp_path / "mails") as mailbox:
        copy = teams.copied(made, tmp_path / "authority", snapshot, mailbox)
        yield copy
        with closing(copy.ledger) as ledger:
            assert ledger.faults() == []
