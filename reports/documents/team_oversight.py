"""Team oversight: monthly, for the manager of one team. Who holds how much, who was supervised, which children have no
recorded oversight, who waits for a return interview."""

from collections.abc import Iterator

import pandas as pd

from reports.checks import Finding
from reports.documents import missing_children
from reports.documents.attention import Item, ranked
from reports.documents.common import context
from reports.documents.correction import corrected
from reports.documents.document import Document
from reports.documents.history import History, each
from reports.documents.reading import Readings
from reports.documents.scorecard import Scorecard, row, scorecard
from reports.documents.tables import Cell, Column, Table, left_over, table
from reports.documents.team_input import TEAM, TeamInput
from reports.documents.words import DASH, count, plural, sentence, short_day
from reports.documents.workbook import sheets
from reports.figures import show
from reports.settings import ReportName
from reports.text import printable

TITLE = "Team oversight"
SECTIONS = ("Workers", "Children without recorded oversight", "Missing children and return interviews", "Data quality")
MEASURES = (
    "open_cases",
    "average_caseload",
    "workers_over_ceiling",
    "unallocated_children",
    "supervised",
    "supervision_overdue",
    "children_overseen",
    "interviews_completed",
    "interviews_in_time",
)
LISTS = ("workers", "supervision", "unallocated", "without_oversight", "still_missing", "waiting")
WORKERS_SHOWN, CHILDREN_SHOWN, RULES_SHOWN = 40, 60, 8
LONGEST_NAME = 80  # characters of a team's name


def build(handed: TeamInput) -> Document:
    """Make the report of a team and month. A team without cases has one that says so."""
    readings = Readings(History(handed.figures, handed.period), handed.settings, handed.as_at)
    attention = ranked(_attention(handed))
    return Document(
        corrected=corrected(handed),
        report=ReportName.TEAM_OVERSIGHT,
        team=handed.team,
        title=f"{TITLE}, {_called(handed)}, {handed.period.label}",
        tier=handed.tier,
        period=handed.period,
        as_at=handed.as_at,
        issue=handed.issue,
        authority=handed.settings.authority,
        summary=(_cases(readings, handed), _oversight(readings, handed)),
        attention=tuple(item.line for item in attention),
        context={
            **context(handed, readings, MEASURES, RULES_SHOWN, england=False),
            "attention": attention,
            "scorecard": _scorecard(readings, handed),
            "workers": _workers(handed),
            "unallocated": _waiting_for_a_worker(handed),
            "oversight": _without_oversight(handed),
            "still_missing": missing_children.still_missing(handed.lists["still_missing"]),
            "waiting": missing_children.waiting(handed.lists["waiting"]),
            "to_mend": _to_mend(handed),
        },
        sheets=sheets(handed, LISTS, MEASURES),
    )


def _called(handed: TeamInput) -> str:
    """Give the team's name as it can stand in a title and in a mail's subject."""
    return " ".join(printable(handed.team_name, LONGEST_NAME).split())


def _cases(readings: Readings, handed: TeamInput) -> str:
    workers, cases = handed.lists["workers"], readings.history.at("open_cases", TEAM, handed.team)
    if not cases.ok or not cases.value:
        return f"{_called(handed)} held no open case at the end of the month."
    over = int((workers["over"] > 0).sum())
    held = f"{_called(handed)} holds {count(cases.value, 'child')}; "
    held += f"{over or 'none'} of {count(len(workers), 'worker')} {plural('is', over or 1)} over the ceiling"
    return sentence(held)


def _oversight(readings: Readings, handed: TeamInput) -> str:
    supervised = readings.history.at("supervised", TEAM, handed.team)
    first = f"{supervised.fraction} workers due had supervision" if supervised.ok else "no worker was due supervision"
    children = handed.lists["without_oversight"]["child"].nunique()
    return sentence(f"{first}; {count(children, 'child')} {plural('has', children)} no recorded oversight")


