"""Lead Member report: monthly, for the Cabinet Lead Member. Is the service getting better at this, and what should I
ask about? Plain language, and nobody who could be identified."""

from reports.documents import benchmarks, comparisons, data_quality, pictures
from reports.documents.common import notes
from reports.documents.correction import corrected
from reports.documents.definitions import families, local_standards
from reports.documents.direction import direction, standards
from reports.documents.document import Document, MemberInput
from reports.documents.history import History
from reports.documents.missing import CARE, HOME, INTERVIEWS, apart
from reports.documents.questions import questions
from reports.documents.reading import Reading, Readings
from reports.documents.scorecard import Row, row, scorecard
from reports.documents.words import DASH, sentence
from reports.figures import SUPPRESSED
from reports.settings import ReportName

TITLE = "Lead Member report"
SECTIONS = ("Is it getting better?", "Talking with children who come back")
SUPPRESSION_NOTE = "c: a number from 1 to 5, or one from which such a number could be worked out, is not shown."
TREND_NOTE = (
    "Targets and ceilings are the council's own; the dashed line is the target. Improving and worsening are said "
    "only of what is more than chance: the limits are those within which chance alone moves a figure, and common "
    "cause means no more than that."
)
ABBREVIATIONS = (
    "FTE: full-time equivalent, two half-time workers are one. CIN: child in need. ASYE: a newly qualified worker's "
    "Assessed and Supported Year in Employment. Involvement: that a worker is named as responsible for a child."
)
# What each measure is called where nobody should need a glossary.
PLAIN_TITLES = {
    "average_caseload": "Children each full-time social worker holds",
    "workers_over_ceiling": "Workers with more children than they should have",
    "unallocated_children": "Children waiting for a worker",
    "supervised": "Workers who met their manager for supervision",
    "supervision_overdue": "Workers whose supervision is overdue",
    "children_overseen": "Children whose case a manager looked at in time",
    "asye_on_schedule": "Newly qualified workers supervised as often as they should be",
    "children_missing": "Children who went missing",
    "repeat_missing_children": "Children who went missing again and again",
    "interviews_offered": "Returns after which a talk was offered",
    "interviews_completed": "Returns after which the child was spoken to",
    "interviews_in_time": "Returns after which the child was spoken to within 72 hours",
}
_GROUPS = (
    ("How much each worker has to do", ("average_caseload", "workers_over_ceiling", "unallocated_children")),
    (
        "How well workers are supported",
        ("supervised", "supervision_overdue", "children_overseen", "asye_on_schedule"),
    ),
    (
        "Children who go missing",
        (
            "children_missing",
            "repeat_missing_children",
            "interviews_offered",
            "interviews_completed",
            "interviews_in_time",
        ),
    ),
)
SHOWN = tuple(PLAIN_TITLES)
# What the report is handed: of what nobody is handed, nothing need be hidden elsewhere.
MEASURES = (*SHOWN, "returns", "interviews_not_yet_due")
_APART = tuple(
    m for m in INTERVIEWS if m in {"returns", "interviews_offered", "interviews_completed", "interviews_in_time"}
)


def build(handed: MemberInput) -> Document:
    """Make the report of a month."""
    readings = Readings(History(handed.figures, handed.period), handed.settings, handed.as_at)
    told = [readings.of(measure, title=PLAIN_TITLES[measure]) for measure in SHOWN]
    asked = questions(readings, told)
    authority = handed.settings.authority
    suppressed = bool((handed.figures["status"] == SUPPRESSED).any())
    return Document(
        corrected=corrected(handed, PLAIN_TITLES),
        report=ReportName.LEAD_MEMBER,
        title=f"{TITLE}, {handed.period.label}",
        tier=handed.tier,
        period=handed.period,
        as_at=handed.as_at,
        issue=handed.issue,
        authority=authority,
        summary=(direction(told, "month"), standards(told, "month")),
        attention=tuple(asked),
        context={
            "commentary": handed.commentary,
            "scorecard_notes": [*(SUPPRESSION_NOTE,) * suppressed, TREND_NOTE, *notes(readings, SHOWN)],
            "scorecard": scorecard(
                [(title, [_row(readings, measure) for measure in measures]) for title, measures in _GROUPS],
                handed.period,
            ),
            "compared": comparisons.compared(readings, SHOWN, PLAIN_TITLES),
            "headlines": _headlines(readings, told),
            "interviews": apart(readings, _APART, "Return interviews, children at home and in care apart"),
            "questions": asked,
            "quality": data_quality.in_words(handed.rows_in_error, handed.rows_in_warning),
            "changed": data_quality.changed_table(handed.changed.dropna(subset=["issued", "now"]), handed.period),
            "definitions": families(SHOWN, handed.settings, PLAIN_TITLES),
            "local_standards": local_standards(handed.settings.standards, SHOWN),
            "abbreviations": ABBREVIATIONS,
            "charts": pictures.lead_member(readings, PLAIN_TITLES),
        },
    )


def _row(readings: Readings, measure: str) -> Row:
    return row(readings.of(measure, title=PLAIN_TITLES[measure]))


def _headlines(readings: Readings, told: list[Reading]) -> list[str]:
    """A sentence for each of the things a Lead Member is asked about first."""
    by_measure = {one.measure: one for one in told}
    said = []
    for measure, text in (
        ("average_caseload", "A full-time social worker holds {now} children on average"),
        ("supervised", "{now} of workers met their manager for supervision in the month"),
        ("children_missing", "{now} children went missing in the month"),
        (
            "interviews_completed",
            "After {now} of returns somebody spoke with the child about why they went",
        ),
    ):
        one = by_measure[measure]
        if not one.now.ok:
            continue
        beside = []
        if one.year_before.ok:
            beside.append(f"{one.year_before.shown} a year ago")
        compared = benchmarks.compared(measure, readings.history.period, readings.settings.authority)
        if compared:
            beside.append(compared)
        elif one.target != DASH:
            beside.append(f"the target is {one.target}")
        said.append(sentence(text.format(now=one.now.shown) + (f"; {'; '.join(beside)}" if beside else "")))
    home = readings.of("interviews_completed", "care_status", HOME)
    care = readings.of("interviews_completed", "care_status", CARE)
    if home.now.ok and care.now.ok:
        said.append(f"Of children at home, {home.now.shown} were spoken to; of children in care, {care.now.shown}.")
    return said
