"""SMT overview: monthly, for the senior management team. Where are caseloads, supervision and missing children
off the standard, who needs help, what changed."""

from itertools import pairwise

from reports.documents import caseload, missing, pictures, smt_attention, supervision
from reports.documents.attention import ranked
from reports.documents.common import context
from reports.documents.correction import corrected
from reports.documents.document import Document, OperationalInput
from reports.documents.history import History
from reports.documents.missing import CARE, HOME
from reports.documents.reading import Readings
from reports.documents.scorecard import Row, lines, row, scorecard
from reports.documents.standing import plain_target, social_work_ceiling
from reports.documents.words import change, in_period, ordinal, sentence
from reports.documents.workbook import sheets
from reports.settings import ReportName

TITLE = "SMT overview"
RULES_SHOWN = 10
SECTIONS = ("Caseload", "Supervision and oversight", "Missing children and return interviews", "Data quality")
RUN = 3  # rises or falls in a row that a headline calls a run
MISSING_SHOWN = (*missing.EPISODES, *missing.INTERVIEWS, *missing.DELAYS)
MEASURES = (*caseload.MEASURES_SHOWN, *supervision.MEASURES_SHOWN, *MISSING_SHOWN)
LISTS = (
    "workers",
    "teams",
    "unallocated",
    "supervision",
    "asye",
    "without_oversight",
    "still_missing",
    "waiting",
    "repeat_missing",
)


def build(handed: OperationalInput) -> Document:
    """Make the report of a month."""
    readings = Readings(History(handed.figures, handed.period), handed.settings, handed.as_at)
    attention = ranked(smt_attention.items(readings, handed.lists))
    summary = (_caseloads(readings), _supervision_and_interviews(readings.history))
    return Document(
        corrected=corrected(handed),
        report=ReportName.SMT_OVERVIEW,
        title=f"{TITLE}, {handed.period.label}",
        tier=handed.tier,
        period=handed.period,
        as_at=handed.as_at,
        issue=handed.issue,
        authority=handed.settings.authority,
        summary=summary,
        attention=tuple(item.line for item in attention),
        context={
            **context(handed, readings, MEASURES, RULES_SHOWN),
            "attention": attention,
            "scorecard": scorecard(_headlines(readings), handed.period),
            "caseload": caseload.caseload(readings, handed.lists),
            "caseload_figures": scorecard([("", lines(readings, caseload.BEYOND_PAGE_1))], handed.period),
            "supervision": supervision.supervision(readings, handed.lists),
            "supervision_figures": scorecard([("", lines(readings, supervision.BEYOND_PAGE_1))], handed.period),
            "missing_lead": missing.lead(readings.history),
            "missing_figures": missing.apart(
                readings, MISSING_SHOWN, "All children, at home and in care", "missing-figures"
            ),
            "charts": pictures.smt_overview(readings, handed.lists),
        },
        sheets=sheets(handed, LISTS, MEASURES),
    )


def _headlines(readings: Readings) -> list[tuple[str, list[Row]]]:
    interviews = [row(readings.of("interviews_completed"))]
    for group, title in ((HOME, "children at home"), (CARE, "children in care")):
        part = readings.of("interviews_completed", "care_status", group, title)
        interviews.append(row(part, part=True))
    return [
        (
            "Caseload",
            lines(readings, ("average_caseload", "workers_over_ceiling", "unallocated_children")),
        ),
        (
            "Supervision and oversight",
            lines(readings, ("supervised", "supervision_overdue", "children_overseen", "asye_on_schedule")),
        ),
        (
            "Missing children and return interviews",
            [*lines(readings, ("children_missing",)), *interviews, *lines(readings, ("interviews_in_time",))],
        ),
    ]


def _caseloads(readings: Readings) -> str:
    """The first sentence of the month: what social workers hold, where it is going, and where it is highest."""
    history = readings.history
    now, before = history.at("average_caseload"), history.previous("average_caseload")
    if not now.ok:
        return "No social worker held an open case at the end of the month."
    ceiling = social_work_ceiling(readings.settings.standards)
    held = f"social workers hold {now.shown} cases on average"
    if ceiling is not None:
        held += f" against a local ceiling of {plain_target(ceiling, '')}"
    run, risen = _run(history)
    if run >= RUN:
        held = f"caseloads {'rose' if risen else 'fell'} for the {ordinal(run)} month in a row: {held}"
    elif before.ok:
        held += f", {change(now.value, before.value, now.unit)} {in_period(history.period.previous(), history.period)}"
    services = [f for f in history.groups("average_caseload", "service") if f.ok]
    worst = max(services, key=lambda f: f.value, default=None)
    if worst is not None and ceiling is not None and worst.value > ceiling:
        held += f"; {worst.group_name} holds {worst.shown}"
    return sentence(held)


def _run(history: History) -> tuple[int, bool]:
    """Count the months in a row in which the average caseload rose (or fell), and tell which."""
    values = [f.value if f.ok else float("nan") for f in history.trend("average_caseload")]
    steps = [later - earlier for earlier, later in pairwise(values)]
    if not steps or not steps[-1]:
        return 0, False
    risen, run = steps[-1] > 0, 0
    for step in reversed(steps):
        if (step > 0) != risen or not step or step != step:  # noqa: PLR0124 - a month without a value ends it
            break
        run += 1
    return run, risen


def _supervision_and_interviews(history: History) -> str:
    """The second sentence: supervision and return interviews, each with a year ago, and care beside home."""
    supervised, year = history.at("supervised"), history.year_before("supervised")
    first = {"z": "no worker was due supervision", "x": "supervision is not collected"}.get(supervised.status)
    if first is None:
        first = f"{supervised.shown} of workers had supervision" + (f" ({year.shown} a year ago)" if year.ok else "")
    done, year = history.at("interviews_completed"), history.year_before("interviews_completed")
    second = {"z": "no return was due an interview", "x": "return interviews are not collected"}.get(done.status)
    if second is None:
        then = f" ({year.shown} a year ago)" if year.ok else ""
        second = f"{done.shown} of return interviews due were completed{then}{_care_beside_home(history)}"
    return sentence(f"{first}; {second}")


def _care_beside_home(history: History) -> str:
    home = history.at("interviews_completed", "care_status", HOME)
    care = history.at("interviews_completed", "care_status", CARE)
    if not (home.ok and care.ok) or home.shown == care.shown:
        return ""
    return f": {home.shown} at home {'but only' if care.value < home.value else 'and'} {care.shown} in care"
