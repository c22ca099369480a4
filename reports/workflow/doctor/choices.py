"""The settings: that they can be read, are the authority's own, and name what there is."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from reports.measures import MEASURES
from reports.resources import CONFIG
from reports.settings import Authority, ReportName, Settings
from reports.workflow.doctor.finding import Line, State

PART = "settings"
DEMO = ".example"  # the top-level domain of invented addresses (RFC 2606)


def choices(settings: Settings, folder: Path | None, secret: Callable[[str], str | None]) -> Iterator[Line]:
    """Say what of the settings is not the authority's own, or names nobody and nothing."""
    where = str(CONFIG if folder is None else folder)
    name = settings.authority.name
    if name == Authority().name:
        to_do = "copy the folder, name your council in authority.yaml, give it as --config: docs/authority.md"
        yield Line(PART, "authority", State.GAP, f"{where}: those of the demo, {name}", to_do)
    else:
        yield Line(PART, "authority", State.WELL, f"{where}: {name}")
    yield from _targets(settings)
    yield from _recipients(settings, secret)


def _targets(settings: Settings) -> Iterator[Line]:
    unknown = sorted(settings.targets.measures.keys() - MEASURES.keys())
    if unknown:
        found = f"there is no measure {', '.join(unknown)}"
        yield Line(PART, "targets", State.BROKEN, found, "see lineofsight measures, and mend targets.yaml")


def _recipients(settings: Settings, secret: Callable[[str], str | None]) -> Iterator[Line]:
    people = {report: settings.recipients.of(report) for report in ReportName}
    found = ", ".join(f"{report.value} to {len(who)}" for report, who in people.items() if who)
    if nobody := ", ".join(report.value for report, who in people.items() if not who):
        found += f"{'; ' if found else ''}nobody gets {nobody}"
    if not any(people.values()):
        yield Line(PART, "recipients", State.GAP, found, "name them in recipients.yaml")
    elif any(who.email.endswith(DEMO) for each in people.values() for who in each):
        yield Line(PART, "recipients", State.GAP, f"invented addresses: {found}", "name them in recipients.yaml")
    else:
        yield Line(PART, "recipients", State.WELL, found)
    secrets = {who.pdf_password for each in people.values() for who in each if who.pdf_password}
    if lost := sorted(name for name in secrets if not secret(name)):
        found = f"there is no secret {', '.join(lost)}: their PDF could not be sent"
        to_do = "give LINEOFSIGHT_SECRET_ and its name, or in Airflow a variable of that name"
        yield Line(PART, "pdf_password", State.GAP, found, to_do)


def names(settings: Settings, frames: Mapping[str, pd.DataFrame]) -> Iterator[Line]:
    """Say which services and teams that the settings name are none that the source has."""
    if "ssd_department" not in frames:
        return
    departments = frames["ssd_department"]
    of_teams, of_services = ["dept_team_id", "dept_team_name"], ["dept_team_parent_id", "dept_team_parent_name"]
    for file, what, chosen, fields in (
        ("names", "teams", settings.names.teams, of_teams),
        ("names", "services", settings.names.services, of_services),
        ("recipients", "teams", settings.recipients.teams, of_teams),
    ):
        there = {text for field in fields for text in departments[field].dropna().str.strip().str.casefold()}
        if lost := [name for name in chosen if name.casefold() not in there]:
            share = f"{len(lost):,} of {len(chosen):,} {what}"
            found = f"{file}.yaml: {share} are none of the source: {', '.join(lost[:3])}"
            yield Line(PART, file, State.GAP, found, "give the id or the name that the source has")
