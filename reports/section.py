"""What every section of the settings is made of."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

MatchedText = Annotated[str, AfterValidator(lambda text: text.strip().casefold())]
ShownText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ReportName(StrEnum):
    """The reports there are (`reports.documents.catalogue`)."""

    SMT_OVERVIEW = "smt_overview"
    RETURN_INTERVIEWS = "return_interviews"
    LEAD_MEMBER = "lead_member"


class Section(BaseModel):
    """A file of `config/`: a setting that it does not know is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)
