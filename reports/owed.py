"""Figures that no system holds and people return: which there are, who owes each, and how often."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, EmailStr, Field, model_validator

from reports.periods import Kind, Period
from reports.section import Section, ShownText, written


class ReturnedMeasure(StrEnum):
    """The measures whose figures are returned (`reports.measures.returned` defines them)."""

    EMOTIONAL_WELLBEING_SUPPORT = "emotional_wellbeing_support"
    AUDITS_GOOD = "audits_good"
    FEEDBACK_POSITIVE = "feedback_positive"
    POST_ADOPTION_PACKAGES = "post_adoption_packages"
    BIRTH_PARENT_PACKAGES = "birth_parent_packages"
    PRIVATE_FOSTERING_NOTIFICATIONS = "private_fostering_notifications"
    PRIVATE_FOSTERING_VISITS_IN_TIME = "private_fostering_visits_in_time"


SHARES = frozenset(  # with a denominator; the others are counts, which have none
    {
        ReturnedMeasure.AUDITS_GOOD,
        ReturnedMeasure.FEEDBACK_POSITIVE,
        ReturnedMeasure.PRIVATE_FOSTERING_VISITS_IN_TIME,
    }
)
BY_TEAM = frozenset({ReturnedMeasure.AUDITS_GOOD, ReturnedMeasure.FEEDBACK_POSITIVE})
WHOLE = ""  # stands for the team where a figure is of the whole authority


class Owed(Section):
    """Who owes the figures of a measure, and how often."""

    name: ShownText = Field(description="who returns them; a report names this person where a figure was not returned")
    role: ShownText | None = None
    email: Annotated[EmailStr, AfterValidator(str.casefold)] | None = None
    every: Annotated[Kind, written("month|quarter|year", "month, quarter or year, not week")]
    teams: list[ShownText] = Field([], description="the ids of the teams that return one each; else the authority does")

    @property
    def who(self) -> str:
        """The name, and the role where one is given."""
        return f"{self.name}, {self.role}" if self.role else self.name


class Figure(NamedTuple):
    """A figure that is owed: the measure, the team (its id, or `WHOLE`) and who owes it."""

    measure: ReturnedMeasure
    team: str
    by: Owed


class Returns(Section):
    """The figures that people owe (`returns.yaml`)."""

    measures: dict[ReturnedMeasure, Owed] = {}

    @model_validator(mode="after")
    def _teams_where_they_count(self) -> "Returns":
        for measure, owed in self.measures.items():
            if owed.teams and measure not in BY_TEAM:
                raise ValueError(f"measures.{measure}.teams: it is returned for the whole authority; leave teams out")
            if len(set(owed.teams)) < len(owed.teams):
                raise ValueError(f"measures.{measure}.teams: a team stands twice")
        return self

    def owed(self, period: Period) -> Iterator[Figure]:
        """Give every figure that is owed for just this period: of a quarter, not those of its months."""
        for measure, owed in self.measures.items():
            if owed.every is period.kind:
                yield from (Figure(measure, team, owed) for team in owed.teams or [WHOLE])
