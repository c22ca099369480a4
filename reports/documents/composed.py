"""A report that is composed: what it shows is declared, part by part, and everything else follows.

    REPORT = Composed(
        name=ReportName.FIRST_RESPONSE,
        title="First Response",
        tier="operational",
        parts=(
            Part(
                "Contacts",
                ("contacts", "contacts_decided_in_time"),
                trends=("contacts_decided_in_time",),
                tables=(by("source", ("contacts", "contacts_decided_in_time"), "Contacts by source"),),
            ),
        ),
        summary=_summary,
    )

Page 1 says in two sentences how things stand, what needs attention (operational) or what to ask (member, public), and
gives a scorecard of every measure, or of `headlines`. Then come the parts, the data quality and the definitions. Lists,
breakdowns and measures that the parts show are what the report is handed, and what its data are pulled for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from reports.documents import common, comparisons, data_quality, pictures
from reports.documents.attention import of_measures, ranked
from reports.documents.correction import corrected
from reports.documents.definitions import families, local_standards
from reports.documents.direction import direction, standards
from reports.documents.document import Document, MemberInput, OperationalInput, Tier
from reports.documents.history import History
from reports.documents.open_data import open_data
from reports.documents.pictures import Picture
from reports.documents.questions import questions
from reports.documents.reading import Reading, Readings
from reports.documents.scorecard import Row, Scorecard, lines, scorecard
from reports.documents.shown import Given, Shown
from reports.documents.tables import Table
from reports.documents.words import sentence
from reports.documents.workbook import sheets
from reports.figures import SUPPRESSED
from reports.section import ReportName

DATA_QUALITY = "Data quality"
RULES_SHOWN = 8
SUPPRESSION_NOTE = "c: a number from 1 to 5, or one from which such a number could be worked out, is not shown."


@dataclass(frozen=True)
class Part:
    """A section: its title, its measures in order, those of them that are drawn, its tables, and a note.

    A commentary can speak of it by its title.
    """

    title: str
    measures: Sequence[str] = ()
    trends: Sequence[str] = ()
    tables: Sequence[Shown] = ()
    note: str = ""

    @property
    def anchor(self) -> str:
        """Where links to it lead."""
        return "part-" + "".join(letter if letter.isalnum() else "-" for letter in self.title.lower())


@dataclass(frozen=True)
class Laid:
    """A part as its template lays it out. `card` is None where all measures stand on page 1."""

    part: Part
    card: Scorecard | None
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Composed:
    """A report of parts.

    summary: makes the two sentences that open it; without one they say which way its measures go. headlines: the
    measures of page 1, if not all. titles: what measures are called where nobody should need a glossary. note: what
    a reader must know before the figures. asked: the measures that questions are made of, if not all.
    """

    name: ReportName
    title: str
    tier: Tier
    parts: Sequence[Part]
    summary: Callable[[Given], tuple[str, ...]] | None = None
    headlines: Sequence[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Every measure that it shows, once."""
        of_tables = (measure for part in self.parts for shown in part.tables for measure in shown.measures)
        of_parts = (measure for part in self.parts for measure in part.measures)
        return tuple(dict.fromkeys([*self.headlines, *of_parts, *of_tables]))

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """Every list that it shows, once."""
        return tuple(dict.fromkeys(name for part in self.parts for shown in part.tables for name in shown.lists))

    @property
    def sections(self) -> tuple[str, ...]:
        """What a commentary can speak of."""
        return (*(part.title for part in self.parts), DATA_QUALITY)

    def build(self, handed: OperationalInput | MemberInput) -> Document:
        """Make the report of a period."""
        readings = Readings(History(handed.figures, handed.period), handed.settings, handed.as_at)
        given = Given(readings, handed, self.titles, self.measures)
        told = [given.of(measure) for measure in self.measures if given.whole(measure)]
        kind, public = handed.period.kind.value, handed.tier == "public"
        said = self.summary(given) if self.summary else (direction(told, kind), standards(told, kind))
        attention = ranked(of_measures(readings, told, self._anchors)) if handed.tier == "operational" else []
        asked = questions(readings, told) if handed.tier != "operational" else []
        return Document(
            corrected=corrected(handed, self.titles),
            report=self.name,
            layout="composed",
            title=f"{self.title}, {handed.period.label.removeprefix('the ')}",
            tier=handed.tier,
            period=handed.period,
            as_at=handed.as_at,
            issue=handed.issue,
            authority=handed.settings.authority,
            summary=said,
            attention=tuple(item.line for item in attention) or tuple(asked),
            context={
                **self._around(given, told),
                "attention": attention,
                "questions": asked,
                "card": scorecard(self._page_1(given), handed.period),
                "parts": [self._laid(part, given) for part in self.parts],
                "note": self.note,
                "caption": sentence(handed.period.label).rstrip("."),
            },
            published=open_data(handed, self.titles) if isinstance(handed, MemberInput) and public else None,
            sheets=sheets(handed, self.lists, self.measures) if isinstance(handed, OperationalInput) else (),
        )

    @cached_property
    def _anchors(self) -> dict[str, str]:
        return {measure: part.anchor for part in self.parts for measure in part.measures}

    def _page_1(self, given: Given) -> list[tuple[str, list[Row]]]:
        """Give the scorecard's groups. What is published elsewhere stands below them, where there is room for it."""
        groups = [("", self.headlines)] if self.headlines else [(part.title, part.measures) for part in self.parts]
        return [
            (title, [replace(row, beside="") for row in _rows(given, measures)])
            for title, measures in groups
            if measures
        ]

    def _laid(self, part: Part, given: Given) -> Laid:
        drawn = (pictures.one_trend(given.readings, measure, given.title(measure)) for measure in part.trends)
        card = scorecard([("", _rows(given, part.measures))], given.handed.period) if part.measures else None
        return Laid(
            part=part,
            card=card if self.headlines else None,
            pictures=tuple(picture for picture in drawn if picture),
            tables=tuple(shown.table(given) for shown in part.tables),
        )

    def _around(self, given: Given, told: Sequence[Reading]) -> dict[str, object]:
        """Give what stands around the parts: commentary, notes, data quality, definitions."""
        handed, readings = given.handed, given.readings
        shown = [one.measure for one in told]
        if isinstance(handed, OperationalInput):
            below = bool(self.headlines)  # see `_page_1`
            around = common.context(handed, readings, self.measures, RULES_SHOWN, england=below)
            return around | {"compared": None, "quality": ""}
        suppressed = bool((handed.figures["status"] == SUPPRESSED).any())
        return {
            "commentary": handed.commentary,
            "scorecard_notes": [*(SUPPRESSION_NOTE,) * suppressed, common.TREND_NOTE, *common.notes(readings, shown)],
            "quality": data_quality.in_words(handed.rows_in_error, handed.rows_in_warning),
            "changed": data_quality.changed_table(handed.changed.dropna(subset=["issued", "now"]), handed.period),
            "compared": comparisons.compared(readings, shown, {measure: given.title(measure) for measure in shown}),
            "definitions": families(self.measures, handed.settings, self.titles),
            "local_standards": local_standards(handed.settings.standards, self.measures),
        }


def _rows(given: Given, measures: Sequence[str]) -> list[Row]:
    return lines(given.readings, [measure for measure in measures if given.whole(measure)], given.titles)
