"""Acting on what was issued: each act has a reason and a name in the trail, and each reader is told once."""

import pwd
from contextlib import closing
from os import getuid
from pathlib import Path

import pytest

from reports.issues import IssueState, State
from tests.commands.conftest import Command
from tests.issued import AS_AT, CLERK, LATER, MEMBER, MONTH, RECIPIENTS, REPORT, World

ISSUE = (REPORT, MONTH)
WHY = ("--reason", "oversight was entered twice")
TITLE = "Lead Member report, October 2024"


def states(world: World) -> list[str]:
    with closing(world.ledger) as ledger:
        return [f"{issue.label} {issue.state}" for issue in ledger.issues.of()]


def became(world: World, delivery: int, state: State) -> None:
    """Let a delivery have ended otherwise than it did."""
    with closing(world.ledger) as ledger:
        recipient = ledger.deliveries.get(delivery).recipient
        claim = ledger.deliveries.claim(1, recipient, "mail", again="for the test")
        if state is not State.CLAIMED:
            ledger.deliveries.record(claim.delivery, state, "the connection broke")


def test_a_correction_says_what_changed_and_goes_to_everyone_who_got_what_it_corrects(
    world: World, command: Command
) -> None:
    """The clerk was a reader of version 1 and is no longer in the settings; the deputy is new."""
    world.source_is_mended()
    world.settings("recipients", RECIPIENTS.replace("Clerk, email: clerk@partner", "Deputy, email: deputy@westmere"))
    done = command("issues", "correct", *ISSUE, *WHY, "--as-at", LATER, "--send")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("lead_member 2024-10/2 corrects 2024-10/1, from snapshot ")
    assert Path(lines[1].removeprefix("the PDF is ")) == world.file(version=2)
    assert lines[2].split() == ["measure", "of", "was", "is", "now"]
    assert lines[3].split() == ["children_overseen", "Authority", "77.8%", "55.6%"]
    assert lines[-1] == f"{TITLE} (issue 2024-10/2): 3 of 3 have it"
    assert world.received() == [
        (MEMBER, f"Correction: {TITLE} (issue 2024-10/2)"),
        ("deputy@westmere.example", f"Correction: {TITLE} (issue 2024-10/2)"),
        (CLERK, f"[secure] Correction: {TITLE} (issue 2024-10/2)"),
    ]
    assert states(world) == ["2024-10/1 superseded", "2024-10/2 released"]
    issue = world.issue(2)
    assert (issue.corrects_id, issue.correction) == (1, WHY[1])
    assert issue.decided_by == f"{pwd.getpwuid(getuid()).pw_name} (command line)"
    assert command("issues", "resend", REPORT, "2024-10/1", *WHY).err == (
        "error: issue lead_member 2024-10/1 is superseded: it is not sent\n"
    )

    told = command("issues", "withdraw", *ISSUE, "--reason", "It is <b>still</b> wrong")
    assert told.out.splitlines()[-1] == f"{TITLE} (issue 2024-10/2): 3 of 3 were told"
    assert states(world) == ["2024-10/1 superseded", "2024-10/2 withdrawn"]
    again = command("issues", "correct", *ISSUE, *WHY)
    assert (again.code, "2024-10/2 is withdrawn; after a withdrawal, run the report again" in again.err) == (2, True)


def test_a_correction_is_made_first_and_sent_when_a_person_has_looked(world: World, command: Command) -> None:
    """Nothing of the month has changed since."""
    made = command("issues", "correct", *ISSUE, *WHY, "--as-at", LATER)
    assert made.code == 0
    assert made.out.splitlines()[2:] == [
        "no figure of the period changed",
        "nobody has it yet; lineofsight issues release lead_member 2024-10/2 --reason ... sends it",
    ]
    assert states(world) == ["2024-10/1 released", "2024-10/2 rendered"]
    assert world.received() == []

    sent = command("issues", "release", *ISSUE, "--reason", "looked at", "--commentary", "Nothing <changed>.")
    assert (sent.code, sent.out.splitlines()[-1]) == (0, f"{TITLE} (issue 2024-10/2): 2 of 2 have it")
    assert states(world) == ["2024-10/1 superseded", "2024-10/2 released"]
    assert "Nothing &lt;changed&gt;." in str(world.mailbox.mails[0].get_body(("html",)))
    late = command("issues", "release", *ISSUE, "--reason", "looked at", "--commentary", "More.")
    assert (late.code, "leave --commentary out" in late.err) == (2, True)


