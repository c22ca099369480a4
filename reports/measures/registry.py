"""The registry: every measure with its definition, from which pages and documentation are made.

A measure is a function of the cohorts that gives a tally. Its docstring is its definition, as readers see it;
its name is its id. Where a definition comes from: measures.md, and the sources named there.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Any, Literal, get_args

from reports.checks.rules import TOUCHED
from reports.measures.cohorts import Cohorts
from reports.measures.tally import Tally

Domain = Literal[
    "caseload",
    "supervision",
    "missing",
    "front door",
    "child protection",
    "children in care",
    "care leavers",
    "returned",
    "homelessness",
    "improvement plan",
]
Better = Literal["higher", "lower"] | None
Definition = Callable[[Cohorts], Tally]

LOCAL = "local standard"


@dataclass(frozen=True)
class Measure:
    """One measure: what it is called, how it is defined, and how it is computed.

    `needs` are the local tables without which it is "not collected"; `tables` those that it is made from, and
    `reads` all whose rows can change it, the ones that say to which group a row belongs among them; `standard`
    says whose definition or standard it is.
    """

    id: str
    title: str
    domain: Domain
    definition: str
    numerator: str
    denominator: str
    unit: str
    better: Better
    breakdowns: tuple[str, ...]
    needs: tuple[str, ...]
    tables: tuple[str, ...]
    reads: tuple[str, ...]
    recommendation: str
    standard: str
    tally: Definition

    def described(self) -> dict[str, Any]:
        """Give everything a reader or another program wants to know of it."""
        fields = {each.name: getattr(self, each.name) for each in dataclasses.fields(self) if each.name != "tally"}
        return fields | {"source": self.source}

    @property
    def source(self) -> str:
        """The tables it is made from, in words."""
        return ", ".join(self.tables)


MEASURES: dict[str, Measure] = {}


def order() -> None:
    """Put the measures into the order of `Domain`, whatever module came first."""
    domains = get_args(Domain)
    for name in sorted(MEASURES, key=lambda name: domains.index(MEASURES[name].domain)):
        MEASURES[name] = MEASURES.pop(name)


@dataclass(frozen=True)
class Family:
    """What the measures of one subject have in common; `grouped` names the tables that make up a breakdown."""

    domain: Domain
    recommendation: str
    tables: tuple[str, ...]
    needs: tuple[str, ...] = ()
    standard: str = LOCAL
    grouped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def measure(
        self,
        *,
        title: str,
        unit: str,
        better: Better,
        breakdowns: str,
        numerator: str = "",
        denominator: str = "",
        standard: str | None = None,
        recommendation: str | None = None,
    ) -> Callable[[Definition], Definition]:
        """Register the decorated function as a measure; breakdowns are separated by spaces."""

        def register(tally: Definition) -> Definition:
            name = tally.__name__
            grouped = [table for breakdown in breakdowns.split() for table in self.grouped.get(breakdown, ())]
            MEASURES[name] = Measure(
                id=name,
                title=title,
                domain=self.domain,
                definition=" ".join(cleandoc(tally.__doc__ or "").split()),
                numerator=numerator,
                denominator=denominator,
                unit=unit,
                better=better,
                breakdowns=tuple(breakdowns.split()),
                needs=self.needs,
                tables=self.tables,
                reads=tuple(dict.fromkeys([*self.tables, *grouped])),
                recommendation=recommendation or self.recommendation,
                standard=standard or self.standard,
                tally=tally,
            )
            for table in MEASURES[name].reads:
                TOUCHED[table].append(name)
            return tally

        return register


def as_markdown() -> str:
    """Give every definition as a page of documentation: a section for each domain, a paragraph for each measure."""
    lines = ["# Measures", "", "Made from the registry: `lineofsight measures --format markdown`. Do not edit by hand."]
    domain = None
    for measure in MEASURES.values():
        if measure.domain != domain:
            domain = measure.domain
            lines += ["", f"## {domain.capitalize()}"]
        parts = {
            "Numerator": measure.numerator,
            "Denominator": measure.denominator,
            "Unit": measure.unit,
            "Better": measure.better or "neither",
            "By": ", ".join(measure.breakdowns),
            "From": measure.source,
            "Not collected without": ", ".join(measure.needs),
            "Standard": measure.standard,
            "Recommendation": measure.recommendation,
        }
        lines += ["", f"### {measure.title} (`{measure.id}`)", "", measure.definition, ""]
        lines += [f"- {name}: {text}" for name, text in parts.items() if text]
    return "\n".join(lines)