def _attention(handed: TeamInput) -> Iterator[Item]:
    """Give what the manager can act on: how many, and the table that names them."""
    workers, due, waiting = (handed.lists[name] for name in ("workers", "supervision", "waiting"))
    found = (
        (int((workers["over"] > 0).sum()), len(workers), "worker", "over the ceiling", "workers"),
        (int(due["overdue"].astype(bool).sum()), len(due), "worker", "overdue supervision", "workers"),
        (handed.lists["without_oversight"]["child"].nunique(), 0, "child", "without recorded oversight", "oversight"),
        (int((waiting["hours_left"] < 0).sum()), len(waiting), "interview", "past its 72 hours", "waiting"),
        (len(handed.lists["unallocated"]), 0, "child", "without an allocated worker", "unallocated"),
    )
    for number, of, noun, what, anchor in found:
        detail = f"Of {count(of, noun)}." if of else ""
        yield Item(f"{count(number, noun).capitalize()} {what}", detail, anchor, float(number))


def _scorecard(readings: Readings, handed: TeamInput) -> Scorecard:
    """Make the scorecard of the team's figures, the authority's beside each."""
    rows = [
        row(readings.of(measure, TEAM, handed.team), beside=f"authority {readings.of(measure).now.shown}")
        for measure in MEASURES
    ]
    return scorecard([("", rows)], handed.period)


def _workers(handed: TeamInput) -> Table:
    """Table who holds how much, and when each was supervised last."""
    sessions = handed.lists["supervision"][["worker_id", "last_session", "days_since", "overdue"]]
    told = handed.lists["workers"].merge(sessions, on="worker_id", how="left")
    rows = [
        [
            one.worker,
            one.role.capitalize() + (", newly qualified" if one.asye else ""),
            f"{one.cases:,}",
            show(one.fte, ""),
            show(one.ceiling, ""),
            Cell(show(one.over, "") if one.over > 0 else DASH, strong=one.over > 0),
            short_day(one.last_session),
            Cell(DASH if pd.isna(one.days_since) else f"{one.days_since:.0f}", strong=one.overdue is True),
        ]
        for one in each(told.head(WORKERS_SHOWN))
    ]
    heads = ("Cases", "FTE", "Ceiling", "Over by", "Last supervision", "Days since")
    return table(
        "Workers with open cases, furthest over their ceiling first",
        [Column("Worker", "left", "24%"), Column("Role", "left", "22%"), *(Column(head) for head in heads)],
        rows,
        note=left_over(len(told), WORKERS_SHOWN, "worker"),
        anchor="workers",
    )


def _waiting_for_a_worker(handed: TeamInput) -> Table:
    children = handed.lists["unallocated"]
    rows = [
        [one.child, short_day(one.referred), f"{one.days_waiting:.0f}"] for one in each(children.head(CHILDREN_SHOWN))
    ]
    return table(
        "Children without an allocated worker, longest wait first",
        [Column("Child", "left", "40%"), Column("Referred"), Column("Days waiting")],
        rows,
        note=left_over(len(children), CHILDREN_SHOWN, "child"),
        anchor="unallocated",
    )


def _without_oversight(handed: TeamInput) -> Table:
    children = handed.lists["without_oversight"]
    rows = [
        [
            one.child,
            one.worker,
            short_day(one.referred),
            short_day(one.last_oversight),
            Cell(DASH if pd.isna(one.days_since) else f"{one.days_since:.0f}", strong=True),
        ]
        for one in each(children.head(CHILDREN_SHOWN))
    ]
    days = handed.settings.standards.oversight_interval_days
    return table(
        f"Children without oversight recorded in {days} days, longest first",
        [
            Column("Child", "left", "18%"),
            Column("Worker", "left", "34%"),
            Column("Referred"),
            Column("Last oversight"),
            Column("Days since"),
        ],
        rows,
        note=left_over(len(children), CHILDREN_SHOWN, "child"),
        anchor="oversight",
    )


def _to_mend(handed: TeamInput) -> Table:
    """Table what this team can mend: a rule a row, the most rows first."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in handed.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    counted = [(sum(finding.rows for finding in broken), broken[0]) for broken in by_rule.values()]
    counted.sort(key=lambda each: (-each[0], each[1].rule))
    return table(
        "Records that this team can mend",
        [Column("Rule", "left", "12%"), Column("What is wrong", "left", "72%"), Column("Rows", "right", "16%")],
        [[Cell(broken.rule, broken.severity), broken.sentence, f"{rows:,}"] for rows, broken in counted],
        anchor="to-mend",
    )
