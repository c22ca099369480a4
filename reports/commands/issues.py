"""`lineofsight issues`: list, show, verify."""

from collections.abc import Mapping
from contextlib import closing
from typing import Annotated

import typer

from reports.commands.finding import find
from reports.commands.options import PARTLY, Archive, AsJson, Config, LedgerUrl, desk, reader
from reports.commands.printing import Line, as_json, head, pairs, plain, table, time
from reports.issues import Batch, Delivery, Issue, folded
from reports.periods import Period
from reports.section import ReportName
from reports.series import of_teams, report_of, series
from reports.workflow.readers import counted
from reports.workflow.records import open_ledger

app = typer.Typer(help="What was issued: look at it, release it, send it again, correct it, withdraw it.")


def any_series(text: str) -> str:
    """Take a report, or that of one team. Raises typer.BadParameter for one that there is not."""
    if report_of(text) not in set(ReportName):
        raise typer.BadParameter(f"{text!r} is none of {', '.join(ReportName)}")
    return text


def one_series(text: str) -> str:
    """Take a report, or that of one team; of a report of teams, the team is to be named. Raises typer.BadParameter."""
    if of_teams(text) and any_series(text) == report_of(text):
        raise typer.BadParameter(f"each team has an issue of its own: say which, as in {series(text, 'T012')}")
    return any_series(text)


Report = Annotated[
    str, typer.Argument(parser=one_series, metavar="REPORT", help="Which report; of a team, team_oversight:T012.")
]
Label = Annotated[str, typer.Argument(help="2026-10/1, or 2026-10 for the latest of that period.")]


