"""What the ledger tells: issues and deliveries as they are at the moment."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reports.issues.models import DeliveryRow, IssueRow, IssueState, Message, State
from reports.series import team_of

Files = Mapping[str, Mapping[str, str]]  # file name -> `{"path": in the archive, "sha256": ...}`


@dataclass(frozen=True)
class NewIssue:
    """What an issue is made of.

    report: its series (`reports.series`). files: the PDF first, then what is attached with it, then the mail's bodies.
    inputs: what it was made with, to make it again (`reports.workflow.issue`), and what its team was called. made_with:
    versions of what made it. checks: those that it passed, and what they found. corrects_id, correction: the issue that
    it corrects, and why.
    """

    report: str
    period: str
    title: str
    tier: str
    as_at: datetime
    snapshot_id: str
    settings_hash: str
    code_version: str
    commentary_hash: str = ""  # empty: none was supplied
    pages: int = 0
    files: Files = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    made_with: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, str] = field(default_factory=dict)
    corrects_id: int | None = None
    correction: str | None = None


@dataclass(frozen=True, kw_only=True)
class Issue(NewIssue):
    """An issue as the ledger has it. A held one that was not rendered has no version and no files."""

    id: int
    version: int | None
    state: IssueState
    decided_by: str
    decided_at: datetime
    reason: str | None
    let_through_by: str | None
    let_through_why: str | None
    note: str | None
    created_at: datetime
    purged_at: datetime | None

    @property
    def label(self) -> str:
        """What people call it: `2026-10/1`."""
        return f"{self.period}/{self.version or 'held'}"

    @property
    def name(self) -> str:
        """What people call it where there are several reports, as commands take it: `smt_overview 2026-10/1`."""
        return f"{shlex.quote(self.report)} {self.label}"

    @property
    def team(self) -> str:
        """The id of the team that it is of; empty where it is of none."""
        return team_of(self.report)

    @property
    def team_name(self) -> str:
        """What the source called its team; empty where another team has the name too, or it is of none."""
        return str(self.inputs.get("team", {}).get("name", ""))

    @property
    def team_shown(self) -> str:
        """What its pages call its team; empty where it is of none."""
        return str(self.inputs.get("team", {}).get("shown", ""))


@dataclass(frozen=True)
class Delivery:
    """A message about an issue for one recipient: how far it has come, and in whose words it failed."""

    id: int
    issue_id: int
    recipient: str
    channel: str
    message: Message
    state: State
    attempts: int
    reason: str | None
    claimed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True)
class Claim:
    """What a claim found: `mine` is true where this caller, and no other, is to send now."""

    delivery: Delivery
    mine: bool


def issue_of(row: IssueRow) -> Issue:
    """Give an issue as it now is."""
    values = {name: getattr(row, name) for name in Issue.__dataclass_fields__}
    return Issue(**values | {"state": IssueState(row.state)})


def delivery_of(row: DeliveryRow) -> Delivery:
    """Give a delivery as it now is."""
    values = {name: getattr(row, name) for name in Delivery.__dataclass_fields__}
    return Delivery(**values | {"state": State(row.state), "message": Message(row.message)})
