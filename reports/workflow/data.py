"""From the source to figures: pull, check, measure. Each step finds what an earlier try of it made."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from upath import UPath

from reports.archive import make_folder, read_json, read_whole, write_whole
from reports.checks import Checked, Finding, clean
from reports.documents.catalogue import entry_of, tables_for
from reports.errors import SnapshotError, SourceError
from reports.logs import note, step
from reports.measures import MEASURES, Prepared, history
from reports.measures.lists import LISTS, build
from reports.periods import Period, now, parse_instant
from reports.pseudonyms import pseudonyms
from reports.settings import Settings
from reports.source import Source, snapshot
from reports.source import pull as pull_source
from reports.version import code_version
from reports.workflow.known_teams import Team, known_teams
from reports.workflow.place import Workplace

FOLDER = "figures"
MANIFEST = "manifest.json"
FINDINGS = "findings.json"
DEPARTMENTS = "ssd_department"


@dataclass(frozen=True)
class Measured:
    """What was measured of a period: the history of figures, the lists by name, the findings, the teams by id."""

    period: Period
    as_at: datetime
    figures: pd.DataFrame
    lists: Mapping[str, pd.DataFrame]
    findings: Sequence[Finding]
    teams: Mapping[str, Team] = field(default_factory=dict)


@step(gives="snapshot")
def pull(place: Workplace, period: str, as_at: str | None = None) -> str:
    """Freeze what the source holds for the period and give the snapshot's id.

    Raises SettingsError before anything is pulled; SourceError where the source cannot be read, SourceContractError
    where it is not as promised; ArchiveError.
    """
    settings = place.settings()
    settings.targets.demand_known(MEASURES)
    settings.owners.demand_known(MEASURES)
    if place.source is None:
        raise SourceError("source: none was given")
    instant = now() if as_at is None else parse_instant(as_at)
    wanted = Period.parse(period)
    pulled = pull_source(place.source, wanted, instant, settings.standards, tables_for(wanted.kind, settings))
    note(rows=sum(map(len, pulled.frames.values())))
    return snapshot.write(pulled, place.archive, settings)


@step()
def check(place: Workplace, snapshot_id: str) -> list[str]:
    """Judge a snapshot by every rule and gate; give a line for each finding, which lie beside the snapshot too.

    Raises GateHeld, with the reason of every gate that holds the reports, which the ledger has then, unless a person
    let them through.
    """
    settings = place.settings()
    source = snapshot.read(snapshot_id, place.archive)
    checked = _checked(place, source, settings)
    note(period=checked.data.period.key)
    folder = place.archive / snapshot.FOLDER / snapshot_id
    _write_json(folder / FINDINGS, {"findings": as_json(checked.findings), "held": list(map(asdict, checked.held))})
    said = [
        f"{each.rule} {each.severity}: {each.sentence} {each.table}: {each.rows} of {each.rows_checked} rows"
        for each in checked.findings
    ]
    if checked.held:
        from reports.workflow.hold import hold_at_gates  # noqa: PLC0415 - seldom, and heavy to import

        said += hold_at_gates(place, settings, source, snapshot_id, checked.held, _teams(checked, source))
    return said


def gates_that_hold(place: Workplace, snapshot_id: str) -> set[str]:
    """Give the gates that a snapshot did not pass when it was last judged."""
    path = place.archive / snapshot.FOLDER / snapshot_id / FINDINGS
    return {held["gate"] for held in read_json(path)["held"]} if path.exists() else set()


@step()
def measure(place: Workplace, snapshot_id: str) -> str:
    """Compute the figures and lists of a snapshot, unless they are there whole, and give their id.

    The id is that of the snapshot, the settings, the code and the key of the pseudonyms, all together.
    """
    settings = place.settings()
    figures_id = _figures_id(snapshot_id, settings.hash, code_version())
    folder = place.archive / FOLDER / figures_id
    if _is_whole(folder):
        return figures_id
    made = _of_snapshot(place, snapshot_id, settings)
    note(period=made.period.key)
    make_folder(folder)
    frames = {"figures.parquet": made.figures, **{f"list-{name}.parquet": rows for name, rows in made.lists.items()}}
    files = {name: write_whole(folder / name, frame.to_parquet(None, index=False)) for name, frame in frames.items()}
    manifest = {
        "snapshot": snapshot_id,
        "period": made.period.key,
        "as_at": made.as_at.isoformat(),
        "settings": settings.hash,
        "code_version": code_version(),
        "files": files,
        "lists": list(made.lists),
        "findings": as_json(made.findings),
        "teams": [asdict(team) for team in made.teams.values()],
    }
    _write_json(folder / MANIFEST, manifest)  # last: a folder without it is none, and the next try completes it
    return figures_id


def of_checked(checked: Checked, settings: Settings, report: str = "") -> Measured:
    """Measure checked data, in memory: all that can be, or what a report needs."""
    data = checked.data
    prepared = Prepared(data, settings.standards)
    measures, lists = (entry_of(report).measures, entry_of(report).lists) if report else (MEASURES, LISTS)
    return Measured(
        period=data.period,
        as_at=data.as_at,
        figures=history(data, data.period, settings, prepared, measures),
        lists=build(data, data.period, settings, pseudonyms(), prepared, lists),
        findings=checked.findings,
        teams=known_teams(data.frames[DEPARTMENTS]),
    )


def measured(place: Workplace, snapshot_id: str) -> Measured:
    """Give what was measured of a snapshot; what is not there yet, or was measured otherwise, is measured."""
    folder = place.archive / FOLDER / measure(place, snapshot_id)
    manifest = read_json(folder / MANIFEST)
    return Measured(
        period=Period.parse(manifest["period"]),
        as_at=parse_instant(manifest["as_at"]),
        figures=_read_frame(folder / "figures.parquet"),
        lists={name: _read_frame(folder / f"list-{name}.parquet") for name in manifest["lists"]},
        findings=[finding_of(each) for each in manifest["findings"]],
        teams={team["id"]: Team(**team) for team in manifest["teams"]},
    )


def measured_anew(place: Workplace, snapshot_id: str, settings: Settings, report: str) -> Measured:
    """Measure of a snapshot what a report needs, with settings of its own, whatever was measured; nothing is kept."""
    made = _of_snapshot(place, snapshot_id, settings, report)
    return replace(
        made,  # as it would be read back
        figures=_read_back(made.figures),
        lists={name: _read_back(rows) for name, rows in made.lists.items()},
        findings=[finding_of(each) for each in json.loads(_json(as_json(made.findings)))],
    )


def made_with_this_key(place: Workplace, snapshot_id: str, settings_hash: str, code: str) -> bool | None:
    """Tell whether the lists of a snapshot were made with today's key of the pseudonyms, None where nothing is left."""
    wanted = {"snapshot": snapshot_id, "settings": settings_hash, "code_version": code}
    manifests = (place.archive / FOLDER).glob(f"*/{MANIFEST}")
    found = [path.parent.name for path in manifests if wanted.items() <= read_json(path).items()]
    return _figures_id(snapshot_id, settings_hash, code) in found if found else None


