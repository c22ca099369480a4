"""What the Reports page is asked for by whom it should not be, and how it should not be; and who did what."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from components import USER
from reports.issues import IssueState, State
from tests.page.airflows import Site
from tests.page.records import MEMBER, NAMED, SMT, Record
from tests.page.walking import NO_REASON, answer, detail, refused, walk

# What another site asks a browser for


@pytest.fixture(params=["reject", "arrived"])
def act(site: Site, request: pytest.FixtureRequest) -> str:
    """Give the address of an act that the administrator may do now: to an issue, or to a delivery."""
    if request.param == "reject":
        return f"api/issues/{site.an_issue().issue}/acts/reject"
    return f"api/deliveries/{site.a_delivery(State.UNCERTAIN).delivery}/acts/arrived"


def test_another_site_can_do_nothing_with_the_cookie_of_who_is_logged_in(site: Site, act: str) -> None:
    cookie = {"Cookie": f"_token={site.token(USER)}"}
    own = urlsplit(site.own)
    others = ["https://evil.example", "null", "", f"{own.scheme}://{own.hostname}:1", f"{site.own}.evil.example"]
    for origin in others:
        for user in ("", USER):  # that there is a token too makes no other page of it
            found = site.post(act, user, NO_REASON, **cookie, Origin=origin)
            assert (found.status, "on the Reports page itself" in detail(found)) == (403, True), (origin, user)


@pytest.mark.parametrize("words", [None, "Bearer", "Bearer ", "Bearer \t ", "Basic YWRtaW46YWRtaW4=", "Bearer garbage"])
def test_the_cookie_alone_does_nothing_without_the_page(site: Site, act: str, words: str | None) -> None:
    header = {} if words is None else {"Authorization": words}
    assert site.post(act, body=NO_REASON, Cookie=f"_token={site.token(USER)}", **header).status in {401, 403}


def test_the_page_itself_may_ask_with_the_cookie(site: Site, act: str) -> None:
    found = site.post(act, body=NO_REASON, Cookie=f"_token={site.token(USER)}", Origin=site.own)
    assert (found.status, detail(found)) == (422, "a reason is needed: it stands in the ledger")


def test_a_program_may_ask_with_a_token_of_its_own(site: Site, act: str) -> None:
    assert site.post(act, USER, NO_REASON).status == 422


# What else can be asked for


INTO = ["..%2f", "..%2f..%2f", "%2e%2e/", "../", "..%5c", "%252e%252e%252f", "..;/", ".%00./", "%c0%ae%c0%ae/"]
OUTSIDE = ["ledger.db", "app.py", "routes.py", "archive/issues/smt_overview/2026-09/smt_overview-2026-09.pdf"]
ABSOLUTE = ["%2fetc%2fpasswd", "/etc/passwd", "//etc/passwd", "file:%2f%2f%2fetc%2fpasswd", "app.js%00.html", "%00"]


@pytest.mark.parametrize("into", ["static/", f"api/issues/{MEMBER.issue}/files/", "api/runs/", "api/runs/lead_member/"])
def test_no_path_leads_to_what_is_no_file_of_the_page_or_of_the_issue(site: Site, into: str) -> None:
    tried = [f"{into}{up * times}{name}" for up in INTO for times in (1, 2, 4) for name in OUTSIDE]
    tried += [f"{into}{name}" for name in [*ABSOLUTE, "", ".", "..", *SMT.files, "commentary.md", "__init__.py"]]
    found = {address: site.get(address, USER) for address in tried}
    assert {address: each.status for address, each in found.items() if not 400 <= each.status < 500} == {}
    inside = (b"SQLite format 3", b"root:x:", b"def page_file", b"APIRouter", NAMED.encode())
    assert {address for address, each in found.items() if any(sign in each.body for sign in inside)} == set()


@pytest.mark.parametrize("number", [0, -1, 2**63 - 1, 2**63, 10**30], ids=["0", "-1", "2^63-1", "2^63", "10^30"])
def test_a_number_that_no_ledger_has_is_said_to_be_none(site: Site, number: int) -> None:
    strange = Record(SMT.report, SMT.period, issue=number, delivery=number)
    numbered = [asked for asked in walk(strange) if str(number) in asked[1]]
    refused({asked: answer(site, asked, USER) for asked in numbered}, 404, 422)
    assert site.get(f"api/issues?before={number}", USER).status in {200, 422}


# What is done, and who did it


def test_a_rejection_stands_in_the_trail_with_the_name_of_who_rejected(site: Site) -> None:
    made = site.an_issue()
    done = site.post(f"api/issues/{made.issue}/acts/reject", USER, {"reason": "  two teams are missing "})
    assert (done.status, done.json) == (200, {"said": f"Issue {made.period}/1 is rejected.", "run": None})
    issue = site.ledger.issues.get(made.issue)
    assert (issue.state, issue.decided_by) == (IssueState.REJECTED, "admin (Airflow)")
    assert _last_act(site) == ("rejected", "admin (Airflow)", "two teams are missing", made.issue, None)


@pytest.mark.parametrize(
    ("before", "act", "after", "written"),
    [
        (State.UNCERTAIN, "arrived", State.SENT, "delivery settled as arrived"),
        (State.REFUSED, "give-up", State.GIVEN_UP, "delivery settled as given up"),
    ],
)
def test_a_settled_delivery_stands_in_the_trail_with_the_name_of_who_settled_it(
    site: Site, before: State, act: str, after: State, written: str
) -> None:
    made = site.a_delivery(before)
    done = site.post(f"api/deliveries/{made.delivery}/acts/{act}", USER, {"reason": "asked by telephone"})
    assert (done.status, done.json["said"]) == (200, f"The delivery is {after}.")
    assert site.ledger.deliveries.get(made.delivery).state is after
    assert _last_act(site) == (written, "admin (Airflow)", "asked by telephone", made.issue, made.delivery)


def test_a_run_is_started_in_the_name_of_who_asked_for_it(site: Site) -> None:
    done = site.post(f"api/issues/{MEMBER.issue}/acts/correct", USER, {"reason": "entered twice"})
    assert done.status == 200, done.text
    told = site.airflow_api("GET", "dags/{dag}/dagRuns/{run}".format(**done.json["run"]))
    assert (told["triggering_user_name"], told["conf"]["reason"]) == (USER, "entered twice")


@pytest.mark.parametrize(
    "body", [{}, {"reason": ""}, {"reason": " \n\t"}, {"reason": None}, {"reason": ["a"]}, [], "a reason"], ids=str
)
def test_nothing_is_done_without_a_reason(site: Site, act: str, body: Any) -> None:
    before = site.ledger.head()
    found = site.post(act, USER, body)
    assert (found.status, site.ledger.head()) == (422, before), found.text
    assert detail(found)


@pytest.mark.parametrize(
    "reason", ["nul \0", "long " * 1000, "half of a sign \ud800"], ids=["nul", "5,000 characters", "half of a sign"]
)
def test_a_reason_that_cannot_stand_in_the_ledger_is_refused_with_words(site: Site, act: str, reason: str) -> None:
    before = site.ledger.head()
    found = site.post(act, USER, {"reason": reason})
    assert (found.status, site.ledger.head()) == (422, before), found.text
    assert detail(found)


def test_the_trail_is_unbroken(site: Site) -> None:
    assert site.ledger.faults() == []


def _last_act(site: Site) -> tuple[str, str, str | None, int | None, int | None]:
    act = site.ledger.acts()[-1]
    return act.act, act.actor, act.reason, act.issue_id, act.delivery_id
