import { Link } from "wouter";
import { issueAddress, issuesAddress } from "../address";
import { airflowRun } from "../embedded";
import { RunBadge } from "../parts/Badge";
import type { Run } from "../types";
import { plain, progress, soon, titleOf } from "../words";

/** The runs of Airflow that make, correct or send something now. */
export function RunsUnderWay({ runs }: { runs: Run[] }) {
  if (runs.length === 0) return null;
  return (
    <section className="runs" aria-labelledby="under-way">
      <h2 id="under-way" className="unseen">
        Under way
      </h2>
      <ul>
        {runs.map((run) => (
          <li key={`${run.dag} ${run.run}`}>
            <RunBadge state={run.state} />
            <a href={airflowRun(run.dag, run.run)} target="_top">
              {titleOf(run)}
            </a>
            <StepsBar run={run} />
            <span className="quiet">
              {progress(run)} done{now(run)}, since {soon(run.since)}
            </span>
            {run.issue !== null && <Link href={issueAddress(run.issue)}>Its issue</Link>}
            {run.report !== null && run.batch !== null && (
              <Link href={issuesAddress(run.report, run.batch)}>Its issues</Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function StepsBar({ run }: { run: Run }) {
  return (
    <span className="steps-bar" aria-hidden="true">
      {run.tasks.map((task) => (
        <span key={task.name} data-state={task.state ?? "none"} />
      ))}
    </span>
  );
}

function now(run: Run): string {
  const busy = run.tasks.find(({ state }) => state === "running" || state === "deferred" || state === "awaiting_input");
  return busy ? `, now: ${plain(busy.name).toLowerCase()}` : "";
}
