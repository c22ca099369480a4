"""Who may see and do what on the Reports page: asked of a real Airflow, under either auth manager.

Most tests walk every route there is. One that is added is walked too: unless it demands a login and the right to read
what it is about, these tests fail.
"""

import base64
import json
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import cast
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from components import USER
from reports.issues import IssueState, State
from reports.page.app import create
from reports.page.guard import current_user
from reports.page.host import Host
from reports.page.routes import router
from tests.page.airflows import GUEST, LIMITED, NOBODY, TRUSTED, VIEWER, Answer, Site
from tests.page.records import GROUP, MEASURE, MEMBER, NAMED, NONE, SMT, WEEKLY, WORKER, Record, content
from tests.page.walking import DATA, NO_REASON, Asked, about, answer, answers, detail, refused, routes, statuses

# Who is not logged in


def test_every_route_of_the_application_is_walked() -> None:
    """A host without a login is enough to list them: nobody is logged in there."""
    host = cast(Host, SimpleNamespace(current_user=current_user))
    all_there_are = {route.path for route in create(host, lambda: pytest.fail("nothing is asked")).routes}
    assert all_there_are == {route.path for route in router.routes} == {route.path for route in routes()}


def test_nobody_gets_anything_without_logging_in(site: Site) -> None:
    refused(answers(site, SMT), 401)


def test_a_browser_is_taken_to_the_login_and_back(site: Site) -> None:
    for asked, found in answers(site, SMT, Accept="text/html,*/*;q=0.8").items():
        to = urlsplit(found.headers["Location"])
        assert (found.status, found.body, to.path.rstrip("/")) == (302, b"", "/auth/login"), asked
        assert to.netloc in {"", urlsplit(site.own).netloc}
        assert parse_qs(to.query) == {"next": [f"{site.own}/reports/{asked[1]}"]}


def forged(site: Site) -> dict[str, str]:
    """Give tokens that tell of the administrator, and that Airflow has not made, or not for now."""
    head, claims, signature = site.token(USER).split(".")
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    later = base64.urlsafe_b64encode(json.dumps(told | {"exp": told["exp"] + 1}).encode()).decode().rstrip("=")
    past = told | {name: told[name] - 1_000_000 for name in ("exp", "iat", "nbf")}
    key = json.loads((site.airflow.home / "secrets.json").read_text())["jwt"]
    own = jwt.encode(told, key, algorithm="HS512")
    assert site.get("api/me", Authorization=f"Bearer {own}").status == 200  # this is how one is made
    return {
        "no token": "garbage",
        "not signed": jwt.encode(told, "", algorithm="none"),
        "signed with another key": jwt.encode(told, "another" * 10, algorithm="HS512"),
        "changed after": f"{head}.{later}.{signature}",
        "over": jwt.encode(past, key, algorithm="HS512"),
    }


def test_a_token_that_is_not_airflows_own_opens_nothing(site: Site) -> None:
    for token in forged(site).values():
        refused(answers(site, SMT, Authorization=f"Bearer {token}"), 401, 403)
        refused(answers(site, SMT, Cookie=f"_token={token}", Origin=site.own), 401, 403)


def test_a_token_of_airflows_own_opens_as_header_and_as_cookie(site: Site) -> None:
    token = site.token(USER)
    for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"_token={token}"}):
        assert site.get("api/me", **headers).json["name"] == USER


# What a role may see


@pytest.mark.parametrize("user", [NOBODY, GUEST])
def test_whose_role_may_read_no_report_gets_nothing(fab: Site, user: str) -> None:
    """Nor does a guest, who may read runs but no DAG."""
    found = answers(fab, SMT, user=user) | answers(fab, MEMBER, user=user) | answers(fab, NONE, user=user)
    refused(found, 403)
    assert {"ask the operators of Airflow" in detail(each) for each in found.values()} == {True}


@pytest.mark.parametrize("record", [SMT, MEMBER, WEEKLY], ids=lambda record: record.report)
def test_an_administrator_gets_everything(site: Site, record: Record) -> None:
    found = answers(site, record, "GET", user=USER)
    assert {asked: status for asked, status in statuses(found).items() if status != 200} == {}
    for file in record.files:
        assert site.get(f"api/issues/{record.issue}/files/{file}", USER).body == content(record.report, file)


def test_what_is_not_there_is_not_found(site: Site) -> None:
    found = {own: answer(site, strange, USER) for own, strange in about(SMT)}
    refused(found, 404)


