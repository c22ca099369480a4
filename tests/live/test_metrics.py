"""What Airflow's own metrics and task logs tell of a run, as docs/observability.md says."""

import json

from tests.live.scene import REPORT, Scene
from tests.marked import CHILD, PLACE, WORDS, WORKER
from tests.observability.collector import Collector
from tests.observability.test_dashboard import documented

# No triggerer runs here, whether a run fails before this test does is not known, and tasks that are queued or run are
# counted each half minute: there may be none just then.
NOT_HERE = {
    "airflow.triggerer_heartbeat",
    "airflow.dagrun.duration.failed",
    "airflow.ti.queued",
    "airflow.ti.running",
}


def test_a_run_is_seen_in_the_metrics_and_in_its_log(scene: Scene, collector: Collector) -> None:
    week = scene.a_week()
    run = scene.start(week)
    scene.until(run, "success")
    collector.wait("airflow.dagrun.duration.success", dag_id=REPORT)
    collector.wait("airflow.ti.finish", dag_id=REPORT, task_id="render", state="success")
    collector.wait("airflow.task.duration", dag_id=REPORT, task_id="deliver")
    for name in documented().keys() - NOT_HERE:
        collector.wait(name)
    told = str(collector.metrics)
    assert [mark for mark in (CHILD, WORKER, PLACE, WORDS, "@") if mark in told] == []
    (log,) = (scene.folder / "airflow" / "logs" / f"dag_id={REPORT}" / f"run_id={run.id}" / "task_id=render").iterdir()
    (done,) = [line for line in map(json.loads, log.read_text().splitlines()) if line["event"] == "render: done"]
    assert (done["report"], done["period"], done["run_id"]) == (REPORT, week.key, run.id)
    assert done["issue"] == scene.issues(week)[0].id
