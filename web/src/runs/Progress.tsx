import { airflowRun } from "../embedded";
import { RunBadge } from "../parts/Badge";
import { Icon, type IconName } from "../parts/Icon";
import type { Run } from "../types";
import { plain, progress, stepWords, titleOf, when } from "../words";

const SHAPES: Record<string, IconName> = {
  success: "done",
  running: "moving",
  failed: "late",
  deferred: "waiting",
  awaiting_input: "waiting",
  skipped: "ended",
  upstream_failed: "ended",
};

/** A run of Airflow with its steps, each with its state in words. */
export function Progress({ run, heading = titleOf(run) }: { run: Run; heading?: string }) {
  return (
    <section className="progress" aria-labelledby="progress">
      <div className="progress-head">
        <h2 id="progress">{heading}</h2>
        <RunBadge state={run.state} />
        <p className="quiet" role="status">
          {progress(run)} done
        </p>
        <p className="quiet">since {when(run.since)}</p>
        <a href={airflowRun(run.dag, run.run)} target="_top">
          Open the run in Airflow
        </a>
      </div>
      <ol className="steps">
        {run.tasks.map((task) => (
          <li key={task.name} data-state={task.state ?? "none"}>
            <Icon name={SHAPES[task.state ?? ""] ?? "none"} />
            <span>{plain(task.name)}</span> <span className="quiet">{stepWords(task.state)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
