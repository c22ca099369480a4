"""Row-level lists behind the operational reports: workers by name, children by code, never by id.

They are made of the same cohorts as the measures, so that a list is as long as its figure says. Documents of
the tiers `member` and `public` are never handed one.
"""

import pandas as pd

from reports.checks import Data
from reports.measures.cohorts import Cohorts
from reports.measures.lists import caseload, missing, supervision
from reports.measures.prepared import Prepared
from reports.periods import Period
from reports.pseudonyms import Pseudonym
from reports.settings import Settings


def build(
    data: Data, period: Period, settings: Settings, pseudonym: Pseudonym, prepared: Prepared | None = None
) -> dict[str, pd.DataFrame]:
    """Give every list by its name; a list whose tables were not collected is empty.

    workers, teams, unallocated; supervision, asye, without_oversight; still_missing, waiting, repeat_missing,
    police_delays, notification_delays. Their columns: see the function that makes each.
    """
    cohorts = Cohorts(prepared or Prepared(data, settings.standards), period)
    return {
        "workers": caseload.workers(cohorts),
        "teams": caseload.teams(cohorts),
        "unallocated": caseload.unallocated(cohorts, pseudonym),
        "supervision": supervision.due_workers(cohorts),
        "asye": supervision.asye(cohorts),
        "without_oversight": supervision.without_oversight(cohorts, pseudonym),
        "still_missing": missing.still_missing(cohorts, pseudonym),
        "waiting": missing.waiting(cohorts, pseudonym),
        "repeat_missing": missing.repeat_missing(cohorts, pseudonym),
        "police_delays": missing.police_delays(cohorts, pseudonym),
        "notification_delays": missing.notification_delays(cohorts, pseudonym),
    }
