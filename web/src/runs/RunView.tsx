import { Link } from "wouter";
import { addressOf, issuesAddress, type View } from "../address";
import { inReports } from "../embedded";
import { IssueView } from "../issue/IssueView";
import { Page } from "../parts/Page";
import { Answered, Empty } from "../parts/Waiting";
import { isUnderWay, useRun } from "../queries";
import type { Run } from "../types";
import { titleOf } from "../words";
import { Progress } from "./Progress";

/** What a run of Airflow makes: its steps while it is under way, and the issue as soon as there is one. */
export function RunView({ view }: { view: Extract<View, { at: "run" }> }) {
  const asked = useRun({ dag: view.dag, run: view.run });
  const run = asked.data;
  if (run && run.issue !== null) {
    const steps = run.state !== "success" && <Progress run={run} />;
    const addressOfPart = (part: typeof view.part) => addressOf({ ...view, part });
    return (
      <IssueView
        id={run.issue}
        part={view.part}
        addressOfPart={addressOfPart}
        above={steps}
        ofRun
        moving={isUnderWay(run)}
      />
    );
  }
  return (
    <Page heading={run ? titleOf(run) : "What this run made"} beside={<OpenReports />} busy={asked.isPending}>
      <Answered asked={asked} what="the run">
        {(known) => <WithoutIssue run={known} />}
      </Answered>
    </Page>
  );
}

function OpenReports() {
  return (
    <a href={inReports(addressOf({ at: "overview" }))} target="_top">
      Open Reports
    </a>
  );
}

function WithoutIssue({ run }: { run: Run }) {
  return (
    <>
      {run.report !== null && run.batch !== null ? (
        <p>
          <Link href={issuesAddress(run.report, run.batch)}>The issues of all teams</Link>
        </p>
      ) : (
        !isUnderWay(run) && (
          <Empty>
            <p>{run.state === "failed" ? FAILED : NONE}</p>
          </Empty>
        )
      )}
      <Progress run={run} heading="Its steps" />
    </>
  );
}

const FAILED = "This run failed before it made an issue. Its DAG's page in Airflow says what to do about the red step.";
const NONE = "This run made no issue: it is of a DAG that makes none itself, or it had nothing to make.";
