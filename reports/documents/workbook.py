"""The lists and figures behind an operational report, as sheets of one workbook."""

from collections.abc import Iterable, Mapping

import pandas as pd

from reports import figures
from reports.documents import correction
from reports.documents.data_quality import all_findings
from reports.documents.definitions import definitions
from reports.documents.document import OperationalInput, Sheet

_LISTS = {
    "last_returned": ("Last returned", "The last figure that was returned of each measure that people return"),
    "workers": ("Workers", "Workers with open cases: cases, FTE, ceiling, and how many over"),
    "teams": ("Teams", "Teams, worst first: cases per FTE of the workers with a ceiling"),
    "unallocated": ("Unallocated children", "Children without an allocated worker, longest wait first"),
    "supervision": ("Supervision", "Workers due supervision and their last session, worst first"),
    "asye": ("Newly qualified", "Newly qualified workers and their supervision schedule"),
    "without_oversight": ("Without oversight", "Children without recorded oversight, longest first"),
    "still_missing": ("Still missing", "Children missing at the period's end"),
    "waiting": ("Waiting for interview", "Returns without a completed interview, most overdue first"),
    "repeat_missing": ("Missing repeatedly", "Children missing repeatedly"),
    "police_delays": ("Police delays", "The longest delays from reported to logged"),
    "notification_delays": ("Notification delays", "The longest delays from return to being told"),
    "undecided_contacts": ("Undecided contacts", "Contacts without a decision, longest wait first"),
    "unallocated_referrals": ("Unallocated referrals", "Open referrals without a worker, longest wait first"),
    "unseen_referrals": ("Children not seen", "Referrals past the first visit, the child not seen yet, longest first"),
    "overdue_assessments": ("Overdue assessments", "Open assessments past 45 working days, most overdue first"),
    "unlinked_assessments": ("Unlinked assessments", "Assessments whose referral is not known, oldest first"),
    "cp_visits_overdue": ("Child protection visits", "Open plans whose child was not seen in time, longest first"),
    "cp_reviews_overdue": ("Child protection reviews", "Open plans whose review is overdue, most overdue first"),
    "care_visits_overdue": ("Children in care not seen", "Children in care without a visit in 42 days, longest first"),
    "sdq_missing": ("No SDQ score", "Children in care without a score in 12 months, longest first"),
    "pathway_plans_overdue": ("Pathway plans", "Care leavers without a review in six months, longest first"),
    "homeless_waiting": ("Homeless, waiting", "Homeless young people who wait, longest first"),
    "plan_actions": ("Actions", "Every action of the improvement plan, by theme, as it is now"),
    "plan_actions_overdue": ("Actions overdue", "Actions due and not done, most overdue first"),
    "returned": ("Returned figures", "Figures that people returned for the period: by whom and when"),
}
_NOT_SHOWN = {"worker_id", "worker_team_id", "team_id", "service_id"}


def sheets(handed: OperationalInput, lists: Iterable[str], measures: Iterable[str]) -> tuple[Sheet, ...]:
    """Give what a correction changed, each list, the period's figures of the measures and their definitions."""
    measures = list(measures)
    named = [_sheet(name, handed.lists) for name in lists]
    findings = Sheet("Data quality", all_findings(handed.findings), "Rules broken, by table, and who can mend them")
    return (*correction.sheets(handed), *named, findings, _figures(handed, measures), _definitions(handed, measures))


def _sheet(name: str, lists: Mapping[str, pd.DataFrame]) -> Sheet:
    title, note = _LISTS[name]
    rows = lists[name]
    kept = [column for column in rows.columns if column not in _NOT_SHOWN]
    return Sheet(title, rows[kept].reset_index(drop=True), note)


def _figures(handed: OperationalInput, measures: list[str]) -> Sheet:
    now = handed.figures["period_start"] == handed.period.start.isoformat()
    chosen = handed.figures["measure"].isin(measures)
    rows = handed.figures.loc[now & chosen, figures.COLUMNS].reset_index(drop=True)
    return Sheet("Figures", rows, "Every figure of the period behind this report, not rounded")


def _definitions(handed: OperationalInput, measures: list[str]) -> Sheet:
    rows = pd.DataFrame([vars(each) for each in definitions(measures, handed.settings)])
    return Sheet("Definitions", rows, "The measures of this report")
