"""What is known of how the counts behind figures hang together, by the definitions of the measures (measures.md).

A count has a name: the same number printed by two measures has one name. Counts of one group are compared by name
(`_AT_MOST`), and of each name the groups of a breakdown are compared with the authority.
"""

from collections.abc import Iterable, Iterator, Mapping

from reports.figures import AUTHORITY

Count = tuple[str, str, str]  # breakdown, group, name
Terms = Mapping[Count, int]  # a sum of counts, each so many times, that is at most 0
NUMERATOR, DENOMINATOR = 0, 1
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
)
# The same, where the authority's standards are such that it holds.
_MOSTLY = (
    (("supervised", "overdue"), ("workers due",)),
    (("on schedule", "overdue"), ("workers due",)),
    (("social workers",), ("workers with a ceiling",)),
    (("social workers' FTE",), ("workers with a ceiling",)),
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


def _holds(terms: Terms, true: Mapping[Count, float], *, unseen: bool) -> bool:
    """Tell whether a sum is at most 0; of counts that are not in the figures, what to think."""
    if terms.keys() <= true.keys():
        return sum(factor * true[count] for count, factor in terms.items()) <= EXACT
    return unseen
