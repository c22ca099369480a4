"""The story that the reports must make visible, as numbers. Days count from `until`: -240 is eight months ago.

It is told of a county of 5,500 open children; other sizes are scaled from it.
"""

from dataclasses import dataclass

COUNTY = 5500  # open children

FIRST_RESPONSE, FAMILIES, IN_CARE, CARE_LEAVERS, DISABILITIES, OUT_OF_HOURS = range(6)


@dataclass(frozen=True)
class Service:
    """A service of the county: its teams and case-holding workers, and how long a case stays with it."""

    name: str
    team_names: tuple[str, ...]
    teams: int
    workers: int
    cases: tuple[float, float]  # per full-time worker: between these, by team
    stay: float  # days a child stays, on average
    shape: float  # of the gamma distribution of stays: the larger, the more alike
    gap: float  # days, on average, until the place of a child who left is taken


SERVICES = (
    Service("First Response", ("First Response",), 7, 50, (14.6, 15.6), 50, 3.0, 2),
    Service(
        "Child Protection and Supporting Families",
        ("Child Protection", "Supporting Families"),
        17,
        162,
        (14.0, 16.0),
        230,
        1.5,
        3,
    ),
    Service("Children in Care", ("Children in Care",), 7, 62, (13.8, 15.6), 480, 1.2, 4),
    Service("Care Leavers", ("Leaving Care",), 4, 36, (13.4, 15.0), 800, 2.0, 4),
    Service("Children with Disabilities", ("Disabled Children",), 3, 28, (13.2, 14.8), 500, 1.2, 4),
    Service("Out of Hours", ("Out of Hours",), 2, 12, (3.0, 5.0), 14, 1.5, 2),
)

# Where a child comes from when a service takes the case over: (from, to, share of those it takes on).
TRANSFERS = (
    (FIRST_RESPONSE, FAMILIES, 0.7),
    (FIRST_RESPONSE, DISABILITIES, 0.3),
    (FAMILIES, IN_CARE, 0.75),
    (IN_CARE, CARE_LEAVERS, 0.9),
)
RE_REFERRED = 0.2  # share of new referrals of children known before: more of them within a year as the months go by
NO_FURTHER_ACTION = 0.3  # referrals that come to nothing, per referral that made a case
SUPPORT_WORKER_TOO = 0.12  # share of Supporting Families cases with a support worker beside the social worker

ADVISERS_SHARE = 0.83  # of the Care Leavers service's workers
ADVISERS_CASES = 24.0


@dataclass(frozen=True)
class Surge:
    """More cases per full-time worker: they begin to come between two days, for that many days."""

    cases: float
    first: float
    last: float
    days: float = float("inf")


FIRST_RESPONSE_SURGE = Surge(9.0, -275, -120)  # the average passes the ceiling of 16 eight months ago
ADVISERS_SURGE = Surge(5.4, -420, -60)  # ... and the advisers theirs of 25 a year ago
SINGLE_WORKER_SURGE = Surge(7.0, -300, -30)
ONCE_OVER_SURGE = Surge(6.0, -780, -220, days=130)
SINGLE_WORKERS_OVER = 0.045  # share of the workers elsewhere
WERE_OVER = 0.03  # ... and of those who were so once, each for some months
ASYE_CASES = 11.6  # per full-time worker: below nine tenths of 16

# Days that a referral waits in First Response until somebody is allocated: nearly always short, now and then not.
DAYS_TO_ALLOCATION = ((-270.0, 1.4), (-20.0, 8.5))
LONG_WAIT, LONG_WAIT_DAYS = 0.03, (20.0, 75.0)

# Share of workers with a supervision session in the month.
SUPERVISED = ((-365.0, 0.70), (-20.0, 0.865))
SUPERVISED_WHERE_IT_DROPS = ((-130.0, 0.95), (-45.0, 0.53))
OVERSIGHT_GAP = 47.5  # days, on average, between two times a manager looks at a child's case

# The front door: share of contacts decided within a working day; assessments that one team leaves unsigned.
DECIDED_IN_TIME = ((-125.0, 0.93), (-10.0, 0.75))
ASSESSED_LATE = 0.34  # share of assessments that would take longer than they may
HIDDEN_SINCE = -170.0

# Child protection: what shares of families' times with a team have a plan, by the days they last; conferences in time.
PLAN_SHARE = ((60.0, 0.06), (400.0, 0.5))
REPEAT_PLANS = 0.21  # share of children with an earlier plan than the first one known
OTHER_ENQUIRIES = 0.11  # of referrals: enquiries without a conference
CONFERENCES_IN_TIME = ((-420.0, 0.70), (-60.0, 0.86))

# Children in care and care leavers.
CARE_VISITS_LEFT_OUT = ((-160.0, 0.30), (-130.0, 0.10))  # share of visits: they are planned ahead since
HEALTH_IN_TIME = 0.45  # share of initial assessments within the working days that they may take
IN_EET_BY_AGE = (
    (18.0, 0.72),
    (20.0, 0.5),
    (23.0, 0.2),
)  # share of care leavers: the younger ones do better than those before

# Young people who present as homeless: how many a month, and in the quarter of the rise besides; the share of those
# given a home who wait for it in bed and breakfast.
HOMELESS_PER_MONTH, HOMELESS_IN_THE_SURGE = 4.5, 4.5
NIGHTS_USUALLY, NIGHTS_IN_THE_SURGE = 0.08, 0.6

# Missing episodes, and what becomes of the return interview.
MISSING_PER_MONTH, AWAY_PER_MONTH = 110, 15
CARE_SHARE = 0.31  # of the missing children
NEW_PROVIDER = -275.0
OLD_PROVIDERS = ("Westmere Return Interview Team", "Allocated social worker")
PROVIDER = "Lantern Return Service"


@dataclass(frozen=True)
class Interviews:
    """Shares of required returns: interviewed at all, in 72 hours; of those not interviewed, never offered."""

    completed: float
    in_time: float
    never_offered: float


INTERVIEWS = {  # (new provider, looked after)
    (False, False): Interviews(0.70, 0.55, 0.3),
    (False, True): Interviews(0.56, 0.41, 0.5),
    (True, False): Interviews(0.96, 0.90, 0.1),
    (True, True): Interviews(0.81, 0.655, 0.45),
}

THEMES = (  # (kind, theme, share of interviews at home, share of those in care)
    ("push", "family conflict", 0.34, 0.08),
    ("push", "placement unhappiness", 0.02, 0.36),
    ("push", "mental health", 0.16, 0.18),
    ("push", "bullying", 0.09, 0.06),
    ("push", "boundaries at home", 0.2, 0.12),
    ("pull", "peer influence", 0.36, 0.33),
    ("pull", "contact with family", 0.05, 0.27),
    ("pull", "relationship", 0.14, 0.12),
    ("harm", "exploitation", 0.11, 0.19),
    ("harm", "substance misuse", 0.15, 0.17),
    ("harm", "unsafe adults", 0.06, 0.08),
    ("harm", "self-harm", 0.04, 0.05),
    ("input", "family mediation", 0.22, 0.06),
    ("input", "mentoring", 0.18, 0.2),
    ("input", "placement review", 0.01, 0.21),
    ("input", "counselling", 0.13, 0.12),
    ("input", "education support", 0.12, 0.1),
)
