"""Two Airflows that serve the Reports page, one under each auth manager, for all tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.live.scene import end
from tests.page.airflows import Site, start


@pytest.fixture(scope="package")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    leaders: list[int] = []
    try:
        yield start(tmp_path_factory.mktemp("page"), leaders.append)
    finally:
        for leader in leaders:
            end(leader)


@pytest.fixture(params=["simple", "fab"])
def site(sites: dict[str, Site], request: pytest.FixtureRequest) -> Site:
    """Airflow under either auth manager."""
    return sites[request.param]


@pytest.fixture
def fab(sites: dict[str, Site]) -> Site:
    """Airflow under FAB, where roles have permissions."""
    return sites["fab"]
