"""What is known of how the counts behind figures hang together, by the definitions of the measures (measures.md).

A count has a name: the same number printed by two measures has one name. Counts of one group are compared by name
(`_AT_MOST`), and of each name the groups of a breakdown are compared with the authority.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from reports.figures import AUTHORITY

Count = tuple[str, str, str]  # breakdown, group, name
Terms = Mapping[Count, int]  # a sum of counts, each so many times, that is at most 0
NUMERATOR, DENOMINATOR = 0, 1
SMALLEST, LARGEST = 1, 5  # the counts that could identify somebody
EXACT = 1e-6  # two sums of FTE nearer than this are the same

# The counts that measures have in common, or that are compared with others; any other has a name of its own.
_NAMES = {
    ("returns", NUMERATOR): "returns",
    ("long_absences", DENOMINATOR): "returns",
    ("notification_delay", DENOMINATOR): "told",
    ("interviews_offered", DENOMINATOR): "required",
    ("interviews_offered", NUMERATOR): "offered",
    ("interviews_declined", DENOMINATOR): "offered",
    ("interviews_declined", NUMERATOR): "declined",
    ("interviews_completed", DENOMINATOR): "due",
    ("interviews_in_time", DENOMINATOR): "due",
    ("interviews_completed", NUMERATOR): "completed",
    ("interviews_in_time_of_completed", DENOMINATOR): "completed",
    ("interviews_in_time", NUMERATOR): "in time",
    ("interviews_in_time_of_completed", NUMERATOR): "in time",
    ("interviews_not_yet_due", NUMERATOR): "waiting",
    ("interviews_timing_unknown", NUMERATOR): "cannot tell",
    ("interviews_outstanding", NUMERATOR): "outstanding",
    ("hours_to_interview", DENOMINATOR): "timed",
    ("interviews_independent", DENOMINATOR): "flagged",
    ("interviews_graded_good", DENOMINATOR): "graded",
    ("missing_episodes", NUMERATOR): "episodes",
    ("police_logging_delay", DENOMINATOR): "logged",
    ("police_logging_delay_p90", DENOMINATOR): "logged",
    ("children_missing", NUMERATOR): "children missing",
    ("repeat_missing_children", NUMERATOR): "children missing again",
    ("supervised", DENOMINATOR): "workers due",
    ("supervised", NUMERATOR): "supervised",
    ("supervision_overdue", DENOMINATOR): "workers due",
    ("supervision_overdue", NUMERATOR): "overdue",
    ("never_supervised", NUMERATOR): "never",
    ("days_since_supervision", DENOMINATOR): "ever",
    ("asye_on_schedule", DENOMINATOR): "newly qualified",
    ("asye_on_schedule", NUMERATOR): "on schedule",
    ("median_caseload", DENOMINATOR): "social workers",
    ("average_caseload", DENOMINATOR): "social workers' FTE",
    ("average_caseload", NUMERATOR): "social workers' cases",
    ("workers_over_ceiling", DENOMINATOR): "workers with a ceiling",
    ("open_cases", NUMERATOR): "open cases",
    ("children_overseen", DENOMINATOR): "to be overseen",
    ("cp_plans_open", NUMERATOR): "children with a plan",
    ("cp_plan_length_open", DENOMINATOR): "plans open",
    ("cp_plans_over_2_years", DENOMINATOR): "plans open",
    ("cp_plans_over_2_years", NUMERATOR): "plans long open",
    ("cp_reviews_in_time", DENOMINATOR): "plans to review",
    ("cp_visits_in_time", DENOMINATOR): "plans to visit",
    ("cp_plans_started", NUMERATOR): "children who began a plan",
    ("repeat_cp_plans", DENOMINATOR): "plans started",
    ("repeat_cp_plans", NUMERATOR): "plans started again",
    ("repeat_cp_plans_2_years", DENOMINATOR): "plans started",
    ("repeat_cp_plans_2_years", NUMERATOR): "plans started again soon",
    ("cp_plans_ended", NUMERATOR): "children who ended a plan",
    ("cp_plan_length", DENOMINATOR): "plans ended",
    ("cp_plans_over_2_years_ended", DENOMINATOR): "plans ended",
    ("children_looked_after", NUMERATOR): "looked after",
    ("placements_three_or_more", DENOMINATOR): "looked after",
    ("children_looked_after_started", NUMERATOR): "came into care",
    ("children_looked_after_ceased", NUMERATOR): "left care",
    ("same_placement_two_years", DENOMINATOR): "long in care, under 16",
    ("same_placement_three_years", DENOMINATOR): "three years in care",
    ("care_visits_in_time", DENOMINATOR): "six weeks in care",
    ("initial_health_in_time", DENOMINATOR): "to be checked",
    ("sdq_returned", DENOMINATOR): "to be scored",
    ("sdq_returned", NUMERATOR): "scored",
    ("sdq_mean", DENOMINATOR): "scored",
    ("care_leavers_in_eet", DENOMINATOR): "care leavers",
    ("care_leavers_in_touch", DENOMINATOR): "care leavers",
    ("pathway_plans_reviewed", DENOMINATOR): "care leavers",
    ("care_leavers_in_touch", NUMERATOR): "in touch",
    ("care_leavers_suitable_home", DENOMINATOR): "in touch",
    ("referrals", NUMERATOR): "referrals",
    ("referrals_no_further_action", DENOMINATOR): "referrals",
    ("re_referrals", DENOMINATOR): "referrals",
    ("assessments_completed", NUMERATOR): "assessments",
    ("assessments_in_45_days", DENOMINATOR): "assessments of a referral",
    ("contact_to_assessment", DENOMINATOR): "assessments of a referral",
    ("contacts", NUMERATOR): "contacts",
    ("contacts_decided_in_time", DENOMINATOR): "contacts to be decided",
    ("contacts_undecided", NUMERATOR): "undecided",
}
# The first together are at most the second together, in every group. Those completed before they were due are the
# required ones less those due and those waiting.
_AT_MOST = (
    (("required",), ("returns",)),
    (("told",), ("returns",)),
    (("offered",), ("required",)),
    (("due", "waiting"), ("required",)),
    (("completed", "outstanding"), ("due",)),
    (("in time", "cannot tell"), ("completed",)),
    (("declined", "completed", "outstanding"), ("due", "waiting")),
    (("timed", "due", "waiting"), ("completed", "required")),
    (("flagged", "due", "waiting"), ("completed", "required")),
    (("graded", "due", "waiting"), ("completed", "required")),
    (("children missing",), ("episodes",)),
    (("logged",), ("episodes",)),
    (("children missing again",), ("children missing",)),
    (("ever", "never"), ("workers due",)),
    (("workers due",), ("ever", "never")),
    (("never",), ("overdue",)),
    (("supervised",), ("ever",)),
    (("newly qualified",), ("workers due",)),
    (("social workers' FTE",), ("social workers",)),
    (("social workers",), ("social workers' cases",)),
    (("to be overseen", "open of late"), ("open cases",)),
    (("open cases",), ("to be overseen", "open of late")),
    (("children with a plan",), ("plans open",)),
    (("plans to review",), ("plans open",)),
    (("plans to visit",), ("plans open",)),
    (("children who began a plan",), ("plans started",)),
    (("plans started again soon",), ("plans started again",)),
    (("children who ended a plan",), ("plans ended",)),
    (("long in care, under 16",), ("looked after",)),
    (("three years in care",), ("looked after",)),
    (("six weeks in care",), ("looked after",)),
    (("to be scored",), ("looked after",)),
    (("to be checked",), ("came into care",)),
    (("assessments of a referral",), ("assessments",)),
    (("contacts to be decided",), ("contacts",)),
    (("undecided",), ("contacts to be decided",)),
)
# The same, where the authority's standards are such that it holds.
_MOSTLY = (
    (("supervised", "overdue"), ("workers due",)),
    (("on schedule", "overdue"), ("workers due",)),
    (("social workers",), ("workers with a ceiling",)),
    (("social workers' FTE",), ("workers with a ceiling",)),
    (("plans open",), ("children with a plan",)),
    (("plans started",), ("children who began a plan",)),
    (("plans ended",), ("children who ended a plan",)),
    (("assessments",), ("assessments of a referral",)),
)
# What there is at a period's end, what was added in it, and what went: an end is the end before, and more, and less.
_FLOWS = (
    ("children with a plan", "children who began a plan", "children who ended a plan"),
    ("plans open", "plans started", "plans ended"),
    ("looked after", "came into care", "left care"),
)
FRACTIONS = {"social workers' FTE"}  # everything else is counted in wholes
# A child may be in two groups of a breakdown: they are not to be added up.
_OVERLAPPING = {"children missing", "open cases", "to be overseen", "open of late"}


def name(measure: str, place: int) -> str:
    """Name a measure's numerator or denominator."""
    return _NAMES.get((measure, place), f"{measure}/{place}")


