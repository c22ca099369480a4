"""`lineofsight purge`: remove what is kept longer than retention.yaml says."""

from typing import Annotated

import typer

from reports.commands.options import Archive, Config, LedgerUrl, desk
from reports.commands.printing import table, time

MEGABYTE = 1_000_000


def purge(
    ledger: LedgerUrl,
    archive: Archive,
    config: Config = None,
    go: Annotated[bool, typer.Option("--go", help="Remove it. Without this, nothing is changed.")] = False,
) -> None:
    """Say what is kept longer than retention.yaml says, and with --go remove it; what proves it stays."""
    from reports.workflow import purge as purging  # noqa: PLC0415 - rendering is heavy to import

    place = desk(ledger, archive, config)
    found = purging.find(place)
    old = [each for each in found if each.kept_for is None]
    size = f"{sum(len(each.files) for each in old)} files, {sum(each.size for each in old) / MEGABYTE:.1f} MB"
    if found:
        table(
            ("what", "of", "files", "MB", "name"),
            [
                (
                    (each.what, time(each.since), str(len(each.files)), f"{each.size / MEGABYTE:.1f}", each.name),
                    f"kept: {each.kept_for.name} is {each.kept_for.state}" if each.kept_for else "",
                )
                for each in found
            ],
        )
    if not go:
        typer.echo(f"{size} would be removed" + ("; --go removes them" if old else ""))
        return
    purging.remove(place, old)
    typer.echo(f"{size} removed")
