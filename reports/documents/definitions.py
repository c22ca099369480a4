"""The definitions of the measures that a report shows, from the registry: none that it does not show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from reports.documents.standing import plain_target
from reports.documents.words import count, joined, sentence, small
from reports.measures import MEASURES, Measure
from reports.settings import Settings, Standards


@dataclass(frozen=True)
class Definition:
    """What a measure is, of what it is made, from where, and whose standard it is held against."""

    title: str
    definition: str
    numerator: str
    denominator: str
    source: str
    standard: str
    target: str
    recommendation: str

    @property
    def made_of(self) -> str:
        """What it is made of, in a sentence."""
        if self.numerator and self.denominator:
            return f"Numerator: {self.numerator}; denominator: {self.denominator}."
        return f"Counted: {self.numerator}." if self.numerator else f"Taken over: {self.denominator}."


@dataclass(frozen=True)
class Family:
    """Definitions that share their source and whose standard they are: both are printed once."""

    source: str
    standard: str
    members: tuple[Definition, ...]

    @property
    def whose(self) -> str:
        """Say whose standard it is, and of how many measures where there are several."""
        of = f"The {small(len(self.members))} above: " if len(self.members) > 1 else ""
        return sentence(f"{of}{'no standard, a count' if self.standard == 'count' else self.standard}")

    @property
    def said(self) -> str:
        """Say whose standard it is, and from which tables."""
        return f"{self.whose} Source: {self.source}."


def definitions(
    measures: Iterable[str], settings: Settings, titles: Mapping[str, str] | None = None
) -> list[Definition]:
    """Give the definition of each measure once, in the order of the registry, under its title or another."""
    shown, titles = set(measures), titles or {}
    return [_definition(one, titles, settings) for one in MEASURES.values() if one.id in shown]


def families(measures: Iterable[str], settings: Settings, titles: Mapping[str, str] | None = None) -> list[Family]:
    """Give the definitions with neighbours of the same source and standard together."""
    return [
        Family(source, standard, tuple(members))
        for (source, standard), members in groupby(
            definitions(measures, settings, titles), key=lambda one: (one.source, one.standard)
        )
    ]


def local_standards(standards: Standards, measures: Iterable[str]) -> str:
    """Say with which local standards figures of these measures were computed: none of them is national."""
    domains = {MEASURES[measure].domain for measure in measures}
    ceilings = joined(f"{ceiling:g} for a {role}" for role, ceiling in standards.caseload_ceilings.items())
    said = {
        "caseload": f"a ceiling of {ceilings}, full-time, times {standards.asye_factor:g} in the ASYE year",
        "supervision": f"supervision within {count(standards.supervision_interval_days, 'day')}; "
        f"oversight within {count(standards.oversight_interval_days, 'day')}; "
        f"an absence is long from {count(standards.long_absence_days, 'day')}",
        "missing": f"missing repeatedly is {count(standards.repeat_missing_episodes, 'episode')} in "
        f"{count(standards.repeat_missing_days, 'day')}",
        "front door": f"a first visit within {count(standards.first_visit_working_days, 'working day')}",
        "child protection": f"a child with a plan seen every {count(standards.cp_visit_days, 'day')}",
        "homelessness": f"an assessment within {count(standards.homeless_assessment_days, 'working day')}",
    }
    used = [text for domain, text in said.items() if domain in domains]
    return f"Local standards used: {'; '.join(used)}." if used else ""


def _definition(measure: Measure, titles: Mapping[str, str], settings: Settings) -> Definition:
    return Definition(
        title=titles.get(measure.id, measure.title),
        definition=measure.definition,
        numerator=measure.numerator,
        denominator=measure.denominator,
        source=measure.source,
        standard=measure.standard,
        target=_target(measure, settings),
        recommendation=measure.recommendation,
    )


def _target(measure: Measure, settings: Settings) -> str:
    target = settings.targets.measures.get(measure.id)
    if target is None:
        return ""
    aim = plain_target(target.target, measure.unit)
    return f"Target {aim}, within tolerance to {target.tolerance:g} points ({target.source})."
