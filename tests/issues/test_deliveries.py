"""Deliveries in the ledger: claimed once, and never sent again without a person's reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from reports.errors import LedgerError
from reports.issues import Ledger, Message, State
from tests.issues.making import DIRECTOR, a_figure, an_issue, released

AT_ONCE = timedelta(0)


def test_what_is_not_released_cannot_be_claimed(ledger: Ledger) -> None:
    issue = ledger.issues.add(an_issue(), 1, a_figure(12))
    with pytest.raises(LedgerError, match="is rendered: it is not sent"):
        ledger.deliveries.claim(issue.id, DIRECTOR, "mail")
    assert ledger.deliveries.of(issue.id) == []


def test_a_delivery_is_claimed_once_however_many_ask_at_the_same_moment(ledger: Ledger, url: str) -> None:
    issue = released(ledger)

    def ask(_: int) -> bool:
        return Ledger(url).deliveries.claim(issue.id, DIRECTOR, "mail").mine

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(ask, range(8))) == [False] * 7 + [True]


def test_a_refused_delivery_can_be_claimed_again_and_a_sent_one_cannot(ledger: Ledger) -> None:
    issue = released(ledger)
    first = ledger.deliveries.claim(issue.id, DIRECTOR, "mail")
    ledger.deliveries.record(first.delivery, State.REFUSED, "550 no such user")
    second = ledger.deliveries.claim(issue.id, DIRECTOR, "mail")
    assert second.mine
    assert second.delivery.attempts == 2
    ledger.deliveries.record(first.delivery, State.UNCERTAIN, "an older try has nothing to say")
    ledger.deliveries.record(second.delivery, State.SENT)
    third = ledger.deliveries.claim(issue.id, DIRECTOR, "mail")
    assert (third.mine, third.delivery.state) == (False, State.SENT)
    ledger.deliveries.record(second.delivery, State.UNCERTAIN, "too late to say so")
    assert ledger.deliveries.of(issue.id)[0].state is State.SENT


def test_a_claim_is_another_trys_until_that_must_have_ended_and_then_it_is_uncertain(ledger: Ledger) -> None:
    issue = released(ledger)
    assert ledger.deliveries.claim(issue.id, DIRECTOR, "mail").mine
    under_way = ledger.deliveries.claim(issue.id, DIRECTOR, "mail")
    assert (under_way.mine, under_way.delivery.state) == (False, State.CLAIMED)
    ended = ledger.deliveries.claim(issue.id, DIRECTOR, "mail", lasts=AT_ONCE)
    assert (ended.mine, ended.delivery.state) == (False, State.UNCERTAIN)
    assert not ledger.deliveries.claim(issue.id, DIRECTOR, "mail").mine


def test_a_try_that_was_only_slow_knows_best_how_it_ended(ledger: Ledger) -> None:
    issue = released(ledger)
    slow = ledger.deliveries.claim(issue.id, DIRECTOR, "mail").delivery
    ledger.deliveries.claim(issue.id, DIRECTOR, "mail", lasts=AT_ONCE)
    ledger.deliveries.record(slow, State.SENT)
    assert ledger.deliveries.get(slow.id).state is State.SENT


def test_a_person_settles_what_is_uncertain_or_has_it_sent_again_with_a_reason(ledger: Ledger) -> None:
    issue = released(ledger)
    first = ledger.deliveries.claim(issue.id, DIRECTOR, "mail").delivery
    with pytest.raises(LedgerError, match="only one that is uncertain can be settled as arrived, and it is claimed"):
        ledger.deliveries.arrived(first.id, "she has it")
    ledger.deliveries.claim(issue.id, DIRECTOR, "mail", lasts=AT_ONCE)
    again = ledger.deliveries.claim(issue.id, DIRECTOR, "mail", again="it is not there")
    assert (again.mine, again.delivery.attempts) == (True, 2)
    ledger.deliveries.record(again.delivery, State.UNCERTAIN, "the connection broke")
    assert ledger.deliveries.arrived(first.id, "she has it").state is State.SENT
    assert [act.reason for act in ledger.acts(issue.id) if act.reason in {"it is not there", "she has it"}] == [
        "it is not there",
        "she has it",
    ]


def test_a_person_gives_up_what_was_refused_and_nothing_else(ledger: Ledger) -> None:
    delivery = ledger.deliveries.claim(released(ledger).id, DIRECTOR, "mail").delivery
    ledger.deliveries.record(delivery, State.REFUSED, "550 no such user")
    assert ledger.deliveries.unresolved() != []
    assert ledger.deliveries.give_up(delivery.id, "she has left").state is State.GIVEN_UP
    assert ledger.deliveries.unresolved() == []
    assert (ledger.acts()[-1].act, ledger.acts()[-1].reason) == ("delivery settled as given up", "she has left")
    again = ledger.deliveries.claim(delivery.issue_id, DIRECTOR, "mail")
    assert again.mine  # nothing had arrived
    ledger.deliveries.record(again.delivery, State.UNCERTAIN)
    with pytest.raises(LedgerError, match="only one that is refused can be settled as given up, and it is uncertain"):
        ledger.deliveries.give_up(delivery.id, "it may have arrived")
    with pytest.raises(LedgerError, match="there is none of that number"):
        ledger.deliveries.give_up(99, "it never was")


def test_a_notice_of_withdrawal_is_a_delivery_of_its_own_for_those_who_have_the_report(ledger: Ledger) -> None:
    issue = released(ledger)
    for person, state in ((DIRECTOR, State.SENT), ("head@westmere.example", State.REFUSED)):
        claim = ledger.deliveries.claim(issue.id, person, "mail")
        ledger.deliveries.record(claim.delivery, state, None)
    assert ledger.deliveries.readers(issue.id) == [DIRECTOR]
    ledger.issues.withdraw(issue.id, "the analyst", "wrong month")
    with pytest.raises(LedgerError, match="is withdrawn: it is not sent"):
        ledger.deliveries.claim(issue.id, "head@westmere.example", "mail")
    assert ledger.deliveries.claim(issue.id, DIRECTOR, "mail", Message.WITHDRAWAL).mine


def test_a_person_settles_what_a_killed_try_left_claimed(ledger: Ledger) -> None:
    claim = ledger.deliveries.claim(released(ledger).id, DIRECTOR, "mail")
    assert ledger.deliveries.arrived(claim.delivery.id, "she has it", lasts=AT_ONCE).state is State.SENT
    assert [act.act for act in ledger.acts()][-2:] == ["delivery uncertain", "delivery settled as arrived"]


def test_who_has_the_report_still_has_it_when_it_cannot_be_sent_once_more(ledger: Ledger) -> None:
    issue = released(ledger)
    for state, why in ((State.SENT, ""), (State.REFUSED, "she has lost it")):
        claim = ledger.deliveries.claim(issue.id, DIRECTOR, "mail", again=why)
        ledger.deliveries.record(claim.delivery, state)
    assert ledger.deliveries.get(claim.delivery.id).state is State.REFUSED
    assert ledger.deliveries.readers(issue.id) == [DIRECTOR]
