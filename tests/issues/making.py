"""Issues and figures for the ledger's tests."""

from datetime import UTC, datetime

import pandas as pd

from reports import figures
from reports.issues import Issue, Ledger, NewIssue

AS_AT = datetime(2026, 11, 3, 6, tzinfo=UTC)
DIRECTOR = "director@westmere.example"


def an_issue(period: str = "2026-10", snapshot_id: str = "abc", corrects_id: int | None = None) -> NewIssue:
    return NewIssue(
        report="smt_overview",
        period=period,
        title="SMT overview",
        tier="operational",
        as_at=AS_AT,
        snapshot_id=snapshot_id,
        settings_hash="hash",
        code_version="0.1.0",
        pages=7,
        files={"smt.pdf": {"path": "issues/smt.pdf", "sha256": "0" * 64}},
        corrects_id=corrects_id,
        correction="late records" if corrects_id else None,
    )


def a_figure(value: float, period_start: str = "2026-10-01", period_end: str = "2026-11-01") -> pd.DataFrame:
    row = ["returns", period_start, period_end, "authority", "authority", "Authority", value, float("nan"), value]
    return pd.DataFrame([[*row, "returns", "ok"]], columns=figures.COLUMNS)


def released(ledger: Ledger) -> Issue:
    return ledger.issues.release(ledger.issues.add(an_issue(), 1, a_figure(12)).id, "policy")
