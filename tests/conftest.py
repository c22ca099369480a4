"""Stories for every test: see `tests/story.py`."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

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
