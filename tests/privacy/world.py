"""What the counts of the measures are counts of: an invented month, told by kinds of things.

A kind is something that there can be any whole number of, such as "a return of a child in care, due an interview,
offered one, that led to one in time". The definitions of the measures (measures.md) say which printed counts one
more of that kind adds to. That is all that a reader of every definition can know of how printed counts hang
together: any numbers of the kinds at all are a month that could have been.

It is written from the definitions, and knows nothing of how `reports.suppression` ties counts together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np

AUTHORITY = "authority"
CARE_STATUSES = ("home", "looked_after")
ABOVE, BELOW, REST = 0, 1, 2  # numerator, denominator, and what a proportion leaves of it
MANY = 400  # of a kind; no invented month has more

Count = tuple[str, str, int]  # measure, group, and which of its numbers


@dataclass(frozen=True)
class Kind:
    """A kind of thing: the counts that one more of it adds to, how common it is, and whether it comes in wholes."""

    counts: frozenset[Count]
    common: float = 1.0
    whole: bool = True


@dataclass(frozen=True)
class Ratio:
    """That some kinds together are at least `low` and at most `high` times as many as others together.

    Episodes of children are at least one each; with 1 and 1, kinds tell others apart in another way: returns are long
    absences or short ones, whatever became of their interviews.
    """

    kinds: Sequence[str]
    of: Sequence[str]
    low: float
    high: float


@dataclass
class World:
    """Kinds by name, and what is known of how many there can be."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    ratios: list[Ratio] = field(default_factory=list)

    def kind(self, name: str, counts: Iterable[Count], common: float = 1.0, *, whole: bool = True) -> str:
        """Add a kind and give its name."""
        self.kinds[name] = Kind(frozenset(counts), common, whole)
        return name

    def apart(self, of: Sequence[str], **kinds: Iterable[Count]) -> None:
        """Tell kinds apart in another way."""
        names = [self.kind(f"{of[0].split()[0]} {name}", counts) for name, counts in kinds.items()]
        self.ratios.append(Ratio(names, of, 1, 1))

    @property
    def counts(self) -> list[Count]:
        """Every count there is."""
        return sorted({count for kind in self.kinds.values() for count in kind.counts})

    def month(self, chance: np.random.Generator) -> dict[Count, float]:
        """Draw how many there are of each kind, in a small place or a large one, and count them."""
        size = np.exp(chance.uniform(np.log(0.2), np.log(20.0)))
        drawn = {
            name: float(chance.poisson(size * kind.common * chance.uniform(0.2, 1.8))) * (chance.random() > 0.25)
            for name, kind in self.kinds.items()
        }
        for ratio in self.ratios:
            drawn.update(self._split(ratio, sum(drawn[name] for name in ratio.of), chance))
        counts = dict.fromkeys(self.counts, 0.0)
        for name, kind in self.kinds.items():
            for count in kind.counts:
                counts[count] += drawn[name]
        return counts

    def _split(self, ratio: Ratio, of: float, chance: np.random.Generator) -> dict[str, float]:
        """Draw a total that obeys the ratio, and how its kinds share it."""
        names = list(ratio.kinds)
        if not self.kinds[names[0]].whole:
            return {names[0]: round(of * chance.uniform(0.3, ratio.high), 1)}
        total = int(of * chance.uniform(ratio.low, min(ratio.high, chance.choice([1.5, 20]))))
        parts = chance.multinomial(total, chance.dirichlet(np.full(len(names), 0.7)))
        return dict(zip(names, map(float, parts), strict=True))


def both(measure: str, group: str, places: Iterable[int]) -> set[Count]:
    """Counts of a group and of the authority, which is the sum of its groups."""
    return {(measure, each, place) for place in places for each in (group, AUTHORITY)}


def share(measure: str, group: str, *, hit: bool) -> set[Count]:
    """One more in the denominator of a proportion, and in the numerator or in the rest."""
    return both(measure, group, (BELOW, ABOVE if hit else REST))


def returns() -> World:
    """Returns and their interviews, children at home and in care."""
    world = World()
    for group in CARE_STATUSES:
        every = [world.kind(f"{group} not required", both("returns", group, (ABOVE,)), 0.3)]
        completed = []
        for offered, (state, fate) in product((True, False), product(("due", "waiting"), _FATES)):
            if state == "waiting" and fate in {"late", "cannot tell", "not possible"}:
                continue
            counts = _return(group, offered, state == "due", fate)
            name = world.kind(f"{group} {state} {fate} {offered}", counts, _FATES[fate] * (0.1, 1.0)[state == "due"])
            every.append(name)
            completed += [name] * (fate in {"in time", "late", "cannot tell"})
        long, told = "long_absences", "notification_delay"
        world.apart(every, long=share(long, group, hit=True), short=share(long, group, hit=False))
        world.apart(every, told=both(told, group, (BELOW,)), untold=())
        world.apart(completed, timed=both("hours_to_interview", group, (BELOW,)), dated=())
    return world


