"""Stories for every test: see `tests/story.py`."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests import fault_table
from tests.story import Story

Tell = Callable[..., Story]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A story of October 2026, pulled on the third of November."""
    return Story(tmp_path / "story.sqlite")


@pytest.fixture(scope="session")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Tell:
    """Begin a story with a period, an instant or standards of its own: as `Story`, but for the file."""
    folder, numbers = tmp_path_factory.mktemp("stories"), count()
    return lambda *args, **options: Story(folder / f"{next(numbers)}.sqlite", *args, **options)


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
