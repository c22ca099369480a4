"""The definitions of the measures that a report shows, from the registry: none that it does not show."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.documents.standing import plain_target
from reports.measures.registry import MEASURES
from reports.settings import Settings


@dataclass(frozen=True)
class Definition:
    """What a measure is, of what it is made, from where, and whose standard it is held against."""

    title: str
    definition: str
    numerator: str
    denominator: str
    source: str
    standard: str
    recommendation: str

    @property
    def made_of(self) -> str:
        """What it is made of, in a sentence."""
        if self.numerator and self.denominator:
            return f"Numerator: {self.numerator}; denominator: {self.denominator}."
        return f"Counted: {self.numerator}." if self.numerator else f"Median of: {self.denominator}."


def definitions(measures: Iterable[str], settings: Settings) -> list[Definition]:
    """Give the definition of each measure once, in the order of the registry."""
    shown = set(measures)
    return [
        Definition(
            title=measure.title,
            definition=measure.definition,
            numerator=measure.numerator,
            denominator=measure.denominator,
            source=measure.source,
            standard=_standard(measure.id, measure.standard, measure.unit, settings),
            recommendation=measure.recommendation,
        )
        for measure in MEASURES.values()
        if measure.id in shown
    ]


def _standard(measure: str, standard: str, unit: str, settings: Settings) -> str:
    target = settings.targets.measures.get(measure)
    if target is None:
        return standard
    aim = f"target {plain_target(target.target, unit)}, within tolerance to {target.tolerance:g} points"
    return f"{standard}; {aim} ({target.source})"
