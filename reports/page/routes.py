"""The routes of the page: each looks something up, or does something, for the user at the desk."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Path, Query
from fastapi.responses import Response

from reports.issues import IssueState
from reports.page import acts, batches, choices, figures, files, issue, lines, overview, past, series
from reports.page.desk import Desk
from reports.page.guard import desk
from reports.series import stem

A_PAGE = 50  # issues
CSV = "text/csv; charset=utf-8"
Text = Annotated[str, Body(max_length=4000)]
Number = Annotated[int, Path(le=2**63 - 1)]  # what a ledger can count to

router = APIRouter(dependencies=[Depends(desk)])
At = Annotated[Desk, Depends(desk)]


@router.get("/")
def page() -> Response:
    """The page itself."""
    return files.page_file("index.html")


@router.get("/static/{name}")
def page_file(name: str) -> Response:
    """A part of the page itself."""
    return files.page_file(name)


@router.get("/api/me")
def me(at: At) -> Any:
    """Who looks, and whose reports these are (`Me`)."""
    told = at.settings.authority
    who = {"name": at.host.name(at.user), "authority": told.name, "service": told.service}
    return who | {"contact": told.contact, "accent": told.accent}


@router.get("/api/overview")
def how_all_stand(at: At) -> Any:
    """How the reports stand (`Overview`)."""
    return overview.overview(at)


@router.get("/api/issues")
def issues(
    at: At,
    report: str = "",
    state: IssueState | None = None,
    before: Annotated[int | None, Query(le=2**63 - 1)] = None,
    period: str = "",
) -> Any:
    """Issues, the latest first (`IssueLine`, `BatchLine`); with report and period, the issues of a batch."""
    if report and period:
        return batches.batch_page(at, report, state, period)
    return batches.issues_page(at, report, state, before, A_PAGE)


@router.get("/api/issues/{number}")
def one_issue(at: At, number: Number) -> Any:
    """An issue (`Issue`)."""
    return issue.issue_page(at, at.issue(number))


@router.get("/api/issues/{number}/figures")
def its_figures(at: At, number: Number) -> Any:
    """The figures of an issue (`FigureLine`)."""
    return figures.figure_lines(at, at.issue(number))


@router.get("/api/issues/{number}/figures.csv")
def its_figures_as_csv(at: At, number: Number) -> Response:
    """The same as CSV."""
    found = at.issue(number)
    return _csv(figures.figures_csv(at, found), f"{stem(found.report)}-{found.period}-{found.version or 'held'}")


@router.get("/api/issues/{number}/changes")
def its_changes(at: At, number: Number) -> Any:
    """What changed since the version before (`ChangeLine`)."""
    return figures.change_lines(at, at.issue(number))


@router.get("/api/issues/{number}/files/{name}")
def its_file(at: At, number: Number, name: str, download: bool = False) -> Response:
    """A file of an issue, as it was issued."""
    return files.file_of(at, at.issue(number), name, download=download)


@router.get("/api/runs/{dag}/{run}")
def one_run(at: At, dag: str, run: str) -> Any:
    """A run of Airflow, and the issue that it makes (`Run`)."""
    return lines.run_page(at, dag, run)


def wanted(
    at: At,
    report: str,
    measure: str,
    breakdown: str = "authority",
    group: str = "authority",
    last: Literal["13", "26", "52", "all"] = "13",
) -> past.Wanted:
    """The measure over time that is asked for."""
    at.demand_readable(report)
    return past.Wanted(report, measure, breakdown, group, None if last == "all" else int(last))


Wanted = Annotated[past.Wanted, Depends(wanted)]


@router.get("/api/choices")
def what_can_be_chosen(at: At) -> Any:
    """The measures and groups there are (`Choices`)."""
    return choices.choices(at)


@router.get("/api/series")
def one_series(at: At, chosen: Wanted) -> Any:
    """A measure over time (`Series`)."""
    return series.series(at, chosen)


@router.get("/api/series.csv")
def one_series_as_csv(at: At, chosen: Wanted) -> Response:
    """The same as CSV."""
    return _csv(series.series_csv(at, chosen), f"{chosen.report}-{chosen.measure}-{chosen.breakdown}")


@router.post("/api/issues/{number}/acts/{act}")
def act_on_issue(
    at: At,
    number: Number,
    act: acts.Act,
    reason: Text,
    commentary: Text = "",
    deliveries: Annotated[list[int], Body()] = [],  # noqa: B006 - FastAPI copies it
) -> Any:
    """Do something to an issue, with a reason (`Done`)."""
    return acts.do(at, at.issue(number), act, acts.Asked(reason, commentary, deliveries))


@router.post("/api/deliveries/{number}/acts/{act}")
def act_on_delivery(
    at: At, number: Number, act: acts.Settling, reason: Annotated[str, Body(embed=True, max_length=4000)]
) -> Any:
    """Settle a delivery or send it again, with a reason (`Done`)."""
    return acts.settle(at, number, act, acts.Asked(reason))


def _csv(content: str, stem: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{stem}.csv"'}
    return Response(content, media_type=CSV, headers=named)
