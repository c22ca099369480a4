"""England and statistical neighbours, for the measures that the Department for Education defines as we do.

`benchmarks.csv` (measure, year, when, authority, area, kind, value, source, licence) holds them: `authority` is the
council whose region or neighbours a row is of, empty for England; `when` in the `year` it was counted: on a day, or
over the year to a day. Contains public sector information licensed under the Open Government Licence v3.0, taken from
the Department's Local Authority Interactive Tool; the median of neighbours is ours, of its published values.
A council that is not in it adds its rows; a measure that only resembles a national one stays out.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reports.documents.words import joined
from reports.figures import show
from reports.periods import Period
from reports.settings import Authority

ENGLAND, REGION, MEDIAN = "England", "region", "median of statistical neighbours"  # kinds of figures
_FILE = Path(__file__).with_name("benchmarks.csv")
_CENSUS_MONTH = 10  # a year's figures are of 31 March or 30 September: a period from October on may look back at them


@dataclass(frozen=True)
class Benchmark:
    """A published figure beside ours: of which area, year and kind, and where it is from."""

    area: str
    kind: str
    year: int
    when: str
    value: float
    source: str

    @property
    def counted(self) -> str:
        """When it was counted: `30 September 2025`, `year to 31 March 2025`."""
        return f"{self.when} {self.year}"

    @property
    def shown(self) -> str:
        """The value as it was published, to one place."""
        return show(self.value, "")

    def name(self, authority: Authority) -> str:
        """Name the area; of neighbours, whose they are, and that this is their median."""
        if self.kind == MEDIAN:
            return f"Statistical neighbours of {authority.la_name} (median)"
        return self.area


def benchmarks(measure: str, period: Period, authority: Authority) -> list[Benchmark]:
    """Give what a measure can be compared with: the newest census before the period's end; else nothing."""
    newest = period.last_day.year - (period.last_day.month < _CENSUS_MONTH)
    ours = {"", authority.la_name}
    rows = [one for of, one in _published().get(measure, ()) if of in ours and one.year <= newest]
    latest = max((one.year for one in rows), default=None)
    return [one for one in rows if one.year == latest]


def compared(measure: str, period: Period, authority: Authority) -> str:
    """Give the comparison in words, `England 15.2, ... (September 2025)`; empty where there is none."""
    found = benchmarks(measure, period, authority)
    if not found:
        return ""
    parts = [f"{one.name(authority)} {one.shown}" for one in found]
    return f"{'; '.join(parts)} ({found[0].counted})"


def beside(measure: str, period: Period, authority: Authority) -> str:
    """Give the comparison as it stands below a measure's title: `England 15.2, neighbours 15.4`; empty without one."""
    found = benchmarks(measure, period, authority)
    chosen = {one.kind: one for one in found if one.kind in {ENGLAND, MEDIAN}}
    return ", ".join(f"{'neighbours' if one.kind == MEDIAN else one.area} {one.shown}" for one in chosen.values())


def short_note(measures: Iterable[str], period: Period, authority: Authority) -> str:
    """Say with whom and when measures were compared, where the sources are said elsewhere; empty without comparison."""
    found = [one for measure in measures for one in benchmarks(measure, period, authority)]
    if not found:
        return ""
    whom = "England"
    if any(one.kind == MEDIAN for one in found):
        whom += f", and the median of the statistical neighbours of {authority.la_name}"
    return f"{whom}: {joined(dict.fromkeys(one.counted for one in found), 'or')}, counted as here."


def note(measure: str, period: Period, authority: Authority) -> str:
    """Say of one measure what `note_of_all` says."""
    return note_of_all([measure], period, authority)


def note_of_all(measures: Iterable[str], period: Period, authority: Authority) -> str:
    """Say whose neighbours were compared, that it is their median, and each source once, its years and its licence."""
    found = [one for measure in measures for one in benchmarks(measure, period, authority)]
    if not found:
        return ""
    codes: dict[str, dict[str, None]] = {}  # of each publication those of its figures
    for one in found:
        publication, _, code = one.source.rstrip(")").partition(" (")
        codes.setdefault(publication, {})[code] = None
    sources = "; ".join(f"{publication} ({', '.join(of)})" for publication, of in codes.items())
    years = joined(sorted({str(one.year) for one in found}))
    said = f"Comparison: {sources}, {years}, the Department's definition being the same as ours"
    if any(one.kind == MEDIAN for one in found):
        said += "; for neighbours, the median of the ten statistical neighbours"
    named = authority.la_name or ""
    if named not in authority.name and any(one.kind != ENGLAND for one in found):
        said += f". {named} stands in for {authority.name}: the neighbours and the region are {named}'s"
    return f"{said}. Open Government Licence v3.0."


@lru_cache(maxsize=1)
def _published() -> dict[str, list[tuple[str, Benchmark]]]:
    """Give what was published by measure: the authority whose region or neighbours it is of, and the figure."""
    published: dict[str, list[tuple[str, Benchmark]]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year, value = int(row["year"]), float(row["value"])
            one = Benchmark(row["area"], row["kind"], year, row["when"], value, row["source"])
            published.setdefault(row["measure"], []).append((row["authority"], one))
    return published
