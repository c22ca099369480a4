"""What the senior management team should look at: services, roles and teams over their ceilings, missed targets,
and measures that get worse without a target."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from reports.documents.attention import Item
from reports.documents.history import Figure
from reports.documents.missing import CARE, HOME
from reports.documents.reading import Reading, Readings
from reports.documents.standing import OFF_TARGET, gap, misses, plain_target, social_work_ceiling
from reports.documents.supervision import without_oversight
from reports.documents.words import amount, count, list_of, plural, sentence, since
from reports.figures import show

LONG_OVER = 6  # months over a ceiling after which a worker is named as long over
SMALL_TEAM = 5  # a team with fewer due workers is not singled out by its share
_NO_TARGET = {
    "unallocated_children": "unallocated",
    "never_supervised": "overdue",
    "children_missing": "missing-figures",
    "repeat_missing_children": "missing-figures",
    "still_missing": "missing-figures",
    "supervision_recorded_late": "supervision-figures",
    "hours_to_interview": "missing-figures",
    "police_logging_delay": "missing-figures",
    "notification_delay": "missing-figures",
}


def items(readings: Readings, lists: Mapping[str, pd.DataFrame]) -> Iterator[Item]:
    """Give everything that is off its standard, or getting worse without one; in no order."""
    over = dict(_services(readings, lists))
    yield from over.values()
    yield from _roles(readings, lists)
    yield from _teams_elsewhere(readings, lists["teams"], set(over))
    yield from _workers(readings, lists["workers"])
    yield from _supervised(readings)
    yield from _overseen(readings)
    yield from _newly_qualified(readings)
    yield from _interviews(readings)
    yield from _worsening(readings)


def _services(readings: Readings, lists: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, Item]]:
    ceiling = social_work_ceiling(readings.settings.standards)
    history = readings.history
    for service in history.groups("average_caseload", "service"):
        if ceiling is None or not service.group_id or not service.ok or service.value <= ceiling:
            continue
        months = history.in_a_row("average_caseload", lambda value: value > ceiling, "service", service.group_id)
        over = history.at("workers_over_ceiling", "service", service.group_id)
        highest = history.at("highest_caseload", "service", service.group_id)
        children = lists["unallocated"]
        theirs = children[children["service"] == service.group_name]
        said = [f"Over {since(history.period, months)}"]
        if over.ok:
            said[0] += f"; {_of(over, 'worker')} above it, the highest {highest.value:g}"
        if len(theirs):
            wait = int(theirs["days_waiting"].max())
            said.append(
                f"{count(len(theirs), 'child')} {plural('waits', len(theirs))} for a worker, up to {count(wait, 'day')}"
            )
        yield (
            service.group_name,
            Item(
                f"{service.group_name}: {service.shown} cases per FTE, ceiling {plain_target(ceiling, '')}",
                " ".join(map(sentence, said)),
                "services",
                service.value / ceiling - 1,
                months,
            ),
        )


def _roles(readings: Readings, lists: Mapping[str, pd.DataFrame]) -> Iterator[Item]:
    standards, history = readings.settings.standards, readings.history
    for role, ceiling in standards.caseload_ceilings.items():
        average = history.at("average_caseload", "role", role)
        if role in standards.social_work_roles or not average.ok or average.value <= ceiling:
            continue
        months = history.in_a_row("average_caseload", _above(ceiling), "role", role)
        workers = lists["workers"]
        long_over = workers[(workers["role"].str.casefold() == role) & (workers["months_over"] >= LONG_OVER)]
        over = history.at("workers_over_ceiling", "role", role)
        hold = plural("holds", over.numerator)
        detail = f"Over {since(history.period, months)}; {_of(over, 'worker')} {hold} more than allowed"
        if len(long_over):
            detail += f", {len(long_over)} for {LONG_OVER} months or more"
        yield Item(
            f"{plural(role, 2).capitalize()}: {average.shown} cases per FTE, ceiling {ceiling:g}",
            sentence(detail),
            "roles",
            average.value / ceiling - 1,
            months,
        )


def _teams_elsewhere(readings: Readings, teams: pd.DataFrame, services: set[str]) -> Iterator[Item]:
    """Teams over their ceiling in services that are not: those of social workers, whose ceiling is lower."""
    ceiling = social_work_ceiling(readings.settings.standards)
    if ceiling is None:
        return
    over = teams[
        (teams["average"] > teams["ceiling"])
        & (teams["ceiling"] <= ceiling)
        & ~teams["service"].isin(services)
        & teams["team_id"].ne("")  # a team that nobody knows is a matter of data quality: no one can act on it
    ]
    if over.empty:
        return
    worst = over.iloc[0]
    months = readings.history.in_a_row("average_caseload", _above(ceiling), "team", str(worst["team_id"]))
    others = [str(name) for name in over["team"].iloc[1:]]
    detail = f"Also over their ceiling: {list_of(others)}" if others else "The only team over in its service"
    yield Item(
        f"{worst['team']}: {show(worst['average'], '')} cases per FTE, ceiling {show(worst['ceiling'], '')}",
        sentence(detail),
        "teams",
        float(worst["average"] / worst["ceiling"] - 1),
        max(1, months),
    )


def _workers(readings: Readings, workers: pd.DataFrame) -> Iterator[Item]:
    """Single workers over their ceiling, wherever they are."""
    whole = readings.of("workers_over_ceiling")
    if whole.standing is not OFF_TARGET:
        return
    over = workers[workers["over"] > 0]
    long_over = int((over["months_over"] >= LONG_OVER).sum())
    detail = f"{whole.now.fraction}, in {count(over['team'].nunique(), 'team')}"
    if long_over:
        detail += f"; {long_over} of them for {LONG_OVER} months or more"
    yield _missed(
        readings,
        whole,
        f"Workers over their ceiling: {whole.now.shown}, target {whole.target}",
        detail,
        "workers-over",
    )


def _supervised(readings: Readings) -> Iterator[Item]:
    """Supervision of the authority, and of the one team that is furthest off and getting worse."""
    history = readings.history
    target = readings.settings.targets.measures.get("supervised")
    whole = readings.of("supervised")
    if whole.standing is OFF_TARGET:
        yield _missed(
            readings,
            whole,
            f"Supervision: {whole.now.shown} of workers due, target {whole.target}",
            f"{whole.now.fraction} workers had a session",
            "supervision-teams",
        )
    if target is None:
        return
    falling = []
    for team in history.groups("supervised", "team"):
        reading = readings.of("supervised", "team", team.group_id)
        if team.ok and team.denominator >= SMALL_TEAM and reading.worsening:
            falling.append(team)
    for team in sorted(falling, key=lambda team: -gap(team, readings.settings))[:1]:
        was = history.year_before("supervised", "team", team.group_id)
        months = history.in_a_row("supervised", _missed_by(readings, "supervised"), "team", team.group_id)
        detail = f"Worsening: {team.fraction} workers had a session"
        detail += f", {was.shown} a year ago" if was.ok else ""
        yield Item(
            f"Supervision in {team.group_name}: {team.shown}, target {plain_target(target.target, '%')}",
            sentence(detail),
            "supervision-teams",
            gap(team, readings.settings) / 100,
            months,
        )


def _overseen(readings: Readings) -> Iterator[Item]:
    whole = readings.of("children_overseen")
    if whole.standing is not OFF_TARGET:
        return
    days = readings.settings.standards.oversight_interval_days
    teams = [f for f in readings.history.groups("children_overseen", "team") if f.ok]
    worst = max(teams, key=without_oversight, default=None)
    detail = f"{whole.now.shown} of {show(whole.now.denominator, 'children')} are overseen, target {whole.target}"
    if worst is not None:
        detail += f"; most of those without, {without_oversight(worst):,}, are in {worst.group_name}"
    without = without_oversight(whole.now)
    yield _missed(
        readings,
        whole,
        f"Oversight: {count(without, 'child')} {plural('has', without)} none recorded in {days} days",
        detail,
        "oversight",
    )


def _newly_qualified(readings: Readings) -> Iterator[Item]:
    """Their schedule is a standard of its own: every newly qualified worker should be on it."""
    whole = readings.of("asye_on_schedule")
    if not whole.now.ok or whole.now.value >= 100:
        return
    behind = int(whole.now.denominator - whole.now.numerator)
    services = [
        (int(f.denominator - f.numerator), f.group_name)
        for f in readings.history.groups("asye_on_schedule", "service")
        if f.ok
    ]
    most, name = max(services, default=(0, ""))
    months = readings.history.in_a_row("asye_on_schedule", lambda value: value < 100)
    yield Item(
        f"Newly qualified workers: {behind} of {show(whole.now.denominator, 'workers')} "
        "behind their supervision schedule",
        sentence(f"{most} of them {plural('is', most)} in {name}") if most else "",
        "newly-qualified",
        behind / whole.now.denominator,
        months,
    )


def _interviews(readings: Readings) -> Iterator[Item]:
    """Each interview target once: for the care status that is furthest off it."""
    for measure, said in (("interviews_completed", "completed"), ("interviews_in_time", "within 72 hours")):
        at = {group: readings.of(measure, "care_status", group) for group in (CARE, HOME)}
        group, worst = max(at.items(), key=lambda pair: gap(pair[1].now, readings.settings))
        if worst.standing is not OFF_TARGET:
            continue
        other = at[HOME if group == CARE else CARE].now
        where, elsewhere = ("in care", "at home") if group == CARE else ("at home", "in care")
        waiting = readings.history.at("interviews_outstanding", "care_status", group)
        detail = f"{worst.now.fraction} returns; {other.shown} {elsewhere}"
        if waiting.ok and waiting.value:
            detail += f". {amount(waiting.value, 'returns')} of children {where} {plural('waits', waiting.value)}"
        months = readings.history.in_a_row(measure, _missed_by(readings, measure), "care_status", group)
        yield Item(
            f"Return interviews {where}: {worst.now.shown} {said}, target {worst.target}",
            sentence(detail),
            "missing-figures",
            gap(worst.now, readings.settings) / 100,
            months,
        )


def _worsening(readings: Readings) -> Iterator[Item]:
    """Measures without a target whose signal says worsening: how far from their own mean."""
    for measure, anchor in _NO_TARGET.items():
        reading = readings.of(measure)
        mean = reading.signal.mean
        if not reading.worsening or not reading.now.ok or not mean:
            continue
        yield Item(
            f"{reading.title}: {amount(reading.now.value, reading.now.unit)}",
            sentence(f"{reading.signal.words}; the mean of 13 months is {show(mean, '')}"),
            anchor,
            min(1.0, abs(reading.now.value - mean) / mean),
        )


def _missed(readings: Readings, reading: Reading, title: str, detail: str, anchor: str) -> Item:
    months = readings.history.in_a_row(reading.measure, _missed_by(readings, reading.measure))
    return Item(title, sentence(detail), anchor, gap(reading.now, readings.settings) / 100, months)


def _missed_by(readings: Readings, measure: str) -> Callable[[float], bool]:
    return misses(measure, readings.settings)


def _above(ceiling: float) -> Callable[[float], bool]:
    return lambda value: value > ceiling


def _of(share: Figure, noun: str) -> str:
    """Give `14 of 19 workers`, `all 50 workers`, or `its one worker`."""
    whole = share.denominator
    if share.numerator != whole:
        return f"{share.fraction} {plural(noun, whole)}"
    return f"its one {noun}" if whole == 1 else f"all {count(int(whole), noun)}"
