"""The figures of a public report as data fit to publish: a figure a row, with what it is, and what its status means."""

from collections.abc import Mapping

import pandas as pd

from reports import figures
from reports.documents.document import MemberInput
from reports.measures import MEASURES

LICENCE = "Open Government Licence v3.0"
MEANING = {
    figures.OK: "",
    figures.NOT_APPLICABLE: "not applicable: there was nothing to count",
    figures.NOT_COLLECTED: "not collected",
    figures.SUPPRESSED: "suppressed: a number from 1 to 5, or one from which such a number could be worked out",
}


def open_data(handed: MemberInput, titles: Mapping[str, str]) -> pd.DataFrame:
    """Give every figure of a public report, of all its periods, the latest last.

    Columns: measure, title, definition, period_start, period_end (the day after the last), breakdown, group, value,
    numerator, denominator, unit, status, status_meaning, source, published_by, data_as_at, licence. A suppressed figure
    has no numbers. Values are not rounded.
    """
    rows = handed.figures.sort_values(["period_start", "measure", "breakdown", "group_id"], kind="stable")
    measures = rows["measure"]
    return pd.DataFrame(
        {
            "measure": measures,
            "title": [titles.get(each, MEASURES[each].title) for each in measures],
            "definition": [MEASURES[each].definition for each in measures],
            "period_start": rows["period_start"],
            "period_end": rows["period_end"],
            "breakdown": rows["breakdown"],
            "group": rows["group_name"],
            "value": rows["value"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "unit": rows["unit"],
            "status": rows["status"],
            "status_meaning": rows["status"].map(MEANING),
            "source": [MEASURES[each].source for each in measures],
            "published_by": handed.settings.authority.name,
            "data_as_at": handed.as_at.isoformat(timespec="minutes"),
            "licence": LICENCE,
        }
    ).reset_index(drop=True)
