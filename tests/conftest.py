"""Stories for every test: see `tests/story.py`."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests import fault_table, issued
from tests.postgres import Postgres
from tests.story import Story

Tell = Callable[..., Story]
LIVE = Path(__file__).parent / "live"
TOGETHER = ("tests/live/", "tests/page/")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A story of October 2026, pulled on the third of November."""
    return Story(tmp_path / "story.sqlite")


@pytest.fixture(scope="session")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Tell:
    """Begin a story with a period, an instant or standards of its own: as `Story`, but for the file."""
    folder, numbers = tmp_path_factory.mktemp("stories"), count()
    return lambda *args, **options: Story(folder / f"{next(numbers)}.sqlite", *args, **options)


@pytest.fixture(scope="session")
def _issued_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("issued")
    issued.make(folder)
    return folder


@pytest.fixture
def world(_issued_once: Path, tmp_path: Path) -> Iterator[issued.World]:
    """A report that was issued and sent, for one test alone (`tests/issued.py`); in the end its trail is unbroken."""
    folder = shutil.copytree(_issued_once, tmp_path / "world")
    with issued.Mailbox(tmp_path / "mails") as mailbox:
        made = issued.World(folder, mailbox)
        yield made
        with closing(made.ledger) as ledger:
            assert ledger.faults() == []


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server; a test that stops it starts it again."""
    with TemporaryDirectory(prefix="lineofsight-") as folder:
        server = Postgres(Path(folder) / "postgres")
        yield server
        server.stop()


class ByFile(LoadScopeScheduling):
    """Where there are several processes: the tests of a file stay together, and all that need the same Airflow."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.partition("::")[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: one of them mostly waits, for Airflow."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with those that need Airflow: they mostly wait."""
    items.sort(key=lambda item: LIVE not in item.path.parents)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-faults", action="store_true", help="write into docs/faults.md what was seen")


@pytest.fixture
def saw(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say what was seen of the test's fault (`tests/fault_table.py`)."""
    place, fault = request.node.get_closest_marker("fault").args

    def say(seen: str) -> None:
        rows = fault_table.read()
        if request.config.getoption("accept_faults"):
            fault_table.write({**rows, (place, fault): seen})
        else:
            assert rows.get((place, fault)) == seen, "docs/faults.md says otherwise: pytest --accept-faults"

    return say
