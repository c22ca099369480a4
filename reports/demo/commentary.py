"""What the owners of the invented authority's reports write about them: without figures, which differ by the day."""

from collections.abc import Iterator, Mapping
from datetime import date

_AUTHOR = "A. Okafor, Head of Performance"
_TEXTS: Mapping[str, str] = {
    "smt_overview": """
First Response stays the pressure point: **two posts are advertised for the third time**, and cases that should move on
wait there. Supervision is on its way up; where it is not, team managers bring a plan to the performance meeting.

# Supervision and oversight

The new recording form asks for the date of the session first. Late records should fall from now on.
""",
    "return_interviews": """
Children placed outside the county are still spoken to last. The provider has agreed to:

- offer the interview on the day of return, by telephone where nobody can travel;
- tell us within a day when a child declines, and why.
""",
    "lead_member": """
We are recruiting to First Response and have moved experienced workers there until the posts are filled. Managers now
see every week whose supervision is due, which is why more workers are supervised than a year ago.

From this month every child in care who went missing is offered a talk on the day of return.
""",
}


def commentaries(periods: Mapping[str, str], written: date) -> Iterator[tuple[str, str]]:
    """Give the files of commentary: name and text. periods: the key of the period reported on, by report."""
    for report, key in periods.items():
        yield f"{report}-{key}.md", f"---\nauthor: {_AUTHOR}\ndate: {written}\n---\n{_TEXTS[report].lstrip()}"
