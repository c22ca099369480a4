"""What every section of the settings is made of."""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

MatchedText = Annotated[str, AfterValidator(lambda text: text.strip().casefold())]
ShownText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def written(pattern: str, expected: str) -> BeforeValidator:
    """Demand a text of a pattern; what is none is told what is expected, not the pattern."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value
        raise ValueError(f"expected {expected}")

    return BeforeValidator(check)


class ReportName(StrEnum):
    """The reports there are (`reports.documents.catalogue`)."""

    SMT_OVERVIEW = "smt_overview"
    RETURN_INTERVIEWS = "return_interviews"
    LEAD_MEMBER = "lead_member"
    PERFORMANCE_MEETING = "performance_meeting"
    FIRST_RESPONSE = "first_response"
    TEAM_OVERSIGHT = "team_oversight"
    HOMELESSNESS_16_17 = "homelessness_16_17"
    CHILD_PROTECTION_PANEL = "child_protection_panel"
    CHILDREN_IN_CARE_PANEL = "children_in_care_panel"
    SCRUTINY = "scrutiny"
    PRIVATE_FOSTERING = "private_fostering"
    PLAN_PROGRESS = "plan_progress"


class Section(BaseModel):
    """A file of `config/`: a setting that it does not know is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)
