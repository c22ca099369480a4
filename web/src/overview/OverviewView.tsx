import { Page } from "../parts/Page";
import { Answered, Empty } from "../parts/Waiting";
import { useOverview } from "../queries";
import { RunsUnderWay } from "../runs/RunsUnderWay";
import type { Overview } from "../types";
import { when } from "../words";
import { headline } from "./headline";
import { ReportCard } from "./ReportCard";
import { Warnings } from "./Warnings";

/** How all reports stand, on one screen. */
export function OverviewView() {
  const asked = useOverview();
  const heading = asked.data ? headline(asked.data) : "Overview";
  const at = asked.data && <p className="quiet">As at {when(asked.data.at)}</p>;
  return (
    <Page heading={heading} title="Overview" beside={at} busy={asked.isPending}>
      <Answered asked={asked} what="how the reports stand">
        {(overview) => <Reports overview={overview} />}
      </Answered>
    </Page>
  );
}

function Reports({ overview }: { overview: Overview }) {
  return (
    <>
      <Warnings overview={overview} />
      <RunsUnderWay runs={overview.runs} />
      {overview.reports.length === 0 && (
        <Empty>
          <p>Your login may read no report. Ask who manages Airflow here for the permission to read their DAGs.</p>
        </Empty>
      )}
      <ul className="cards">
        {overview.reports.map((report) => (
          <li key={report.report}>
            <ReportCard report={report} />
          </li>
        ))}
      </ul>
    </>
  );
}
