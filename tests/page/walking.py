"""Every address of the Reports page: walked, so that one which is added is walked too."""

import re
from collections.abc import Iterator

from fastapi.routing import APIRoute

from reports.page.routes import router
from tests.page.airflows import Answer, Site
from tests.page.records import MEASURE, NONE, Record

PARAMETER = re.compile(r"\{\w+\}")
DATA = "api/"
NO_REASON = {"reason": ""}  # asks for an act that is refused when all else is in order: nothing happens
Asked = tuple[str, str]  # method, address


def routes() -> list[APIRoute]:
    return [route for route in router.routes if isinstance(route, APIRoute)]


def filled(path: str, record: Record) -> str:
    """Give the address of a route for a record. A parameter that is new: say here what it is of a record."""
    values = {
        "/static/{name}": "app.js",
        "/api/issues/{number}": record.issue,
        "/api/issues/{number}/files/{name}": record.files[0],
        "/api/issues/{number}/acts/{act}": "reject",
        "/api/runs/{dag}": record.report,
        "/api/runs/{dag}/{run}": record.run,
        "/api/deliveries/{number}": record.delivery,
        "/api/deliveries/{number}/acts/{act}": "arrived",
    }
    series = f"?report={record.report}&measure={MEASURE}"
    queries = {"/api/series": series, "/api/series.csv": series}
    address = PARAMETER.sub(lambda found: str(values[path[: found.end()]]), path)
    return address.removeprefix("/") + queries.get(path, "")


def walk(record: Record, *methods: str) -> Iterator[Asked]:
    """Give every address that there is for a record."""
    for route in routes():
        for method in sorted(route.methods):
            if not methods or method in methods:
                yield method, filled(route.path, record)


def about(record: Record) -> Iterator[tuple[Asked, Asked]]:
    """Give every address that is about a record, and the same one about what there is not."""
    pairs = zip(walk(record), walk(NONE), strict=True)
    yield from ((own, strange) for own, strange in pairs if own != strange)


def answer(site: Site, asked: Asked, user: str = "", **headers: str) -> Answer:
    method, address = asked
    ask = site.get if method == "GET" else site.post
    return ask(address, user, **headers)


def answers(site: Site, record: Record, *methods: str, user: str = "", **headers: str) -> dict[Asked, Answer]:
    return {asked: answer(site, asked, user, **headers) for asked in walk(record, *methods)}


def statuses(found: dict[Asked, Answer]) -> dict[Asked, int]:
    return {asked: answer.status for asked, answer in found.items()}


def refused(found: dict[Asked, Answer], *codes: int) -> None:
    """Demand of answers that each refuses, and says nothing else than why."""
    assert {asked: (each.status, each.text[:100]) for asked, each in found.items() if each.status not in codes} == {}
    assert all(list(each.json) == ["detail"] for each in found.values())


def detail(answer: Answer) -> str:
    """Give what a refusal says, as the page shows it: one line."""
    return str(answer.json["detail"])
