"""`issues verify` and `purge` as a person sees them; what they find is in `tests/workflow/`."""

import json

import pytest

from reports.workflow import verify
from tests.commands.conftest import Command
from tests.issued import MONTH, REPORT, World


@pytest.fixture(autouse=True)
def not_rendered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {name: world.file(name).read_bytes() for name in world.issue().files}
    monkeypatch.setattr(verify, "measured_anew", lambda *_: None)
    monkeypatch.setattr(verify, "contents", lambda *_: made)


def test_verify_says_that_all_is_the_same_or_what_differs_and_leaves_with_1(world: World, command: Command) -> None:
    same = command("issues", "verify", REPORT, MONTH)
    assert (same.code, same.err) == (0, "")
    assert same.out.splitlines()[1].split() == ["lead_member-2024-10.pdf", "as", "recorded", "the", "same"]
    assert same.out.splitlines()[-1].startswith("lead_member 2024-10/1: every file is what was recorded")
    world.file().write_bytes(b"%PDF another")
    changed = command("issues", "verify", REPORT, MONTH)
    assert (changed.code, changed.out.splitlines()[-1]) == (1, "lead_member 2024-10/1: not the same")
    assert changed.out.splitlines()[1].split() == ["lead_member-2024-10.pdf", "changed", "the", "same"]
    told = command("issues", "verify", REPORT, MONTH, "--json")
    assert (told.code, json.loads(told.out)["same"]) == (1, False)


def test_purge_says_what_it_would_remove_and_removes_it_when_it_is_told_to(world: World, command: Command) -> None:
    world.settings("retention", "snapshots_days: 1\n")
    shown = command("purge")
    assert shown.code == 0
    assert [line.split()[0] for line in shown.out.splitlines()[:3]] == ["what", "snapshot", "measured"]
    assert shown.out.splitlines()[-1].endswith(" would be removed; --go removes them")
    assert command("purge").out == shown.out
    gone = command("purge", "--go")
    assert gone.out.splitlines()[-1] == shown.out.splitlines()[-1].partition(" would be")[0] + " removed"
    assert command("purge").out == "0 files, 0.0 MB would be removed\n"
    assert command("audit", "list").out.splitlines()[-2].split()[-2:] == ["purged", "data"]