_FATES = {"in time": 3.0, "late": 0.6, "cannot tell": 0.2, "declined": 0.4, "not possible": 0.2, "open": 0.7}


def _return(group: str, offered: bool, due: bool, fate: str) -> set[Count]:
    completed = fate in {"in time", "late", "cannot tell"}
    counts = both("returns", group, (ABOVE,)) | share("interviews_offered", group, hit=offered)
    if due:
        counts |= share("interviews_completed", group, hit=completed)
        counts |= share("interviews_in_time", group, hit=fate == "in time")
    if due and completed:
        counts |= share("interviews_in_time_of_completed", group, hit=fate == "in time")
    if due and fate == "cannot tell":
        counts |= both("interviews_timing_unknown", group, (ABOVE,))
    if due and fate == "open":
        counts |= both("interviews_outstanding", group, (ABOVE,))
    if not due and not completed:
        counts |= both("interviews_not_yet_due", group, (ABOVE,))
    if offered:
        counts |= share("interviews_declined", group, hit=fate == "declined")
    return counts


def episodes() -> World:
    """Children who went missing, once in each care status that they had, and their episodes."""
    world = World()
    children: dict[str, list[str]] = {group: [] for group in CARE_STATUSES}
    for groups, common in ((("home",), 1.0), (("looked_after",), 1.0), (CARE_STATUSES, 0.1)):
        for last in (None, *groups):  # the care status of the last episode of who went missing again and again
            counts = {("children_missing", each, ABOVE) for each in (*groups, AUTHORITY)}
            counts |= both("repeat_missing_children", last, (ABOVE,)) if last else set()
            name = world.kind(f"child {' and '.join(groups)} {last}", counts, common * (0.3 if last else 1.0))
            for group in groups:
                children[group].append(name)
    for group in CARE_STATUSES:
        delay = {("police_logging_delay", each, BELOW) for each in (group, AUTHORITY)}
        delay |= {("police_logging_delay_p90", each, BELOW) for each in (group, AUTHORITY)}
        episode = both("missing_episodes", group, (ABOVE,))
        each = (world.kind(f"{group} logged", episode | delay), world.kind(f"{group} unlogged", episode))
        world.ratios.append(Ratio(each, children[group], 1, MANY))
    return world


def workers(services: Sequence[str]) -> World:
    """Workers due supervision, by service; workers with a ceiling, and the caseload of the social workers."""
    world = World()
    for group in services:
        for last, newly in product(("now", "lately", "long ago", "never"), (None, True, False)):
            if newly and last not in {"now", "lately"}:
                continue  # on schedule means a session within a month at most
            counts = share("supervised", group, hit=last == "now")
            counts |= share("supervision_overdue", group, hit=last in {"long ago", "never"})
            counts |= both("never_supervised", group, (ABOVE,)) if last == "never" else set()
            counts |= both("days_since_supervision", group, (BELOW,)) if last != "never" else set()
            counts |= share("asye_on_schedule", group, hit=newly) if newly is not None else set()
            common = {"now": 3.0, "lately": 0.2, "long ago": 0.4, "never": 0.1}[last]
            world.kind(f"{group} {last} {newly}", counts, common * (1.0 if newly is None else 0.15))
        social = []
        for over, counted in product((True, False), (True, False)):
            counts = share("workers_over_ceiling", group, hit=over)
            counts |= both("median_caseload", group, (BELOW,)) if counted else set()
            name = world.kind(f"{group} worker {over} {counted}", counts, (0.3 if over else 1.0) * (1 + counted))
            social += [name] * counted
        cases = world.kind(f"{group} cases", both("average_caseload", group, (ABOVE,)))
        fte = world.kind(f"{group} FTE", both("average_caseload", group, (BELOW,)), whole=False)
        world.ratios += [Ratio((cases,), social, 1, MANY), Ratio((fte,), social, 0.01, 1)]
    return world


def children(services: Sequence[str]) -> World:
    """Open cases and their oversight, by service: a child of two services counts once in each."""
    world = World()
    for groups in (each for number in range(1, len(services) + 1) for each in combinations(services, number)):
        everywhere = (*groups, AUTHORITY)
        rare = 0.05 ** (len(groups) - 1)
        held = {("open_cases", each, ABOVE) for each in everywhere}
        due = held | {("children_overseen", each, BELOW) for each in everywhere}
        name = " and ".join(groups)
        world.kind(f"{name} held", held, rare)
        world.kind(f"{name} overseen", due | {("children_overseen", each, ABOVE) for each in everywhere}, rare * 2)
        world.kind(f"{name} not overseen", due | {("children_overseen", each, REST) for each in everywhere}, rare)
    return world
