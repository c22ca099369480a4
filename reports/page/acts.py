"""What a person may do to an issue, and the doing: at once where only the ledger is written, else by a run.

Where Airflow itself waits for the answer (`Question`), the browser gives it to Airflow. What renders or mails is done
by a run of `correction` or `send_by_hand`, in which the audit trail names the person who asked for it.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Literal

from fastapi import HTTPException

from reports.documents.catalogue import entry_of
from reports.documents.words import list_of, plural
from reports.errors import ReportsError
from reports.issues import Issue, IssueState, Message, State
from reports.issues.issues import OPEN
from reports.page.desk import Desk
from reports.page.host import Question
from reports.workflow import release as releasing
from reports.workflow.readers import audience, having
from reports.workflow.records import open_ledger

CORRECTION, SENDING = "correction", "send_by_hand"  # DAGs
Act = Literal["release", "reject", "resend", "correct", "withdraw", "let-through", "turn-away"]
Settling = Literal["arrived", "give-up", "send-again"]
LATER = "Airflow does it now; its run shows how far it has come."


@dataclass(frozen=True)
class Asked:
    """What a person asks for. deliveries: of a resend, to whom; empty: to all that have it."""

    reason: str
    commentary: str = ""
    deliveries: Sequence[int] = ()


def possible(desk: Desk, issue: Issue) -> list[dict[str, Any]]:
    """Give what the user may do to an issue now (`PossibleAct`)."""
    if not desk.may_act(issue.report):
        return []
    if issue.state is IssueState.RELEASED:
        return list(_to_released(desk, issue))
    return list(_to_open(desk, issue)) if issue.state in OPEN else []


def _to_released(desk: Desk, issue: Issue) -> Iterator[dict[str, Any]]:
    have_it = having(desk.ledger, issue)
    if readers := desk.ledger.deliveries.readers(issue.id):
        yield _act("resend", readers, "They get the same bytes once more, from the archive.")
    then = "New data are pulled and judged, and a new version is made of them. Nobody gets it until it is released."
    yield _act("correct", [], f"{then} Its first page will say what it corrects, and why.")
    yield _act("withdraw", have_it, "Everyone who has it or may have it is told, with the reason.")


def _to_open(desk: Desk, issue: Issue) -> Iterator[dict[str, Any]]:
    question = desk.host.question(issue)
    if question is not None and not desk.host.may_act(desk.user, question.dag):
        return
    if issue.version is None:
        if question is not None:
            yield from _at_the_gate(desk, issue, question)
        return
    if may_release(desk, issue.report):
        them = "The ones who are to have it get it by mail."
        yield _act("release", _audience(desk, issue), f"{them} Your name and the reason stand in the ledger.", question)
        yield _act("reject", [], "It is kept, and never sent. Your name and the reason stand in the ledger.", question)


def _at_the_gate(desk: Desk, issue: Issue, question: Question) -> Iterator[dict[str, Any]]:
    """Give what can be done with data that a gate holds: it holds every report that is made of them."""
    of_period = desk.ledger.issues.of(period=issue.period)
    held = [each for each in of_period if each.snapshot_id == issue.snapshot_id and each.version is None]
    policy = desk.settings.release
    asked = [each for each in held if releasing.why_asked(desk.ledger, each, policy, late=False)]
    readers = list(dict.fromkeys(address for each in held if each not in asked for address in _audience(desk, each)))
    made = f"Then {_are(held, 'made')}. The mails will say who let the data pass, and why."
    if asked:
        made += f" A person is asked first whether {_are(asked, 'released')}."
    yield _act("let-through", readers, made, question)
    yield _act("turn-away", [], f"Then {_are(held, 'not made')} of these data.", question)


def _are(issues: Sequence[Issue], what: str) -> str:
    titles = list(dict.fromkeys(entry_of(each.report).title for each in issues))  # one for the issues of all teams
    return f"{list_of(titles)} {plural('is', len(titles))} {what}"


def _audience(desk: Desk, issue: Issue) -> list[str]:
    try:
        return audience(desk.place, issue.id)
    except ReportsError:  # it goes to nobody
        return []


def may_release(desk: Desk, report: str) -> bool:
    """Tell whether the user is one of those who may release a report, as release.yaml has it."""
    people = desk.settings.release.people(report)
    return not people or desk.host.name(desk.user) in people


def _act(act: str, mails: Sequence[str], then: str, question: Question | None = None) -> dict[str, Any]:
    return {"act": act, "mails": list(mails), "then": then, "question": question and vars(question)}


def do(desk: Desk, issue: Issue, act: str, asked: Asked) -> dict[str, Any]:
    """Do what a person asks for to an issue (`Done`). Raises HTTPException 409 for what cannot be done now."""
    wanted = next((each for each in possible(desk, issue) if each["act"] == act), None)
    if wanted is None:
        raise HTTPException(409, f"issue {issue.name} is {issue.state}: {act} is not for you, or not for now")
    if wanted["question"] is not None:
        raise HTTPException(409, f"issue {issue.name}: a run waits for this answer: give it under Required Actions")
    reason = _reason(asked)
    if act == "reject":
        releasing.reject(desk.place, issue.id, desk.actor, reason)
        return _done(f"Issue {issue.label} is rejected.")
    form: dict[str, Any] = {"report": issue.report, "period": issue.period, "reason": reason}
    if act == "correct":
        return _started(desk, CORRECTION, form)
    if act == "resend":
        form["deliveries"] = _demand_known(desk, issue, asked.deliveries)
    return _started(desk, SENDING, {**form, "act": act, "issue": issue.id, "commentary": asked.commentary.strip()})


def settle(desk: Desk, number: int, act: str, asked: Asked) -> dict[str, Any]:
    """Settle a delivery, or send it again (`Done`). Raises HTTPException 404 and 409."""
    try:
        delivery = desk.ledger.deliveries.get(number)
        issue = desk.issue(delivery.issue_id)
    except (ReportsError, HTTPException):  # one of them knows the delivery: the words must not tell which
        raise HTTPException(404, f"there is no delivery {number}, or your login may not read its report") from None
    if not desk.may_act(issue.report):
        raise HTTPException(403, f"your login may not act on {entry_of(issue.report).title}")
    reason = _reason(asked)
    if act != "send-again":
        with closing(open_ledger(replace(desk.place, actor=desk.actor))) as ledger:
            settled = ledger.deliveries.arrived if act == "arrived" else ledger.deliveries.give_up
            return _done(f"The delivery is {settled(number, reason).state}.")
    if delivery.state is State.SENT:
        raise HTTPException(409, f"delivery {number} is sent: resend the issue")
    form = {"report": issue.report, "period": issue.period, "reason": reason, "deliveries": [number]}
    return _started(desk, SENDING, {**form, "act": "send-again", "issue": issue.id})


def _demand_known(desk: Desk, issue: Issue, chosen: Sequence[int]) -> list[int]:
    """Give the deliveries to send once more, all that arrived or may have unless some are chosen."""
    deliveries = desk.ledger.deliveries.of(issue.id, Message.REPORT)
    known = {each.id for each in deliveries}
    if strange := set(chosen) - known:
        numbers = list_of([str(number) for number in sorted(strange)])
        raise HTTPException(409, f"issue {issue.name} has no delivery {numbers}: load the page again")
    readers = set(desk.ledger.deliveries.readers(issue.id))
    return list(chosen) or [each.id for each in deliveries if each.recipient in readers]


def _reason(asked: Asked) -> str:
    if not asked.reason.strip():
        raise HTTPException(422, "a reason is needed: it stands in the ledger")
    if "\0" in asked.reason:
        raise HTTPException(422, "the reason has a sign that no ledger can keep: write it anew")
    return asked.reason.strip()


def _started(desk: Desk, dag: str, form: dict[str, Any]) -> dict[str, Any]:
    return {"said": LATER, "run": {"dag": dag, "run": desk.host.start(dag, form, desk.user)}}


def _done(said: str) -> dict[str, Any]:
    return {"said": said, "run": None}
