"""The command line as a person at a terminal has it, in the world of `tests/issued.py`."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reports.__main__ import main
from tests.issued import World


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def command(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command of `lineofsight`; where things are is in the environment."""
    where = {
        "LEDGER": world.place.ledger,
        "ARCHIVE": str(world.place.archive),
        "CONFIG": str(world.place.config),
        "SOURCE": str(world.place.source),
        "MAIL_SERVER": world.mailbox.url,
    }
    for name, value in where.items():
        monkeypatch.setenv(f"LINEOFSIGHT_{name}", value)
    monkeypatch.delenv("LINEOFSIGHT_COMMENTARY", raising=False)
    monkeypatch.setenv("COLUMNS", "110")
    capsys.readouterr()

    def run(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        printed = capsys.readouterr()
        return Said(int(left.value.code or 0), printed.out, printed.err)

    return run