def rest(measure: str) -> str:
    """Name what is left of a proportion's denominator."""
    return f"{measure}/rest"


def linked() -> Iterator[set[str]]:
    """Give the names that are compared with each other."""
    for parts, wholes in (*_AT_MOST, *_MOSTLY):
        yield {*parts, *wholes}
    yield from map(set, _FLOWS)


def flowing() -> set[str]:
    """Give the names of counts that one period tells of another, and of whatever is compared with them."""
    names = {one for flow in _FLOWS for one in flow}
    families = list(linked())
    while more := [family for family in families if family & names and not family <= names]:
        names |= set().union(*more)
    return names


def all_of(printed: Mapping[Count, float], names: set[str]) -> tuple[dict[Count, float], list[Terms]]:
    """Give all that is known of the counts of a family, of which some are printed, shown or not.

    That is every count that is told by its place, and the sums that hold. A group that has no figure of a measure,
    where others of its breakdown have, has none of what is counted. A count that no measure prints is in the sums
    all the same.
    """
    true = dict(printed)
    breakdowns: dict[str, dict[str, None]] = {AUTHORITY: {AUTHORITY: None}}
    for breakdown, group, _ in printed:
        breakdowns.setdefault(breakdown, {})[group] = None
    for breakdown, _, one in printed:
        for group in breakdowns[breakdown]:
            true.setdefault((breakdown, group, one), 0.0)
    terms: list[Terms] = []
    for breakdown, groups in breakdowns.items():
        for group in groups:
            terms += _within(breakdown, group, names, true)
        if breakdown != AUTHORITY:
            for one in sorted(names):
                terms += _between(breakdown, groups, one, true)
    terms += _through_time(sorted(breakdowns[AUTHORITY].keys() - {AUTHORITY}), true)
    return true, terms


