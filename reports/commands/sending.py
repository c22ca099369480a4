"""Sending to readers, and what is said of each of them."""

from collections.abc import Sequence

import typer

from reports.commands.options import PARTLY
from reports.commands.printing import plain, table
from reports.issues import Issue
from reports.workflow.sending import Sent


def tell(issue: Issue, sent: Sequence[Sent], *, notice: bool = False) -> None:
    """Say what became of each reader's mail; leave with exit code 1 where one was not reached."""
    table(("reader", "mail"), [((each.address, each.became), each.why) for each in sent])
    what = "were told" if notice else "have it"
    reached = sum(each.good for each in sent)
    typer.echo(f"{plain(issue.title)} (issue {issue.label}): {reached} of {len(sent)} {what}")
    if reached < len(sent):
        raise typer.Exit(PARTLY)
