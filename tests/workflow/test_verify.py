"""An issue is verified: its stored bytes, and the bytes that the frozen data give again."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from upath import UPath

from reports import demo, version
from reports.errors import GateHeld, LedgerError
from reports.periods import Period
from reports.render import pages
from reports.workflow import Workplace, purge, verify
from reports.workflow.data import check, made_with_this_key, measure, pull
from reports.workflow.hold import hold_for_settings
from reports.workflow.issue import render
from reports.workflow.release import approve
from reports.workflow.verify import Verification
from tests.issued import AS_AT, MONTH, REPORT, World

PDF = f"{REPORT}-{MONTH}.pdf"


def found(verification: Verification) -> dict[str, tuple[str, str]]:
    return {each.name: (each.stored, each.again) for each in verification.files}


def verified(world: World) -> Verification:
    return verify.verify(world.place, 1)


@pytest.fixture
def not_rendered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the issue be made again as the bytes that it has: what is rendered is for another test."""
    made = {name: world.file(name).read_bytes() for name in world.issue().files}
    monkeypatch.setattr(verify, "measured_anew", lambda *_: None)
    monkeypatch.setattr(verify, "contents", lambda *_: made)


def test_an_issue_is_the_same_bytes_again_whatever_the_settings_are_now(world: World) -> None:
    world.settings("standards", "supervision_interval_days: 45\n")
    world.settings("authority", "name: Another Council\n")
    verification = verified(world)
    assert verification.same
    assert verification.why == []
    assert found(verification) == {
        PDF: ("as recorded", "the same"),
        f"{REPORT}-{MONTH}-mail.txt": ("as recorded", "the same"),
        f"{REPORT}-{MONTH}-mail.html": ("as recorded", "the same"),
        "settings.json": ("as recorded", ""),
        "history.parquet": ("as recorded", ""),
    }


def test_an_operational_issue_is_the_same_bytes_again_with_all_that_was_frozen_beside_it(tmp_path: Path) -> None:
    """Dirty data, the findings of the week before, an earlier issue whose figures have changed, and a commentary."""
    source, commentary = str(tmp_path / "dirty.db"), tmp_path / "commentary"
    demo.write(demo.make(children=150, months=3, until=date(2024, 11, 4)), source)
    ledger = f"sqlite:///{tmp_path / 'ledger.db'}"
    place = Workplace(UPath(tmp_path / "archive"), ledger, source=source, commentary=UPath(commentary))
    commentary.mkdir()
    (commentary / "return_interviews-2024-10-28.md").write_text("---\nauthor: A. Green\ndate: 2024-11-04\n---\nRain.\n")
    before = pull(place, "2024-10-21", "2024-10-28T06:00")
    with suppress(GateHeld):
        check(place, before)
    approve(place, render(place, "return_interviews", before), "the analyst")
    issue_id = render(place, "return_interviews", pull(place, "2024-10-28", "2024-11-04T06:00"))
    (commentary / "return_interviews-2024-10-28.md").unlink()
    verification = verify.verify(place, issue_id)
    assert verification.why == []
    assert list(found(verification)) == [
        "return_interviews-2024-10-28.pdf",
        "return_interviews-2024-10-28.xlsx",
        "return_interviews-2024-10-28-mail.txt",
        "return_interviews-2024-10-28-mail.html",
        "settings.json",
        "history.parquet",
        "commentary.md",
        "findings-before.json",
    ]


def test_other_code_that_says_something_else_is_named_with_the_page_on_which_it_does(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = copytree(pages.TEMPLATES, tmp_path / "templates")
    report = templates / f"{REPORT}.html.jinja"
    report.write_text(report.read_text().replace("Questions worth asking", "Questions to ask"))
    monkeypatch.setattr(pages, "TEMPLATES", templates)
    monkeypatch.setattr(verify, "code_version", lambda: "0.2.0+other")
    monkeypatch.setattr(verify, "made_with", lambda: version.made_with() | {"weasyprint": "71.0"})
    pages.environment.cache_clear()
    try:
        verification = verified(world)
    finally:
        pages.environment.cache_clear()
    assert not verification.same
    differing = {each.name: each.where for each in verification.files if not each.good}
    assert differing == {PDF: "other words on page 1"}
    assert verification.why == [
        f"it was made by code {version.code_version()}, and this is 0.2.0+other",
        f"it was made with weasyprint {version.made_with()['weasyprint']}, and this is 71.0",
    ]


@pytest.mark.usefixtures("not_rendered")
def test_a_file_that_was_touched_or_is_gone_is_told_from_one_that_is_made_otherwise(world: World) -> None:
    world.file().write_bytes(b"%PDF-1.7 another report")
    world.file(f"{REPORT}-{MONTH}-mail.txt").unlink()
    verification = verified(world)
    assert not verification.same
    assert verification.why == []
    assert found(verification)[PDF] == ("changed", "the same")
    assert found(verification)[f"{REPORT}-{MONTH}-mail.txt"] == ("missing", "the same")


def test_what_an_issue_was_made_with_must_be_there_to_make_it_again(world: World) -> None:
    (world.file().parent / "settings.json").write_text("{}")
    verification = verified(world)
    assert found(verification)["settings.json"] == ("changed", "")
    assert found(verification)[PDF] == ("as recorded", "not made")
    (why,) = verification.why
    assert why.startswith("it cannot be made again: issue 2024-10/1 of lead_member: settings.json is not what was")


def test_a_changed_snapshot_is_found_by_its_hash(world: World) -> None:
    snapshot = world.place.archive / "snapshots" / world.issue().snapshot_id
    (snapshot / "ssd_missing.parquet").write_bytes(b"PAR1")
    assert "ssd_missing.parquet is not what was written" in verified(world).why[0]


def test_what_was_purged_is_said_to_be(world: World) -> None:
    purge.remove(world.place, purge.find(world.place, datetime.now(UTC) + timedelta(days=3000)))
    verification = verified(world)
    assert set(found(verification).values()) == {("purged", "not made"), ("purged", "")}
    assert verification.why[0].startswith("its files were purged on ")


def test_what_other_code_cannot_read_any_more_is_said_and_what_this_code_cannot_is_an_error(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: object) -> None:
        raise KeyError("ssd_new_table")

    monkeypatch.setattr(verify, "measured_anew", cannot)
    with pytest.raises(KeyError):
        verified(world)
    monkeypatch.setattr(verify, "code_version", lambda: "0.2.0+other")
    assert verified(world).why[0] == "it cannot be made again (KeyError): other versions made it"


def test_another_key_of_the_pseudonyms_is_found_by_what_was_measured_with_the_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = world.place
    snapshot = pull(place, "2024-09", AS_AT)
    named = (snapshot, place.settings().hash, version.code_version())
    assert made_with_this_key(place, *named) is None
    measure(place, snapshot)
    assert made_with_this_key(place, *named) is True
    monkeypatch.setenv("LINEOFSIGHT_PSEUDONYM_KEY", "another key of at least 32 characters")
    assert made_with_this_key(place, *named) is False


def test_what_was_never_rendered_cannot_be_verified(world: World) -> None:
    held = hold_for_settings(world.place, REPORT, Period.parse("2024-12"), "a setting is wrong")
    with pytest.raises(LedgerError, match="lead_member 2024-12/held was not rendered"):
        verify.verify(world.place, held.id)