def test_data_that_a_gate_holds_are_not_issued_until_a_person_lets_them_through(world: World, command: Command) -> None:
    """The settings let a person through where rows are fewer, not where a table is empty."""
    world.source_is_mended()
    world.settings("gates", "fall_in_rows: 0.1\n")
    held = command("issues", "correct", *ISSUE, *WHY, "--as-at", LATER)
    assert (held.code, held.out) == (1, "")
    reason, hint, then = held.err.splitlines()[-3:]
    snapshot = reason.split()[4].rstrip(":")
    assert "local_case_oversight" in reason
    assert hint == f"to let it pass: lineofsight issues let-through {snapshot} --reason ..."
    assert then == f"then: lineofsight issues correct ... --snapshot {snapshot}"

    through = command("issues", "let-through", snapshot, "--reason", "they are right")
    assert (through.code, through.out.splitlines()[0]) == (0, f"snapshot {snapshot}: let through")
    done = command("issues", "correct", *ISSUE, *WHY, "--snapshot", snapshot, "--send")
    assert done.code == 0
    assert str(world.issue(2).note).endswith("let them through: they are right")

    world.source_is_emptied("local_case_oversight")
    emptied = command("issues", "correct", *ISSUE, *WHY, "--as-at", "2024-11-07T06:00")
    assert (emptied.code, "let-through" in emptied.err) == (1, False)
    snapshot = emptied.err.split("snapshot ")[1].split(":")[0]
    refused = command("issues", "let-through", snapshot, *WHY)
    assert (refused.code, "emptied: gates.yaml lets nobody through it" in refused.err) == (2, True)


def test_a_correction_is_made_of_data_of_its_own_period(world: World, command: Command) -> None:
    snapshot = command("pull", "--period", "2024-09", "--as-at", AS_AT).out.strip()
    done = command("issues", "correct", *ISSUE, *WHY, "--snapshot", snapshot)
    assert (done.code, f"snapshot {snapshot} is of 2024-09, not of 2024-10" in done.err) == (2, True)


def test_the_stored_bytes_are_sent_once_more_to_those_who_are_named_and_to_no_stranger(
    world: World, command: Command
) -> None:
    done = command("issues", "resend", *ISSUE, "--to", CLERK.upper(), "--reason", "she has lost it")
    assert (done.code, done.out.splitlines()[1].split()) == (0, [CLERK, "sent"])
    (mail,) = world.mailbox.mails
    assert [part.get_content() for part in mail.iter_attachments()] == [world.file().read_bytes()]
    with closing(world.ledger) as ledger:
        assert [act.reason for act in ledger.acts()][-2:] == ["she has lost it", None]
    stranger = command("issues", "resend", *ISSUE, "--to", "her@westmere.example", *WHY)
    assert (stranger.code, "was never sent to her@westmere.example" in stranger.err) == (2, True)
    assert command("issues", "resend", *ISSUE, *WHY).out.splitlines()[-1].endswith("2 of 2 have it")
    assert [to for to, _ in world.received()] == [CLERK, MEMBER, CLERK]


def test_one_reader_who_is_refused_stops_none_of_the_others_and_is_reached_later(
    world: World, command: Command
) -> None:
    world.another_waits()
    world.mailbox.misbehaviour.at_recipient[MEMBER] = ["550 no such user"]
    first = command("issues", "release", *ISSUE, *WHY)
    assert first.code == 1
    assert first.out.splitlines()[1:] == [
        f"{MEMBER}  refused",
        "    the mail server does not take this recipient: 550 no such user; nothing was sent: check the address in",
        "    recipients.yaml",
        f"{CLERK}         sent",
        f"{TITLE} (issue 2024-10/2): 1 of 2 have it",
    ]
    again = command("issues", "release", *ISSUE, *WHY)
    assert (again.code, again.out.splitlines()[1:3]) == (0, [f"{MEMBER}  sent", f"{CLERK}         has it"])
    assert [to for to, _ in world.received()] == [CLERK, MEMBER]


def test_a_reader_whose_domain_is_no_longer_allowed_gets_no_report_and_is_told_of_a_withdrawal(
    world: World, command: Command
) -> None:
    world.settings("recipients", RECIPIENTS.replace(", partner.example]", "]").split("    - {name: Clerk")[0])
    done = command("issues", "resend", *ISSUE, *WHY)
    assert (done.code, done.out.splitlines()[-1]) == (1, f"{TITLE} (issue 2024-10/1): 1 of 2 have it")
    assert "the domain partner.example is not among allowed_domains" in " ".join(done.out.split())
    told = command("issues", "withdraw", *ISSUE, *WHY)
    assert (told.code, told.out.splitlines()[-1]) == (0, f"{TITLE} (issue 2024-10/1): 2 of 2 were told")