@app.command("list")
def list_(
    ledger: LedgerUrl,
    report: Annotated[
        str | None, typer.Option(parser=any_series, metavar="REPORT", help="Of this report only; it opens batches.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="Of this period only.")] = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """List the issues, the latest last: how far each has come, who brought it there, and how many have it.

    The issues of all teams on a period are one line, unless their report is named.
    """
    place = reader(ledger, config)
    recipients = place.settings().recipients
    with closing(open_ledger(place)) as opened:
        found = opened.issues.of(report, period and Period.parse(period).key)
        deliveries = opened.deliveries.of_all([issue.id for issue in found])
    counts = {issue.id: counted(issue, deliveries[issue.id], recipients) for issue in found}
    if json:
        keys = ("id", "report", "label", "title", "state", "decided_by", "decided_at", "reason", "purged_at")
        counted_as = ("delivered", "recipients")
        as_json(
            [
                {key: getattr(issue, key) for key in keys} | dict(zip(counted_as, counts[issue.id], strict=True))
                for issue in found
            ]
        )
        return
    table(
        ("issue", "state", "since", "by", "delivered"),
        [_line(each, counts) for each in (found if report else folded(found))],
    )


def _line(each: Issue | Batch, counts: Mapping[int, tuple[int, int]]) -> Line:
    """Give an issue as a line, or a batch, and how it is opened."""
    if isinstance(each, Issue):
        told = (each.name, str(each.state), time(each.decided_at), each.decided_by, _of(*counts[each.id]))
        return told, each.reason or ""
    sent, of = map(sum, zip(*(counts[issue.id] for issue in each.current), strict=True))
    since = time(max(issue.decided_at for issue in each.current))
    opens = f"lineofsight issues list --report {each.report} --period {each.period}"
    return (each.name, "batch", since, "", _of(sent, of)), f"{each.said}: {opens}"


def _of(sent: int, of: int) -> str:
    return f"{sent} of {of}" if of else "-"


@app.command()
def show(report: Report, label: Label, ledger: LedgerUrl, json: AsJson = False) -> None:
    """Show all that the ledger knows of an issue: of which data, by whom, to whom, and every act."""
    place = reader(ledger)
    issue = find(place, report, label)
    with closing(open_ledger(place)) as opened:
        deliveries, acts = opened.deliveries.of(issue.id), opened.acts(issue.id)
        corrects = opened.issues.get(issue.corrects_id).label if issue.corrects_id else None
    if json:
        content = {name: getattr(issue, name) for name in Issue.__dataclass_fields__}
        as_json(content | {"label": issue.label, "corrects": corrects, "deliveries": deliveries, "acts": acts})
        return
    typer.echo(f"{plain(issue.title)}: issue {issue.name}")
    pairs(_told(issue, corrects))
    head("files (SHA-256)")
    files = {**issue.files, **issue.inputs.get("files", {})}
    table(("file", "hash"), [((name, entry["sha256"]), "") for name, entry in files.items()])
    head("deliveries")
    table(*delivery_lines(deliveries))
    head("acts")
    numbers = {each.id: f"delivery {each.id}" for each in deliveries}
    table(
        ("act", "at", "by", "what", "of"),
        [
            (
                (str(act.number), time(act.at), act.actor, act.act, numbers.get(act.delivery_id or 0, "")),
                act.reason or "",
            )
            for act in acts
        ],
    )


@app.command()
def verify(
    report: Report, label: Label, ledger: LedgerUrl, archive: Archive, config: Config = None, json: AsJson = False
) -> None:
    """Check an issue's files by their hashes, make it again from the frozen data, and say what differs.

    Exit code 1 where anything does.
    """
    from reports.workflow.verify import verify as verified  # noqa: PLC0415 - rendering is heavy to import

    place = desk(ledger, archive, config)
    issue = find(place, report, label)
    found = verified(place, issue.id)
    if json:
        as_json({"issue": issue.name, "same": found.same, "files": found.files, "why": found.why})
    else:
        table(
            ("file", "in the archive", "made again"),
            [((each.name, each.stored, each.again or "-"), each.where) for each in found.files],
        )
        for reason in found.why:
            typer.echo(f"- {plain(reason)}")
        same = "every file is what was recorded, and made again from the frozen data it is the same bytes"
        typer.echo(f"{issue.name}: {same if found.same else 'not the same'}")
    if not found.same:
        raise typer.Exit(PARTLY)


def delivery_lines(
    deliveries: list[Delivery], names: dict[int, str] | None = None
) -> tuple[tuple[str, ...], list[Line]]:
    """Give deliveries as a table; `names`: what their issues are called, by id, where they are of several."""
    heads = ("delivery", *(("issue",) if names else ()), "recipient", "message", "state", "tries", "since")
    return heads, [
        (
            (
                str(each.id),
                *((names[each.issue_id],) if names else ()),
                each.recipient,
                f"{each.channel}, {each.message}",
                each.state,
                str(each.attempts),
                time(each.decided_at or each.claimed_at),
            ),
            each.reason or "",
        )
        for each in deliveries
    ]


def _told(issue: Issue, corrects: str | None) -> list[tuple[str, str]]:
    passed = [f"{check}: {said}" for check, said in issue.checks.items()]
    through = f"{issue.let_through_by}: {issue.let_through_why}" if issue.let_through_by else ""
    return [
        ("state", f"{issue.state}, {time(issue.decided_at)}, by {issue.decided_by}"),
        ("why", issue.reason or ""),
        ("tier", issue.tier),
        ("corrects", f"{corrects}: {issue.correction}" if corrects else ""),
        ("let through by", through),
        ("note", issue.note or ""),
        ("made", f"{time(issue.created_at)}, {issue.pages} pages"),
        ("data as at", time(issue.as_at)),
        ("snapshot", issue.snapshot_id),
        ("settings", issue.settings_hash),
        ("commentary", issue.commentary_hash or "none"),
        ("code", issue.code_version),
        ("made with", ", ".join(f"{name} {version}" for name, version in issue.made_with.items())),
        ("checks passed", "; ".join(passed)),
        ("files purged", time(issue.purged_at)),
    ]
