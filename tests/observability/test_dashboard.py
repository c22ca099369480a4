"""The dashboard: every metric in it is one that docs/observability.md lists, written as Prometheus writes it."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DASHBOARD = json.loads((ROOT / "deploy" / "grafana" / "line-of-sight.json").read_text())
ROW = re.compile(r"^\| `(airflow\.[\w.]+)` \| (counter|gauge|histogram)", re.MULTILINE)
ENDS = {"counter": "_total", "gauge": "", "histogram": "_milliseconds"}


def documented() -> dict[str, str]:
    """Give the kind of each metric that the page says arrived, by its name."""
    return dict(ROW.findall((ROOT / "docs" / "observability.md").read_text()))


def test_it_shows_only_metrics_that_arrive() -> None:
    known = {name.replace(".", "_") + ENDS[kind] for name, kind in documented().items()}
    shown = {
        metric
        for panel in DASHBOARD["panels"]
        for target in panel["targets"]
        for metric in re.findall(r"airflow_\w+", target["expr"])
    }
    assert shown - known == set()
    assert len(shown) > 8


def test_its_panels_do_not_overlap() -> None:
    places = [
        (x, y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(places) == len(set(places))
    assert max(x for x, _ in places) < 24
