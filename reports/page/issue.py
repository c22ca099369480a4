"""An issue: all that the ledger and the archive know of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.documents.catalogue import entry_of
from reports.issues import Delivery, Issue, IssueState, Message
from reports.page.acts import possible
from reports.page.desk import Desk, instant
from reports.page.lines import issue_line, period_label
from reports.render.pages import markdown
from reports.workflow.beside import commentary_of
from reports.workflow.data import findings_of
from reports.workflow.readers import readers_of
from reports.workflow.records import MAIL_HTML, MAIL_TEXT


def issue_page(desk: Desk, issue: Issue) -> dict[str, Any]:
    """Give an issue (`Issue`)."""
    deliveries = desk.ledger.deliveries.of(issue.id)
    versions = desk.ledger.issues.of(issue.report, issue.period)
    return {
        **issue_line(desk, issue, deliveries),
        "full_title": issue.title if issue.version else _title_of_held(issue),
        "tier": issue.tier,
        "pages": issue.pages,
        "as_at": instant(issue.as_at),
        "created_at": instant(issue.created_at),
        "note": issue.note,
        "let_through_by": issue.let_through_by,
        "let_through_why": issue.let_through_why,
        "corrects": _named(versions, issue.corrects_id),
        "correction": issue.correction,
        "corrected_by": _corrected_by(versions, issue),
        "previous": _link(previous(versions, issue)),
        "purged_at": instant(issue.purged_at),
        "content": desk.may_open(issue),
        "files": list(_files(desk, issue)),
        "hashes": list(_hashes(issue)),
        "commentary": _commentary(desk, issue),
        "checks": [{"name": name, "said": said} for name, said in issue.checks.items()],
        "quality": _quality(desk, issue),
        "deliveries": _deliveries(desk, issue, deliveries),
        "acts": [
            {
                "number": act.number,
                "at": instant(act.at),
                "actor": act.actor,
                "act": act.act,
                "reason": act.reason,
                "delivery": act.delivery_id,
            }
            for act in desk.ledger.acts(issue.id)
        ],
        "possible": possible(desk, issue),
    }


def _title_of_held(issue: Issue) -> str:
    return f"{entry_of(issue.report).title}, {period_label(issue.period)}, not made yet"


def previous(versions: Sequence[Issue], issue: Issue) -> Issue | None:
    """Give the issue with whose figures an issue is compared: that which it corrects, else the version before."""
    if issue.version is None:
        return None
    before = [each for each in versions if each.version is not None and each.version < issue.version]
    corrected = [each for each in before if each.id == issue.corrects_id]
    return max(corrected or before, key=lambda each: each.version or 0, default=None)


def _corrected_by(versions: Sequence[Issue], issue: Issue) -> dict[str, Any] | None:
    later = [each for each in versions if each.corrects_id == issue.id and each.state is not IssueState.REJECTED]
    return _link(later[-1]) if later else None


def _named(versions: Sequence[Issue], issue_id: int | None) -> dict[str, Any] | None:
    return _link(next((each for each in versions if each.id == issue_id), None))


def _link(issue: Issue | None) -> dict[str, Any] | None:
    return None if issue is None else {"id": issue.id, "label": issue.label}


def _files(desk: Desk, issue: Issue) -> Iterator[dict[str, Any]]:
    open_to_user = desk.may_open(issue) and issue.purged_at is None
    for name, entry in issue.files.items():
        kind = "pdf" if name.endswith(".pdf") else "mail" if name.endswith((MAIL_TEXT, MAIL_HTML)) else "workbook"
        yield {"name": name, "kind": kind, "sha256": entry["sha256"], "open": open_to_user}
    for name, entry in issue.inputs.get("files", {}).items():
        yield {"name": name, "kind": "input", "sha256": entry["sha256"], "open": False}


def _hashes(issue: Issue) -> Iterator[dict[str, str]]:
    told = {
        "Snapshot": issue.snapshot_id,
        "Settings": issue.settings_hash,
        "Commentary": issue.commentary_hash,
        "Code": issue.code_version,
        **issue.made_with,
    }
    for name, value in told.items():
        if value:
            yield {"name": name, "value": value}


def _commentary(desk: Desk, issue: Issue) -> dict[str, Any] | None:
    written = commentary_of(desk.place, issue) if issue.purged_at is None and desk.may_open(issue) else None
    if written is None:
        return None
    sections = [
        {"title": title or "The report", "html": str(markdown(text))} for title, text in written.sections.items()
    ]
    return {"author": written.author, "written": written.written.isoformat(), "sections": sections}


def _quality(desk: Desk, issue: Issue) -> list[dict[str, Any]] | None:
    """Give what was found, without the keys of the rows."""
    found = findings_of(desk.place, issue.snapshot_id)
    told = ("rule", "severity", "sentence", "table", "rows", "rows_checked")
    return None if found is None else [{name: getattr(each, name) for name in told} for each in found]


def _deliveries(desk: Desk, issue: Issue, deliveries: Sequence[Delivery]) -> list[dict[str, Any]]:
    """Give what was sent and what is still to be: of a released issue, today's readers who have not been reached."""
    people = {person.email: person.name for person in readers_of(desk.settings.recipients, issue).values()}
    lines = [
        {
            "id": each.id,
            "recipient": each.recipient,
            "name": people.get(each.recipient),
            "message": each.message,
            "state": each.state,
            "attempts": each.attempts,
            "at": instant(each.decided_at or each.claimed_at),
            "words": each.reason,
        }
        for each in deliveries
    ]
    if issue.state is IssueState.RELEASED:
        begun = {each.recipient for each in deliveries}
        lines += [_not_begun(address, name) for address, name in people.items() if address not in begun]
    return lines


def _not_begun(address: str, name: str) -> dict[str, Any]:
    begun = {"id": None, "message": Message.REPORT, "state": "not begun", "attempts": 0, "at": None, "words": None}
    return {"recipient": address, "name": name, **begun}