def findings_of(place: Workplace, snapshot_id: str) -> list[Finding] | None:
    """Give what a snapshot was found to break when it was last judged, None where it was not, or that is gone."""
    path = place.archive / snapshot.FOLDER / snapshot_id / FINDINGS
    return [finding_of(each) for each in read_json(path)["findings"]] if snapshot_id and path.exists() else None


def findings_before(place: Workplace, period: Period, as_at: datetime) -> list[Finding] | None:
    """Give what the latest snapshot of the period before was found to break, None where none was judged by then."""
    before = snapshot.latest(period.kind, as_at, place.archive, of=period.previous())
    return None if before is None else findings_of(place, before["id"])


def measured_snapshot(place: Workplace, period: str) -> str:
    """Give the id of the period's latest snapshot that passed the gates and was measured.

    Raises SnapshotError where there is none.
    """
    wanted = Period.parse(period)
    manifests = [read_json(path) for path in (place.archive / FOLDER).glob(f"*/{MANIFEST}")]
    of_period = [manifest for manifest in manifests if manifest["period"] == wanted.key]
    if not of_period:
        raise SnapshotError(f"{wanted.label}: the archive {place.archive} has no figures of it: make them first")
    latest: str = max(of_period, key=lambda manifest: parse_instant(manifest["as_at"]))["snapshot"]
    return latest


def _of_snapshot(place: Workplace, snapshot_id: str, settings: Settings, report: str = "") -> Measured:
    source = snapshot.read(snapshot_id, place.archive)
    checked = _checked(place, source, settings)
    return replace(of_checked(checked, settings, report), teams=_teams(checked, source))


def _teams(checked: Checked, source: Source) -> dict[str, Team]:
    return known_teams(checked.data.frames[DEPARTMENTS], source.frames[DEPARTMENTS])


def _checked(place: Workplace, source: Source, settings: Settings) -> Checked:
    before = snapshot.latest(source.period.kind, source.as_at, place.archive)
    return clean(source, settings, snapshot.rows(before) if before else None)


def _figures_id(snapshot_id: str, settings_hash: str, code: str) -> str:
    key_mark = pseudonyms()(pd.Series(["whose key"], dtype="str"))[0]
    identity = [snapshot_id, settings_hash, code, key_mark]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:24]


def as_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Give findings as plain values."""
    return [asdict(finding) for finding in findings]


def finding_of(fields: dict[str, Any]) -> Finding:
    """Give a finding out of its plain values."""
    return Finding(**{**fields, "measures": tuple(fields["measures"]), "keys": tuple(fields["keys"])})


def _write_json(path: UPath, content: Any) -> None:
    write_whole(path, _json(content))


def _json(content: Any) -> bytes:
    return json.dumps(content, indent=2, sort_keys=True).encode()


def _is_whole(folder: UPath) -> bool:
    """Tell whether what was measured is there as it was written: what is not can be made again from the snapshot."""
    path = folder / MANIFEST
    try:
        files = read_json(path)["files"] if path.exists() else None
        for name, sha256 in (files or {}).items():
            read_whole(folder / name, sha256, "figures")
    except (KeyError, SnapshotError):
        return False
    return files is not None


def _read_frame(path: UPath) -> pd.DataFrame:
    return pd.read_parquet(BytesIO(path.read_bytes()))


def _read_back(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.read_parquet(BytesIO(frame.to_parquet(None, index=False)))
