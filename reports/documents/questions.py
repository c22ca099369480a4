"""Questions worth asking, made from the signals and the targets: never more than the figures say."""

from collections.abc import Iterator, Sequence

from reports.documents import benchmarks
from reports.documents.history import Figure
from reports.documents.missing import CARE, HOME
from reports.documents.reading import Reading, Readings
from reports.documents.standing import OFF_TARGET, ON_TARGET

MOST = 6


def questions(readings: Readings, told: Sequence[Reading]) -> list[str]:
    """Give at most six questions: what gets worse first, then what stays off target, care, and what works."""
    asked = [
        *_worsening(told),
        *_care(readings),
        *_stuck(told),
        *_compared(readings, told),
        *_mending(told),
        *_working(told),
    ]
    return asked[:MOST]


def _worsening(told: Sequence[Reading]) -> Iterator[str]:
    for one in told:
        if one.worsening and one.now.ok:
            yield (
                f"{_said(one)}. It is getting worse, by more than chance ({one.signal.reason}). "
                "What has changed, and when does the service expect it to turn?"
            )


def _care(readings: Readings) -> Iterator[str]:
    home = readings.history.at("interviews_completed", "care_status", HOME)
    care = readings.history.at("interviews_completed", "care_status", CARE)
    if _lower(care, home):
        yield (
            f"After a return, {care.shown} of children in care are spoken to and {home.shown} of children at home. "
            "Why are children in care spoken to less often, and what would close the gap?"
        )


def _stuck(told: Sequence[Reading]) -> Iterator[str]:
    for one in told:
        if one.standing is OFF_TARGET and one.signal.verdict == "common cause":
            yield (
                f"{_said(one)}, and the target is {one.target}. Its trend shows no change that is more than "
                "chance. What will be done differently?"
            )


def _compared(readings: Readings, told: Sequence[Reading]) -> Iterator[str]:
    for one in told:
        found = benchmarks.compared(one.measure, readings.history.period, readings.settings.authority)
        if found and one.now.ok:
            yield f"{_said(one)}; {found}. What explains the difference?"


def _mending(told: Sequence[Reading]) -> Iterator[str]:
    for one in told:
        if one.standing is OFF_TARGET and one.signal.verdict == "improving":
            yield f"{_said(one)}. It is getting better. When will it reach its target of {one.target}?"


def _working(told: Sequence[Reading]) -> Iterator[str]:
    for one in told:
        if one.signal.verdict == "improving" and one.standing is ON_TARGET:
            yield f"{_said(one)}. What worked, and how will it be kept up?"


def _said(one: Reading) -> str:
    return f"{one.title}: {one.now.shown}"


def _lower(figure: Figure, than: Figure) -> bool:
    return figure.ok and than.ok and figure.value < than.value