def test_a_viewer_sees_all(sites: dict[str, Site]) -> None:
    """Without FAB there are no finer permissions: a viewer reads the operational tier too."""
    site = sites["simple"]
    before = site.ledger.head()
    for record in (SMT, MEMBER, WEEKLY):
        assert set(statuses(answers(site, record, "GET", user=VIEWER)).values()) == {200}
    assert site.ledger.head() == before


@pytest.mark.parametrize(
    "made", [Site.an_issue, lambda site: site.a_delivery(State.UNCERTAIN)], ids=["open", "released"]
)
def test_a_viewer_is_offered_nothing_to_do_and_can_do_nothing(site: Site, made: Callable[[Site], Record]) -> None:
    record = made(site)
    before = site.ledger.head()
    for each in (SMT, WEEKLY, record):
        refused(answers(site, each, "POST", user=VIEWER), 403, 404, 409)
    assert site.ledger.head() == before
    offered = {user: site.get(f"api/issues/{record.issue}", user).json["possible"] for user in (VIEWER, USER)}
    assert (offered[VIEWER], offered[USER] != []) == ([], True)
    assert {report["may_act"] for report in site.get("api/overview", VIEWER).json["reports"]} == {False}


# Who may read one report


def test_who_may_read_one_report_sees_that_one(fab: Site) -> None:
    found = answers(fab, MEMBER, "GET", user=LIMITED)
    assert set(statuses(found).values()) == {200}
    assert [each["report"] for each in fab.get("api/overview", LIMITED).json["reports"]] == [MEMBER.report]
    assert {each["report"] for each in fab.get("api/overview", LIMITED).json["runs"]} == {MEMBER.report}
    assert {each["report"] for each in fab.get("api/issues", LIMITED).json["issues"]} == {MEMBER.report}
    assert [each["report"] for each in fab.get("api/choices", LIMITED).json["reports"]] == [MEMBER.report]
    said = "".join(each.text for (_, address), each in found.items() if address.startswith(DATA))
    assert [word for word in ("smt", "SMT", "return_interviews", "Return interviews", NAMED) if word in said] == []


@pytest.mark.parametrize("record", [SMT, WEEKLY], ids=lambda record: record.report)
def test_who_may_not_read_a_report_cannot_tell_whether_there_is_an_issue_of_it(fab: Site, record: Record) -> None:
    """Every answer is that for an issue that does not exist, but for the number or name that was asked for."""
    before = fab.ledger.head()
    told, of_nothing = {}, {}
    for own, strange in about(record):
        told[own] = _plainly(answer(fab, own, LIMITED), record)
        of_nothing[own] = _plainly(answer(fab, strange, LIMITED), NONE)
    assert told == of_nothing
    assert {status for status, _ in told.values()} == {404}
    assert fab.ledger.head() == before


def test_who_may_not_read_a_report_cannot_list_its_issues(fab: Site) -> None:
    for report in (SMT.report, WEEKLY.report):
        asked, strange = (fab.get(f"api/issues?report={name}", LIMITED) for name in (report, NONE.report))
        assert (asked.status, asked.text) == (404, strange.text.replace(NONE.report, report))


def test_who_may_only_read_a_report_changes_nothing_of_it(fab: Site) -> None:
    made = [fab.an_issue(), fab.a_delivery(State.UNCERTAIN)]
    before = fab.ledger.head()
    for record in made:
        refused(answers(fab, record, "POST", user=LIMITED), 403, 404, 409)
    assert fab.ledger.head() == before


def _plainly(answer: Answer, record: Record) -> tuple[int, str]:
    """Give an answer without what the request itself has told."""
    values = {record.report: "REPORT", record.run: "RUN", str(record.issue): "NUMBER", str(record.delivery): "NUMBER"}
    text = answer.text
    for value, name in values.items():
        text = re.sub(rf"\b{value}\b", name, text)
    return answer.status, text


# What names people


def test_who_may_not_see_people_gets_the_issue_without_them(fab: Site) -> None:
    issue = fab.get(f"api/issues/{SMT.issue}", VIEWER).json
    assert (issue["state"], issue["content"], issue["commentary"]) == (IssueState.RELEASED, False, None)
    assert [file["name"] for file in issue["files"] if file["open"]] == []
    figures = fab.get(f"api/issues/{SMT.issue}/figures", VIEWER).json
    assert (figures["people"], [each["group_id"] for each in figures["figures"]]) == (False, [GROUP])
    lines = fab.get(f"api/issues/{SMT.issue}/figures.csv", VIEWER).text.splitlines()
    assert [line.split(",")[3:5] for line in lines[1:]] == [["authority", GROUP]]


