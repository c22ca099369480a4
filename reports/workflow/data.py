"""From the source to figures: pull, check, measure. Each step finds what an earlier try of it made."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from upath import UPath

from reports.archive import write_whole
from reports.checks import Checked, Finding, clean
from reports.errors import SnapshotError, SourceError
from reports.measures import history
from reports.measures.lists import build
from reports.periods import Period, now, parse_instant
from reports.pseudonyms import pseudonyms
from reports.settings import Settings
from reports.source import Source, snapshot
from reports.source import pull as pull_source
from reports.version import code_version
from reports.workflow.place import Workplace

FOLDER = "figures"
MANIFEST = "manifest.json"
FINDINGS = "findings.json"


@dataclass(frozen=True)
class Measured:
    """What was measured of a period: the history of figures, the lists by name, the findings."""

    period: Period
    as_at: datetime
    figures: pd.DataFrame
    lists: Mapping[str, pd.DataFrame]
    findings: Sequence[Finding]


def pull(place: Workplace, period: str, as_at: str | None = None) -> str:
    """Freeze what the source holds for the period and give the snapshot's id.

    Raises SourceError where the source cannot be read, SourceContractError where it is not as promised.
    """
    if place.source is None:
        raise SourceError("source: none was given")
    settings = place.settings()
    instant = now() if as_at is None else parse_instant(as_at)
    pulled = pull_source(place.source, Period.parse(period), instant, settings.standards)
    return snapshot.write(pulled, place.archive, settings)


def check(place: Workplace, snapshot_id: str) -> list[str]:
    """Judge a snapshot by every rule and gate; give a line for each finding, which lie beside the snapshot too.

    Raises GateHeld, with the reason of every gate that holds the reports, which the ledger has then, unless a person
    let them through.
    """
    settings = place.settings()
    checked = _checked(place, snapshot.read(snapshot_id, place.archive), settings)
    folder = place.archive / snapshot.FOLDER / snapshot_id
    _write_json(folder / FINDINGS, {"findings": as_json(checked.findings), "held": list(map(asdict, checked.held))})
    said = [
        f"{each.rule} {each.severity}: {each.sentence} {each.table}: {each.rows} of {each.rows_checked} rows"
        for each in checked.findings
    ]
    if checked.held:
        from reports.workflow.hold import hold_at_gates  # noqa: PLC0415 - seldom, and heavy to import

        said += hold_at_gates(place, settings, checked.data.period, checked.data.as_at, snapshot_id, checked.held)
    return said


def measure(place: Workplace, snapshot_id: str) -> str:
    """Compute the figures and lists of a snapshot, unless they are there, and give their id.

    The id is that of the snapshot, the settings, the code and the key of the pseudonyms, all together.
    """
    settings = place.settings()
    figures_id = _figures_id(snapshot_id, settings)
    folder = place.archive / FOLDER / figures_id
    if (folder / MANIFEST).exists():
        return figures_id
    made = of_checked(_checked(place, snapshot.read(snapshot_id, place.archive), settings), settings)
    folder.mkdir(parents=True, exist_ok=True)
    _write_frame(folder / "figures.parquet", made.figures)
    for name, rows in made.lists.items():
        _write_frame(folder / f"list-{name}.parquet", rows)
    manifest = {
        "snapshot": snapshot_id,
        "period": made.period.key,
        "as_at": made.as_at.isoformat(),
        "settings": settings.hash,
        "code_version": code_version(),
        "lists": list(made.lists),
        "findings": as_json(made.findings),
    }
    _write_json(folder / MANIFEST, manifest)  # last: a folder without it is none, and the next try completes it
    return figures_id


def of_checked(checked: Checked, settings: Settings) -> Measured:
    """Measure checked data, in memory."""
    data = checked.data
    return Measured(
        period=data.period,
        as_at=data.as_at,
        figures=history(data, data.period, settings),
        lists=build(data, data.period, settings, pseudonyms()),
        findings=checked.findings,
    )


def measured(place: Workplace, snapshot_id: str) -> Measured:
    """Give what was measured of a snapshot; what is not there yet, or was measured otherwise, is measured."""
    folder = place.archive / FOLDER / measure(place, snapshot_id)
    manifest = json.loads((folder / MANIFEST).read_text())
    return Measured(
        period=Period.parse(manifest["period"]),
        as_at=parse_instant(manifest["as_at"]),
        figures=_read_frame(folder / "figures.parquet"),
        lists={name: _read_frame(folder / f"list-{name}.parquet") for name in manifest["lists"]},
        findings=[finding_of(each) for each in manifest["findings"]],
    )


def findings_before(place: Workplace, period: Period, as_at: datetime) -> list[Finding] | None:
    """Give what the latest snapshot of the period before was found to break, None where none was judged by then."""
    before = snapshot.latest(period.kind, as_at, place.archive, of=period.previous())
    path = None if before is None else place.archive / snapshot.FOLDER / before["id"] / FINDINGS
    if path is None or not path.exists():
        return None
    return [finding_of(each) for each in json.loads(path.read_text())["findings"]]


def measured_snapshot(place: Workplace, period: str) -> str:
    """Give the id of the period's latest snapshot that passed the gates and was measured.

    Raises SnapshotError where there is none.
    """
    wanted = Period.parse(period)
    manifests = [json.loads(path.read_text()) for path in (place.archive / FOLDER).glob(f"*/{MANIFEST}")]
    of_period = [manifest for manifest in manifests if manifest["period"] == wanted.key]
    if not of_period:
        raise SnapshotError(f"{wanted.label}: the archive {place.archive} has no figures of it: make them first")
    latest: str = max(of_period, key=lambda manifest: parse_instant(manifest["as_at"]))["snapshot"]
    return latest


def _checked(place: Workplace, source: Source, settings: Settings) -> Checked:
    before = snapshot.latest(source.period.kind, source.as_at, place.archive)
    return clean(source, settings, snapshot.rows(before) if before else None)


def _figures_id(snapshot_id: str, settings: Settings) -> str:
    key_mark = pseudonyms()(pd.Series(["whose key"], dtype="str"))[0]
    identity = [snapshot_id, settings.hash, code_version(), key_mark]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:24]


def as_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Give findings as plain values."""
    return [asdict(finding) for finding in findings]


def finding_of(fields: dict[str, Any]) -> Finding:
    """Give a finding out of its plain values."""
    return Finding(**{**fields, "measures": tuple(fields["measures"]), "keys": tuple(fields["keys"])})


def _write_json(path: UPath, content: Any) -> None:
    write_whole(path, json.dumps(content, indent=2, sort_keys=True).encode())


def _write_frame(path: UPath, frame: pd.DataFrame) -> None:
    write_whole(path, frame.to_parquet(None, index=False))


def _read_frame(path: UPath) -> pd.DataFrame:
    return pd.read_parquet(BytesIO(path.read_bytes()))
