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
    "performance_meeting": """
Two things pull against each other: **more is done on time in child protection and in care, and less at the front
door**. What slows First Response is how many children are referred there; it is not how the teams work.

One assessment team has left late work open rather than signed it off. Its manager's post is vacant, and the head of
service reads its list every week until it is filled.
""",
    "first_response": """
Decisions on contacts are slower than some months ago. From this week:

- a duty manager is named for each day and decides what is left at noon;
- late assessments are read by the service manager, the oldest first.
""",
    "team_oversight": """
Please look at the children without recorded oversight first. Where you have seen a child's case and have not recorded
it, do so before the next meeting.
""",
    "homelessness_16_17": """
More young people presented in the last quarter than before, and some of them waited in **bed and breakfast**, which
we do not want for anybody of this age. Some emergency beds are closed until the building is repaired; the housing
authorities have offered places until then.
""",
    "child_protection_panel": """
A second chair is in post, and conferences are held sooner. Children who come back to a plan are what we look into next:
the panel sees what we find in its next meeting but one.
""",
    "children_in_care_panel": """
Visits are now planned a quarter ahead, and more children are seen in time.

First health assessments are still slow: the clinic has too few appointments. We have asked the health partnership for
more, and tell the panel what comes of it.
""",
    "scrutiny": """
More families contact us than a year ago, and some wait longer for an answer than they should. Children who need
protection are helped sooner than they were. We publish both.
""",
    "private_fostering": """
Schools now ask about private fostering when a child is enrolled, so that we hear of more children. Some arrangements
will still be unknown to us: whoever looks after another family's child should tell us.
""",
    "plan_progress": """
Most actions are done or under way. Those that are blocked wait for other bodies, or for posts to be filled; each has a
person who reports to the board on what was tried.
""",
}


def commentaries(periods: Mapping[str, str], written: date) -> Iterator[tuple[str, str]]:
    """Give the files of commentary: name and text, where there is one. periods: the period's key, by report."""
    for report, text in _TEXTS.items():
        if report in periods:
            yield f"{report}-{periods[report]}.md", f"---\nauthor: {_AUTHOR}\ndate: {written}\n---\n{text.lstrip()}"
