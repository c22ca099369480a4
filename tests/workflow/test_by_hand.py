"""What a person asks for by hand and a run does: once for each reader, however often the run is tried."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reports.errors import DeliveryIncomplete, LedgerError, MailServerAway
from reports.issues import IssueState, Message
from reports.workflow.by_hand import Asked, send
from tests.issued import CLERK, MEMBER, World

ADA = "ada (Airflow)"


def asked(world: World, act: str, issue: int = 1, reason: str = "it was asked for", who: tuple[str, ...] = ()) -> Asked:
    with closing(world.ledger) as ledger:
        numbers = [each.id for each in ledger.deliveries.of(issue) if each.recipient in who]
    return Asked(act, issue, reason, ADA, datetime.now(UTC), numbers)


def readers(world: World) -> list[str]:
    return sorted(to for to, _ in world.received())


def test_a_resend_goes_to_those_who_are_chosen_once_however_often_it_is_tried(world: World) -> None:
    wish = asked(world, "resend", who=(MEMBER,))
    assert send(world.place, wish) == "1 of 1 have it"
    assert send(world.place, wish) == "1 of 1 have it"
    assert readers(world) == [MEMBER]
    send(world.place, asked(world, "resend", who=(MEMBER, CLERK)))
    assert readers(world) == [CLERK, MEMBER, MEMBER]


def test_a_release_sends_what_waits_and_the_ledger_says_who_and_why(world: World) -> None:
    world.another_waits()
    assert send(world.place, asked(world, "release", 2, "it was looked at")) == "2 of 2 have it"
    assert send(world.place, asked(world, "release", 2, "it was looked at")) == "2 of 2 have it"
    assert readers(world) == [CLERK, MEMBER]
    second = world.issue(2)
    assert (second.state, second.decided_by, second.reason) == (IssueState.RELEASED, ADA, "it was looked at")


def test_a_withdrawal_tells_everyone_who_has_it(world: World) -> None:
    assert send(world.place, asked(world, "withdraw", reason="of the wrong month")) == "2 of 2 have it"
    assert [subject.count("Withdrawn") for _, subject in world.received()] == [1, 1]
    with closing(world.ledger) as ledger:
        assert {each.message for each in ledger.deliveries.of(1)} == {Message.REPORT, Message.WITHDRAWAL}


def test_a_server_that_is_away_is_tried_again(world: World) -> None:
    wish = asked(world, "resend", who=(MEMBER, CLERK))
    nowhere = replace(world.place, mail="mailto://127.0.0.1:1/?mode=insecure")
    with pytest.raises(MailServerAway, match="0 of 2 have it"):
        send(nowhere, wish)
    assert send(world.place, wish) == "2 of 2 have it"
    assert readers(world) == [CLERK, MEMBER]


def test_who_cannot_be_reached_makes_the_run_red(world: World) -> None:
    world.settings("recipients", "allowed_domains: [westmere.example]\nsender: reports@westmere.example\n")
    with pytest.raises(DeliveryIncomplete, match="1 of 2 have it"):
        send(world.place, asked(world, "resend", who=(MEMBER, CLERK)))


@pytest.mark.parametrize(
    ("act", "reason", "said"),
    [("burn", "it is cold", "unknown; known are release"), ("withdraw", " ", "a reason is needed")],
)
def test_what_cannot_be_done_is_said(world: World, act: str, reason: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        send(world.place, asked(world, act, reason=reason))
    assert world.received() == []


def test_a_delivery_of_another_issue_is_not_sent(world: World) -> None:
    world.another_waits()
    with pytest.raises(LedgerError, match="is not one of issue 2"):
        send(world.place, Asked("resend", 2, "why", ADA, datetime.now(UTC), [1]))
