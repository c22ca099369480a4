"""What every report says: commentary or that none was supplied, what is provisional, what was not collected."""

from collections.abc import Iterable, Sequence

from reports.documents import benchmarks, data_quality
from reports.documents.definitions import families, local_standards
from reports.documents.document import OperationalInput
from reports.documents.reading import Readings
from reports.documents.standing import provisional_note
from reports.documents.words import joined, lower_first
from reports.measures import MEASURES

TREND_NOTE = (
    "Targets and ceilings are local standards. Dashed line: target. Improving and worsening are said only where the "
    "XmR rules find special cause."
)


def context(
    handed: OperationalInput, readings: Readings, measures: Sequence[str], rules: int, *, england: bool = True
) -> dict[str, object]:
    """Give what an operational report shows whatever its subject: for the measures on its pages, so many rules.

    england: whether England's figures stand beside ours.
    """
    compared = measures if england else (), handed.period, handed.settings.authority
    return {
        "commentary": handed.commentary,
        "scorecard_notes": [
            TREND_NOTE,
            *filter(None, [benchmarks.short_note(*compared)]),
            *notes(readings, measures),
        ],
        "quality_lead": data_quality.lead(handed.findings),
        "findings": data_quality.findings_table(
            handed.findings, handed.findings_before, measures, rules, handed.period
        ),
        "changed": data_quality.changed_table(handed.changed, handed.period),
        "definitions": families(measures, handed.settings),
        "local_standards": local_standards(handed.settings.standards, measures),
        "comparisons": [*filter(None, [benchmarks.note_of_all(*compared)])],
    }


def notes(readings: Readings, measures: Sequence[str]) -> list[str]:
    """Say in sentences which of the measures shown are provisional, and which were not collected and why."""
    provisional = provisional_note(measures, readings.history, readings.as_at)
    return [*([provisional] if provisional else []), *not_collected(readings, measures)]


def not_collected(readings: Readings, measures: Iterable[str]) -> list[str]:
    """Say, for each local table that the source lacks, which of the measures shown it leaves out."""
    by_tables: dict[tuple[str, ...], list[str]] = {}
    not_returned: list[str] = []
    for measure in measures:
        if "authority" in MEASURES[measure].breakdowns and not readings.history.at(measure).collected:
            told = (
                not_returned
                if MEASURES[measure].domain == "returned"
                else by_tables.setdefault(MEASURES[measure].needs, [])
            )
            told.append(MEASURES[measure].title)
    said = [f"x, not returned for the period: {joined(map(lower_first, not_returned))}."] if not_returned else []
    return said + [
        f"x, not collected: {joined(map(lower_first, titles))}. The source holds no rows of {joined(needs, 'or')}."
        for needs, titles in by_tables.items()
    ]
