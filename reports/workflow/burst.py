"""A burst: the issues of several teams, made from one snapshot, released and sent one after another by one process.

What was measured, the settings and the process that draws are loaded once for all. Whatever is done again finds what
was made and who has it.
"""

import logging
from collections.abc import Sequence

from sqlalchemy.exc import OperationalError

from reports.errors import HEALED_BY_WAITING, DeliveryIncomplete, ReportsError, told
from reports.logs import note, step
from reports.render.pdf import Worker
from reports.series import series
from reports.workflow.data import Measured, measured
from reports.workflow.issue import render
from reports.workflow.place import Workplace
from reports.workflow.release import release
from reports.workflow.teams import REPORT, deliver, with_reasons

log = logging.getLogger(__name__)


@step()
def issue_to_each(place: Workplace, snapshot_id: str, teams: Sequence[str], *, late: bool) -> str:
    """Make the issue of each team and send it to its people; leave waiting what a person is to release. Say how many.

    teams: their ids. late: as for `release`. A team that fails stops none of the others. When all were tried, raises
    the first error that waiting may heal, or else DeliveryIncomplete, which names each team and why.
    """
    here, failed = place.with_settings(), dict[str, Exception]()
    made = measured(here, snapshot_id)
    note(report=REPORT, period=made.period.key)
    with Worker() as worker:
        for team in teams:
            try:
                _issue(here, snapshot_id, team, made, worker, late=late)
            except ReportsError as error:
                log.warning("%s: %s", team, error)
                failed[team] = error
            except Exception as error:  # a fault of ours: no other team's people are to wait until it is mended
                log.exception("%s: not done", team)
                failed[team] = error
    said = f"{REPORT} {made.period.key}: {len(teams) - len(failed)} of {len(teams)} teams are done"
    if passing := [error for error in failed.values() if isinstance(error, (*HEALED_BY_WAITING, OperationalError))]:
        raise passing[0]
    if failed:
        raise DeliveryIncomplete(with_reasons(said, {team: told(error) for team, error in failed.items()}))
    return said


def _issue(place: Workplace, snapshot_id: str, team: str, made: Measured, worker: Worker, *, late: bool) -> None:
    issue = render(place, series(REPORT, team), snapshot_id, made=made, worker=worker)
    if release(place, issue, late=late) is None:
        deliver(place, issue)
