"""First Response: weekly, for its service manager and the Assistant Director. What came in, and was it dealt with?

Late work that is still open stands beside what was finished in time, so that it cannot hide.
"""

from collections.abc import Iterator

from reports.documents.composed import Composed, Part
from reports.documents.first_response_accuracy import ACCURACY
from reports.documents.shown import Field, Given, by, listed
from reports.documents.words import change, count, in_period, plural, sentence
from reports.section import ReportName

_TEAMS_SHOWN = 9  # so that the weekly report stays short; the workbook has all
_TEAM = Field("team", "Team", "28%")
_CHILD = Field("child", "Child", "14%")
_WORKER = Field("worker", "Worker now", "24%")


def _summary(given: Given) -> tuple[str, ...]:
    """Say what came in and how soon it was decided; then how many assessments were in time, and how many are late."""
    return (" ".join(map(sentence, _came(given))), " ".join(map(sentence, _assessed(given))))


def _came(given: Given) -> Iterator[str]:
    history = given.readings.history
    contacts, before = history.at("contacts"), history.previous("contacts")
    decided, undecided = history.at("contacts_decided_in_time"), history.at("contacts_undecided")
    text = f"{count(contacts.value, 'contact')} came in"
    if before.ok:
        moved = change(contacts.value, before.value, contacts.unit)
        text += f", {moved} {in_period(history.period.previous(), history.period)}"
    if decided.ok:
        text += f"; {decided.shown} were decided within a working day"
    if undecided.ok and undecided.value:
        text += f", and {count(undecided.value, 'contact')} {plural('waits', undecided.value)} for a decision"
    yield text


def _assessed(given: Given) -> Iterator[str]:
    history, overdue = given.readings.history, given.handed.lists["overdue_assessments"]
    in_time = history.at("assessments_in_45_days")
    if in_time.ok:
        yield f"{in_time.shown} of the assessments completed in the week were in time"
    if len(overdue):
        late = int(overdue["days_over"].max())
        yield (
            f"{count(len(overdue), 'assessment')} that {plural('is', len(overdue))} still open "
            f"{plural('is', len(overdue))} overdue, the oldest by {count(late, 'working day')}"
        )
    else:
        yield "no open assessment is overdue"


REPORT = Composed(
    name=ReportName.FIRST_RESPONSE,
    title="First Response",
    tier="operational",
    summary=_summary,
    parts=(
        Part(
            "Contacts",
            ("contacts", "contacts_decided_in_time", "contacts_undecided"),
            trends=("contacts_decided_in_time",),
            tables=(
                by(
                    "source",
                    ("contacts", "contacts_decided_in_time"),
                    "Contacts by source, most first",
                    heads=("Contacts", "Decided in time"),
                    most=10,
                ),
                listed(
                    "undecided_contacts",
                    "Contacts without a decision, longest wait first",
                    (
                        _CHILD,
                        Field("source", "Source", "36%"),
                        Field("contacted", "Contact", "24%"),
                        Field("working_days", "Working days", strong=True),
                    ),
                    "contact",
                ),
            ),
        ),
        Part(
            "Referrals, allocation and first visits",
            ("referrals", "re_referrals", "days_to_allocation", "first_visit_in_time"),
            trends=("re_referrals",),
            tables=(
                by(
                    "team",
                    ("referrals", "re_referrals", "days_to_allocation"),
                    "Teams, most referrals first",
                    heads=("Referrals", "Re-referrals", "Days to allocation"),
                    most=_TEAMS_SHOWN,
                ),
                by(
                    "team",
                    ("first_visit_in_time",),
                    "First visits for the referrals of the week before, furthest behind first",
                    heads=("In time",),
                    most=_TEAMS_SHOWN,
                    back=1,  # the time for those of the week reported has not run out when the report is made
                ),
                listed(
                    "unallocated_referrals",
                    "Referrals without an allocated worker, longest wait first",
                    (
                        _CHILD,
                        _TEAM,
                        Field("referred", "Referred", "24%"),
                        Field("working_days", "Working days", strong=True),
                    ),
                    "referral",
                ),
                listed(
                    "unseen_referrals",
                    "Children whom nobody has seen in time, longest wait first",
                    (
                        _CHILD,
                        _TEAM,
                        _WORKER,
                        Field("referred", "Referred", "18%"),
                        Field("days_over", "Days over", strong=True),
                    ),
                    "child",
                ),
            ),
        ),
        Part(
            "Assessments: finished, and open too long",
            ("assessments_completed", "assessments_in_45_days", "assessments_open_overdue", "contact_to_assessment"),
            trends=("assessments_in_45_days", "assessments_open_overdue"),
            tables=(
                by(
                    "team",
                    ("assessments_open_overdue", "assessments_in_45_days", "assessments_completed"),
                    "Teams, most overdue first: a share in time says little where late work is still open",
                    heads=("Open and overdue", "In time", "Completed"),
                    most=_TEAMS_SHOWN,
                ),
                listed(
                    "overdue_assessments",
                    "Open assessments overdue, oldest first",
                    (
                        _CHILD,
                        _TEAM,
                        _WORKER,
                        Field("referred", "Referred", "18%"),
                        Field("days_over", "Days over 45", strong=True),
                    ),
                    "assessment",
                ),
            ),
        ),
        ACCURACY,
    ),
)