def _within(breakdown: str, group: str, names: set[str], true: Mapping[Count, float]) -> Iterator[Terms]:
    """Give what holds between the counts of a group."""
    said = [(parts, wholes, True) for parts, wholes in _AT_MOST] + [(parts, wholes, False) for parts, wholes in _MOSTLY]
    for parts, wholes, always in said:
        terms = {(breakdown, group, one): factor for ones, factor in ((parts, 1), (wholes, -1)) for one in ones}
        if names.issuperset(parts + wholes) and _holds(terms, true, unseen=always):
            yield terms
    for one in names:
        if one.endswith("/rest") and (breakdown, group, one) in true:
            measure = one.removesuffix("/rest")
            at_most = {
                (breakdown, group, one): 1,
                (breakdown, group, name(measure, NUMERATOR)): 1,
                (breakdown, group, name(measure, DENOMINATOR)): -1,
            }
            yield from (at_most, {count: -factor for count, factor in at_most.items()})


def _between(breakdown: str, groups: Iterable[str], one: str, true: Mapping[Count, float]) -> Iterator[Terms]:
    """Give what holds of a name between the groups of a breakdown and the authority.

    Where nobody is in two groups a reader may take it that nobody can be: no small number rests on that being unsure.
    """
    whole = (AUTHORITY, AUTHORITY, one)
    parts = [(breakdown, group, one) for group in groups]
    at_most: Terms = {**dict.fromkeys(parts, 1), whole: -1}
    at_least: Terms = {count: -factor for count, factor in at_most.items()}
    each: list[Terms] = [{part: 1, whole: -1} for part in parts]
    yield from (terms for terms in (at_most,) if _holds(terms, true, unseen=one not in _OVERLAPPING))
    yield from (terms for terms in (at_least, *each) if _holds(terms, true, unseen=True))


def _through_time(periods: Sequence[str], true: Mapping[Count, float]) -> Iterator[Terms]:
    """Give what holds between the ends of periods that follow each other: a period stands for the group.

    Where it does not hold exactly, as where a child has two plans, nobody can reckon with it.
    """
    for before, period in pairwise(periods):
        for end, added, gone in _FLOWS:
            now, then = (AUTHORITY, period, end), (AUTHORITY, before, end)
            at_most = {now: 1, then: -1, (AUTHORITY, period, added): -1, (AUTHORITY, period, gone): 1}
            at_least = {count: -factor for count, factor in at_most.items()}
            if _holds(at_most, true, unseen=False) and _holds(at_least, true, unseen=False):
                yield from (at_most, at_least)


def _holds(terms: Terms, true: Mapping[Count, float], *, unseen: bool) -> bool:
    """Tell whether a sum is at most 0; of counts that are not in the figures, what to think."""
    if terms.keys() <= true.keys():
        return sum(factor * true[count] for count, factor in terms.items()) <= EXACT
    return unseen