def test_who_may_not_see_people_gets_no_file_of_the_operational_tier(fab: Site) -> None:
    for record in (SMT, WEEKLY):
        files = [f"api/issues/{record.issue}/files/{file}" for file in [*record.files, "no-such-file.pdf"]]
        addresses = [f"{file}{how}" for file in files for how in ("", "?download=1")]
        found = {("GET", address): fab.get(address, VIEWER) for address in addresses}
        refused(found, 403)
        assert {"ask for the operational tier" in detail(each) for each in found.values()} == {True}
    for file in MEMBER.files:
        assert fab.get(f"api/issues/{MEMBER.issue}/files/{file}", VIEWER).body == content(MEMBER.report, file)


def test_who_may_not_see_people_finds_none_named_anywhere(fab: Site) -> None:
    for user in (VIEWER, LIMITED):
        found = [each for record in (SMT, MEMBER, WEEKLY) for each in answers(fab, record, "GET", user=user).items()]
        found += [(("GET", address), fab.get(address, user)) for address in _of_workers()]
        assert [asked for asked, each in found if NAMED in each.text or WORKER in each.text] == []


def test_nobody_gets_a_single_worker_over_time(site: Site) -> None:
    assert [site.get(address, USER).status for address in _of_workers()] == [404, 404]


def test_an_operator_gives_a_role_the_operational_tier_on_the_command_line(fab: Site) -> None:
    """`airflow roles add-perms` takes only a resource that FAB knows: the page must have made it known."""
    assert fab.given is not None
    assert fab.given.stdout.endswith(
        "Added can read on Operational reports to role Operational reader\nAdded 1 permission(s)\n"
    )


def test_whose_role_has_the_operational_tier_sees_it(fab: Site) -> None:
    for record in (SMT, WEEKLY):
        assert set(statuses(answers(fab, record, "GET", user=TRUSTED)).values()) == {200}
        for file in record.files:
            assert fab.get(f"api/issues/{record.issue}/files/{file}", TRUSTED).body == content(record.report, file)
    issue = fab.get(f"api/issues/{SMT.issue}", TRUSTED).json
    assert (issue["content"], NAMED in str(issue["commentary"])) == (True, True)
    figures = fab.get(f"api/issues/{SMT.issue}/figures", TRUSTED).json
    assert (figures["people"], [each["group_name"] for each in figures["figures"]]) == (True, ["Authority", NAMED])
    assert NAMED in fab.get(f"api/issues/{SMT.issue}/figures.csv", TRUSTED).text


def _of_workers() -> list[str]:
    chosen = f"report={SMT.report}&measure={MEASURE}&breakdown=worker&group={WORKER}"
    return [f"api/series?{chosen}", f"api/series.csv?{chosen}"]


# What a browser may do with it


def test_every_answer_says_what_a_browser_may_do_with_it(site: Site) -> None:
    found = answers(site, SMT, "GET", user=USER) | answers(site, SMT) | answers(site, NONE, user=USER)
    found["POST", "api/acts"] = site.post(f"api/issues/{site.an_issue().issue}/acts/reject", USER, NO_REASON)
    for asked, each in found.items():
        policy = dict(part.strip().partition(" ")[::2] for part in each.headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'", asked
        assert "script-src" not in policy or policy["script-src"] == "'self'", asked
        assert policy["frame-ancestors"] == "'self'", asked
        assert each.headers["X-Content-Type-Options"] == "nosniff", asked
        assert each.headers["Cache-Control"] == ("no-store" if _is_data(asked, each) else "no-cache"), asked


def test_what_is_shown_as_a_page_runs_only_what_comes_with_it(site: Site) -> None:
    page = site.get("", USER)
    assert page.headers.get_content_type() == "text/html"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    mail = site.get(f"api/issues/{MEMBER.issue}/files/{MEMBER.files[-1]}", USER)
    assert mail.headers.get_content_type() == "text/html"
    assert "script" not in mail.headers["Content-Security-Policy"]  # default-src 'none' is what counts then


def test_a_file_is_shown_or_kept_as_it_was_asked_for(site: Site) -> None:
    pdf, workbook = (f"api/issues/{MEMBER.issue}/files/{file}" for file in MEMBER.files[:2])
    hows = [site.get(address, USER).headers["Content-Disposition"] for address in (pdf, f"{pdf}?download=1", workbook)]
    assert [how.partition(";")[0] for how in hows] == ["inline", "attachment", "attachment"]


def _is_data(asked: Asked, answer: Answer) -> bool:
    return asked[1].startswith(DATA) or answer.status != 200
