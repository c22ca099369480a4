"""Return interviews: weekly, for the Assistant Director. Who went missing, who came back, who has been spoken to in
time, who is waiting, what do children tell us."""

from collections.abc import Iterator

from reports.documents import missing, missing_children, pictures
from reports.documents.attention import Item
from reports.documents.common import context
from reports.documents.correction import corrected
from reports.documents.document import Document, OperationalInput
from reports.documents.history import History
from reports.documents.missing import CARE, HOME, WINDOW_HOURS
from reports.documents.reading import Readings
from reports.documents.scorecard import Row, lines, row, scorecard
from reports.documents.words import change, count, in_period, plural, sentence
from reports.documents.workbook import sheets
from reports.figures import show
from reports.settings import ReportName

TITLE = "Return interviews"
MEASURES = (
    *missing.EPISODES,
    *missing.INTERVIEWS,
    *missing.QUALITY,
    "interview_themes",
    *missing.DELAYS,
)
LISTS = ("still_missing", "waiting", "repeat_missing", "police_delays", "notification_delays")
RULES_SHOWN = 5
SECTIONS = (
    "Still missing, and waiting for an interview",
    "Children at home and in care",
    "Quality, themes and what would help",
    "Police and notification delay",
    "Data quality",
)
APART = (*missing.EPISODES, *(m for m in missing.INTERVIEWS if m not in missing.WITH_TARGET))
INPUT = "input"  # what the child said would help; every other kind of theme is a reason to go


def build(handed: OperationalInput) -> Document:
    """Make the report of a week. A week in which nothing happened is a report that says so."""
    readings = Readings(History(handed.figures, handed.period), handed.settings, handed.as_at)
    history, lists = readings.history, handed.lists
    police, notified = missing_children.delays(lists["police_delays"], lists["notification_delays"])
    attention = list(_attention(readings, handed))
    return Document(
        corrected=corrected(handed),
        report=ReportName.RETURN_INTERVIEWS,
        title=f"{TITLE}, {handed.period.label.removeprefix('the ')}",
        tier=handed.tier,
        period=handed.period,
        as_at=handed.as_at,
        issue=handed.issue,
        authority=handed.settings.authority,
        summary=(_went_missing(history), _spoken_to(handed, history)),
        attention=tuple(item.line for item in attention),
        context={
            **context(handed, readings, MEASURES, RULES_SHOWN),
            "attention": attention,
            "scorecard": scorecard(_headlines(readings), handed.period),
            "figures": missing.apart(readings, APART, "Other figures of the week"),
            "still_missing": missing_children.still_missing(lists["still_missing"]),
            "waiting": missing_children.waiting(lists["waiting"]),
            "repeat": missing_children.repeat_missing(
                lists["repeat_missing"], handed.settings.standards.repeat_missing_days
            ),
            "quality": scorecard([("", lines(readings, missing.QUALITY))], handed.period),
            "themes": missing.themes(history, ("push", "pull", "harm"), "What children told: push, pull and harm"),
            "input": missing.themes(history, (INPUT,), "What children said would help, or was put in place"),
            "delays": scorecard([("", lines(readings, missing.DELAYS))], handed.period),
            "police": police,
            "notified": notified,
            "window_used": missing.window_used(history),
            "charts": pictures.return_interviews(readings),
        },
        sheets=sheets(handed, LISTS, MEASURES),
    )


def _headlines(readings: Readings) -> list[tuple[str, list[Row]]]:
    interviews = lines(readings, ("returns", "interviews_offered"))
    for measure in ("interviews_completed", "interviews_in_time"):
        interviews.append(row(readings.of(measure)))
        for group, title in ((HOME, "children at home"), (CARE, "children in care")):
            interviews.append(row(readings.of(measure, "care_status", group, title), part=True))
    interviews += lines(readings, ("interviews_in_time_of_completed", "interviews_outstanding"))
    return [
        ("Missing", lines(readings, ("missing_episodes", "children_missing", "still_missing"))),
        ("Return interviews", interviews),
    ]


def _went_missing(history: History) -> str:
    children, before = history.at("children_missing"), history.previous("children_missing")
    still = history.at("still_missing")
    if not children.value:
        text = "no child went missing in the week"
    else:
        text = f"{count(children.value, 'child')} went missing in the week"
    if before.ok:
        moved = change(children.value, before.value, "children")
        text += f", {moved} {in_period(history.period.previous(), history.period)}"
    end = (
        "at its end nobody was missing"
        if not still.value
        else (f"{count(still.value, 'child')} {plural('was', still.value)} still missing at its end")
    )
    return sentence(f"{text}; {end}")


def _spoken_to(handed: OperationalInput, history: History) -> str:
    done, in_time = history.at("interviews_completed"), history.at("interviews_in_time")
    waiting = handed.lists["waiting"]
    if not done.collected:
        return "Return interviews are not collected."
    if done.ok:
        text = (
            f"{show(done.numerator, 'returns')} of {count(done.denominator, 'return')} due an interview had one, "
            f"{show(in_time.numerator, 'returns')} of them within {WINDOW_HOURS} hours"
        )
    else:
        text = "no return of the week was due an interview"
    overdue = int((waiting["hours_left"] < 0).sum())
    if len(waiting):
        text += (
            f"; with those of the four weeks before, {count(len(waiting), 'return')} "
            f"{plural('waits', len(waiting))} for an interview, {overdue or 'none'} of them overdue"
        )
    else:
        text += "; nobody waits for an interview"
    return sentence(text)


def _attention(readings: Readings, handed: OperationalInput) -> Iterator[Item]:
    """What to act on this week, in the order in which it cannot wait."""
    still, waiting = handed.lists["still_missing"], handed.lists["waiting"]
    if len(still):
        longest = still["hours"].max()
        care = int((still["care_status"] == CARE).sum())
        yield Item(
            f"{count(len(still), 'child')} still missing",
            sentence(f"the longest for {show(longest, 'hours')} hours; {care or 'none'} in care"),
            "still-missing",
            longest,
        )
    overdue = waiting[waiting["hours_left"] < 0]
    if len(overdue):
        not_offered = int((overdue["offered"] == "no").sum())
        yield Item(
            f"{count(len(overdue), 'return')} without an interview after {WINDOW_HOURS} hours",
            sentence(f"{not_offered or 'none'} of them not even offered one"),
            "waiting",
            len(overdue),
        )
    soon = waiting[waiting["hours_left"] >= 0]
    if len(soon):
        yield Item(
            f"{count(len(soon), 'return')} can still be in time",
            sentence(
                f"{'it' if len(soon) == 1 else 'the first'} has {show(soon['hours_left'].min(), 'hours')} hours left"
            ),
            "waiting",
            len(soon),
        )
    repeat = handed.lists["repeat_missing"]
    standards = handed.settings.standards
    if len(repeat):
        yield Item(
            f"{count(len(repeat), 'child')} missing {standards.repeat_missing_episodes} times or more "
            f"in {standards.repeat_missing_days} days",
            sentence(f"the most: {count(int(repeat['episodes'].max()), 'episode')}"),
            "repeat",
            len(repeat),
        )
    for measure in ("interviews_completed", "interviews_in_time"):
        home = readings.of(measure, "care_status", HOME)
        care_reading = readings.of(measure, "care_status", CARE)
        if home.now.ok and care_reading.now.ok and care_reading.now.value < home.now.value:
            yield Item(
                f"{readings.of(measure).title}: {care_reading.now.shown} in care, {home.now.shown} at home",
                "",
                "week",
                home.now.value - care_reading.now.value,
            )
            break
