"""Where the things are that Airflow's own processes look at: for plugins; a task has `runs.place`."""

import os
from pathlib import Path

from airflow.models import Connection

from connections import database_url
from reports.archive import archive_at
from reports.errors import SettingsError
from reports.workflow import Workplace


def place(*, archive_needed: bool = True) -> Workplace:
    """Give archive, ledger and settings. Raises SettingsError without an archive, where one is needed."""
    archive, config = os.environ.get("LINEOFSIGHT_ARCHIVE"), os.environ.get("LINEOFSIGHT_CONFIG")
    if archive_needed and not archive:
        raise SettingsError("LINEOFSIGHT_ARCHIVE: set it for the api-server too: it shows what lies in the archive")
    return Workplace(
        archive=archive_at(archive or ""),
        ledger=database_url(Connection.get_connection_from_secrets("reports_ledger")),
        config=Path(config) if config else None,
    )
