"""Which way the measures of a report go, in two sentences: how many get better or worse, and how many meet a target."""

from collections.abc import Sequence

from reports.documents.reading import Reading
from reports.documents.standing import OFF_TARGET, ON_TARGET
from reports.documents.words import DASH, count, lower_first, plural, sentence

NAMED = 3  # measures that get worse


def direction(told: Sequence[Reading], period: str) -> str:
    """Say how many of the measures get better and worse, and which of them get worse.

    period: the kind of period, `month`.
    """
    judged = [one for one in told if one.signal.verdict != "too few points"]
    if not judged:
        return f"No measure has figures for enough {period}s to say whether it is getting better or worse."
    better = sum(one.signal.verdict == "improving" for one in judged)
    worse = [one for one in judged if one.worsening]
    text = (
        f"of {count(len(judged), 'measure')} whose trend can be told, {better or 'none'} {plural('is', better or 1)} "
        f"getting better and {len(worse) or 'none'} getting worse"
    )
    if worse:
        text += f": {'; '.join(lower_first(one.title) for one in worse[:NAMED])}"
    return sentence(text)


def standards(told: Sequence[Reading], period: str) -> str:
    """Say how many of the measures with a target meet it in this kind of period."""
    aimed = [one for one in told if one.target != DASH and one.now.ok and one.measure != "average_caseload"]
    if not aimed:
        return f"No measure with a target has a figure this {period}."
    met = sum(one.standing is ON_TARGET for one in aimed)
    off = sum(one.standing is OFF_TARGET for one in aimed)
    text = f"of {count(len(aimed), 'measure')} with a target, {met or 'none'} {plural('meets', met or 1)} it"
    if off:
        text += f" and {off} {plural('is', off)} off it by more than is tolerated"
    return sentence(text)
