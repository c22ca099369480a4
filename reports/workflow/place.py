"""Where a step works: its source, archive, ledger, settings and mail server, all as plain text or paths."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from upath import UPath

from reports.settings import Settings, load


@dataclass(frozen=True)
class Workplace:
    """What the steps of the workflow work on.

    source, ledger: SQLAlchemy URLs. archive: a folder or object store. config: a folder of settings; without one,
    those that come with the project. commentary: the folder of the owners' commentaries, `REPORT-PERIOD.md` each;
    without one, `commentary` in the archive. mail: the mail server as an apprise URL without recipients. A step needs
    `source` or `mail` only if it pulls or delivers. alerts: apprise URLs at which the operators are told. actor: who
    acts, as the audit trail will name them. secrets: gives a secret by its name, None where there is none of that
    name; for recipients with a `pdf_password`. The URLs hold passwords, so they are not in its repr.
    """

    archive: UPath
    ledger: str = field(repr=False)
    source: str | None = field(default=None, repr=False)
    config: Path | None = None
    commentary: UPath | None = None
    mail: str | None = field(default=None, repr=False)
    alerts: Sequence[str] = field(default=(), repr=False)
    actor: str = "line of sight"
    secrets: Callable[[str], str | None] | None = field(default=None, repr=False)
    _read: Settings | None = field(default=None, repr=False)

    @property
    def commentaries(self) -> UPath:
        """The folder of the owners' commentaries."""
        return self.commentary or self.archive / "commentary"

    def settings(self) -> Settings:
        """Give the authority's settings. Raises SettingsError."""
        return load(self.config) if self._read is None else self._read

    def with_settings(self) -> Self:
        """Give it with the settings as they are now, for steps that are many and are to agree. Raises SettingsError."""
        return replace(self, _read=self.settings())


def environment_secret(name: str) -> str | None:
    """Give a secret of the command line: the variable LINEOFSIGHT_SECRET_ with the name in capitals."""
    return os.environ.get(f"LINEOFSIGHT_SECRET_{name.upper()}")
