"""Missing children and their return interviews: children at home and in care always apart."""

from collections.abc import Sequence

from reports.documents.history import Figure, History
from reports.documents.reading import Readings
from reports.documents.tables import Cell, Column, Table, left_over, table
from reports.documents.words import count, heading, plural, sentence
from reports.figures import show
from reports.measures import returns
from reports.measures.registry import MEASURES
from reports.periods import Kind
from reports.text import shortened

HOME, CARE = returns.HOME, returns.LOOKED_AFTER
THEMES_SHOWN = 7
WINDOW_HOURS = 72  # statutory guidance: an interview within 72 hours of the return

EPISODES = (
    "missing_episodes",
    "children_missing",
    "repeat_missing_children",
    "still_missing",
    "long_absences",
    "away_episodes",
)
INTERVIEWS = (
    "returns",
    "interviews_offered",
    "interviews_completed",
    "interviews_in_time",
    "interviews_in_time_of_completed",
    "interviews_outstanding",
    "interviews_not_yet_due",
    "interviews_timing_unknown",
    "interviews_declined",
    "hours_to_interview",
)
WITH_TARGET = ("interviews_completed", "interviews_in_time")  # their care statuses stand in the scorecard
DELAYS = ("police_logging_delay", "police_logging_delay_p90", "notification_delay")
QUALITY = ("interviews_independent", "interviews_graded_good")


def lead(history: History) -> str:
    """Say how many went missing, how many returned, and how many of these were spoken to in time."""
    episodes, children = history.at("missing_episodes"), history.at("children_missing")
    returns, still = history.at("returns"), history.at("still_missing")
    done, in_time = history.at("interviews_completed"), history.at("interviews_in_time")
    said = []
    if episodes.ok:
        said.append(
            f"{count(children.value, 'child')} went missing, {times(episodes.value)} in all; "
            f"there {plural('was', returns.value)} {count(returns.value, 'return')}, and "
            f"{count(still.value, 'child')} {plural('was', still.value)} still missing at the end"
        )
    if done.ok:
        said.append(
            f"{show(done.numerator, 'returns')} of {count(done.denominator, 'return')} due an interview "
            f"had one ({done.shown}), {show(in_time.numerator, 'returns')} of them within "
            f"{WINDOW_HOURS} hours ({in_time.shown} of those due)"
        )
    elif not done.collected:
        said.append("return interviews are not collected")
    else:
        said.append("no return was due an interview")
    return " ".join(sentence(part) for part in said)


def times(number: float) -> str:
    """Give `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(int(number), f"{number:,.0f} times")


def apart(readings: Readings, measures: Sequence[str], caption: str, anchor: str = "") -> Table:
    """Table measures for all children, and apart for those at home and in care, with the period before."""
    history = readings.history
    period = history.period
    now = heading(period, period)
    before, year = heading(period.previous(), period), heading(period.year_before(), period)
    rows: list[list[Cell | str]] = []
    for measure in measures:
        reading = readings.of(measure)
        cells = [_with_fraction(reading.now), Cell(reading.previous.shown), Cell(reading.year_before.shown)]
        for group in (HOME, CARE):
            if "care_status" in MEASURES[measure].breakdowns:
                one = readings.of(measure, "care_status", group)
                cells += [_with_fraction(one.now), Cell(one.previous.shown)]
            else:
                cells += [Cell(""), Cell("")]
        title = reading.title + (", provisional" if reading.provisional else "")
        rows.append([Cell(title), *cells, Cell(reading.target)])
    heads = [
        f"All, {now}",
        f"All, {before}",
        f"All, {year}",
        f"Home, {now}",
        f"Home, {before}",
        f"Care, {now}",
        f"Care, {before}",
        "Target",
    ]
    return table(caption, [Column("Measure", "left", "28%"), *(Column(head) for head in heads)], rows, anchor=anchor)


def _with_fraction(figure: Figure) -> Cell:
    return Cell(figure.shown, figure.fraction, strong=True)


def themes(history: History, kinds: Sequence[str], caption: str, anchor: str = "") -> Table:
    """Table what children named in their interviews: how often now, before, and on average of the trend."""
    named = [f for f in history.groups("interview_themes", "theme") if f.group_id.split(":")[0] in kinds]
    earlier = [
        f
        for f in history.groups("interview_themes", "theme", history.period.previous())
        if f.group_id.split(":")[0] in kinds
    ]
    order = sorted(
        {f.group_id: f for f in (*earlier, *named)}.values(),
        key=lambda f: (-_number(history.at("interview_themes", "theme", f.group_id)), f.group_id),
    )
    rows: list[list[Cell | str]] = []
    for theme in order[:THEMES_SHOWN]:
        kind, _, name = theme.group_id.partition(":")
        now = _number(history.at("interview_themes", "theme", theme.group_id))
        before = _number(history.previous("interview_themes", "theme", theme.group_id))
        moved = now - before
        rows.append(
            [
                shortened(name.strip().capitalize(), 60),
                *([kind.capitalize()] if len(kinds) > 1 else []),
                Cell(f"{now:.0f}", strong=True),
                f"{before:.0f}",
                "no change" if moved == 0 else f"{abs(moved):.0f} {'more' if moved > 0 else 'fewer'}",
            ]
        )
    before_head = "Week before" if history.period.kind is Kind.WEEK else "Month before"
    return table(
        caption,
        [
            Column("Theme", "left", "38%" if len(kinds) > 1 else "52%"),
            *([Column("Kind", "left", "14%")] if len(kinds) > 1 else []),
            Column("Returns", "right", "14%"),
            Column(before_head, "right", "14%"),
            Column("Change", "right", "20%"),
        ],
        rows,
        note=left_over(len(order), THEMES_SHOWN, "theme"),
        anchor=anchor,
    )


def window_used(history: History) -> str:
    """Say how much of the 72 hours had gone when the authority was told of a return."""
    delay = history.at("notification_delay")
    if not delay.ok:
        return ""
    share = show(100 * delay.value / WINDOW_HOURS, "%")
    return (
        f"The authority was told {show(delay.value, 'hours')} hours after a return (median of "
        f"{count(delay.denominator, 'return')}): {share} of the {WINDOW_HOURS} hours had gone by then."
    )


def _number(figure: Figure) -> float:
    return figure.value if figure.ok else 0.0