def test_a_withdrawal_tells_everyone_who_may_have_it_and_shows_nothing_of_the_report(
    world: World, command: Command
) -> None:
    """Whether the clerk has it is uncertain. The first notice to the member is refused."""
    became(world, 2, State.UNCERTAIN)
    world.mailbox.misbehaviour.at_recipient[MEMBER] = ["451 later"]
    reason = ("--reason", "It shows a <wrong> month & year")
    first = command("issues", "withdraw", *ISSUE, *reason)
    assert (first.code, first.out.splitlines()[-1]) == (1, f"{TITLE} (issue 2024-10/1): 1 of 2 were told")
    second = command("issues", "withdraw", *ISSUE, "--reason", "as before")
    assert (second.code, second.out.splitlines()[-1]) == (0, f"{TITLE} (issue 2024-10/1): 2 of 2 were told")
    assert world.issue().reason == reason[1]
    assert world.received() == [
        (CLERK, f"[secure] Withdrawn: {TITLE} (issue 2024-10/1)"),
        (MEMBER, f"Withdrawn: {TITLE} (issue 2024-10/1)"),
    ]
    for mail in world.mailbox.mails:
        assert list(mail.iter_attachments()) == []
        body = mail.get_body(("html",)).get_content()
        assert "Issue 2024-10/1 of this report was withdrawn on" in body
        assert "It shows a &lt;wrong&gt; month &amp; year" in body
        assert "Performance team, performance@westmere.example" in body
    refused = command("issues", "resend", *ISSUE, *WHY)
    assert (refused.code, "is withdrawn: it is not sent" in refused.err) == (2, True)


def test_what_is_uncertain_is_settled_as_arrived_or_sent_again(world: World, command: Command) -> None:
    for delivery in (1, 2):
        became(world, delivery, State.UNCERTAIN)
    arrived = command("deliveries", "resolve", "1", "--arrived", "--reason", "she has it")
    assert (arrived.code, arrived.out) == (0, f"delivery 1 of lead_member 2024-10/1 to {MEMBER}: arrived\n")
    again = command("deliveries", "resolve", "2", "--send-again", "--reason", "she has it not")
    assert (again.code, again.out.splitlines()[1].split()) == (0, [CLERK, "sent"])
    assert [to for to, _ in world.received()] == [CLERK]
    sent = command("deliveries", "resolve", "2", "--send-again", "--reason", "once more")
    assert (sent.code, "delivery 2 is sent" in sent.err) == (2, True)
    assert len(command("deliveries", "list", "--unresolved").out.splitlines()) == 1


def test_what_was_refused_at_an_address_that_is_no_more_is_given_up(world: World, command: Command) -> None:
    became(world, 1, State.REFUSED)
    assert command("status").code == 1
    given_up = command("deliveries", "resolve", "1", "--give-up", "--reason", "she has left")
    assert (given_up.code, given_up.out) == (0, f"delivery 1 of lead_member 2024-10/1 to {MEMBER}: given up\n")
    assert command("status").code == 0
    world.settings("recipients", RECIPIENTS.replace(f"    - {{name: Cabinet Lead Member, email: {MEMBER}}}\n", ""))
    assert command("issues", "list").out.splitlines()[1].endswith("1 of 1")


def test_what_another_try_is_sending_at_this_moment_is_left_to_it(world: World, command: Command) -> None:
    became(world, 2, State.CLAIMED)
    again = command("deliveries", "resolve", "2", "--send-again", *WHY)
    assert (again.code, "another try is sending it" in again.out) == (1, True)
    assert world.received() == []


def test_a_notice_that_may_not_have_arrived_is_sent_again_as_a_notice(world: World, command: Command) -> None:
    world.mailbox.misbehaviour.hang_up_mid_data = True
    assert command("issues", "withdraw", *ISSUE, *WHY).code == 1
    world.mailbox.misbehaviour.hang_up_mid_data = False
    assert command("deliveries", "resolve", "4", "--send-again", "--reason", "she has none").code == 0
    assert world.received() == [(CLERK, f"[secure] Withdrawn: {TITLE} (issue 2024-10/1)")]


def test_an_issue_that_waits_is_rejected_with_a_reason(world: World, command: Command) -> None:
    world.another_waits()
    assert command("issues", "reject", *ISSUE, "--reason", "too early").out == "lead_member 2024-10/2: rejected\n"
    assert (world.issue(2).state, world.issue(2).reason) == (IssueState.REJECTED, "too early")
    released = command("issues", "release", *ISSUE, *WHY)
    assert (released.code, "is rejected; this is for one that is" in released.err) == (2, True)


def test_nothing_is_decided_where_no_mail_could_be_sent(world: World, command: Command) -> None:
    for act in ("release", "withdraw"):
        done = command("issues", act, *ISSUE, *WHY, "--mail-server", "mailto://mail.westmere.example")
        assert (done.code, "plaintext to mail.westmere.example" in done.err) == (2, True)
    assert states(world) == ["2024-10/1 released"]


@pytest.mark.parametrize("name", ["LOGNAME", "USER"])
def test_nobody_acts_under_the_name_of_another(
    world: World, command: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "director")
    command("issues", "resend", *ISSUE, *WHY)
    with closing(world.ledger) as ledger:
        assert not any("director" in act.actor for act in ledger.acts())
