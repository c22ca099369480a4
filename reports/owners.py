"""Who answers for what, and which measures show how the improvement plan goes."""

from collections.abc import Collection

from pydantic import Field

from reports.errors import SettingsError
from reports.section import Section, ShownText

NOBODY = "Nobody is named"


class Owners(Section):
    """Who owns each measure, and by which measures a recommendation shows (`owners.yaml`)."""

    measures: dict[str, ShownText] = Field({}, description="measure -> the role that answers for it")
    shown_by: dict[int, list[str]] = Field({}, description="recommendation -> the measures that show how it goes")

    def of(self, measure: str) -> str:
        """Give who answers for a measure."""
        return self.measures.get(measure, NOBODY)

    def demand_known(self, known: Collection[str]) -> None:
        """Raise SettingsError for a measure that there is not."""
        named = {*self.measures, *(measure for measures in self.shown_by.values() for measure in measures)}
        for name in sorted(named - set(known)):
            raise SettingsError(f"owners.yaml: {name}: there is no such measure; `lineofsight measures` lists them")
