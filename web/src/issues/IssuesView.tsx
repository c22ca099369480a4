import { Link, useLocation } from "wouter";
import { addressOf, issueAddress } from "../address";
import { IssueBadge } from "../parts/Badge";
import { Page } from "../parts/Page";
import { Sent } from "../parts/Sent";
import { Table } from "../parts/Table";
import { Answered, Empty } from "../parts/Waiting";
import { useIssues, useOverview } from "../queries";
import type { IssueLine } from "../types";
import { count, ISSUE_STATES, when } from "../words";

const COLUMNS = [
  { key: "issue", title: "Issue" },
  { key: "report", title: "Report" },
  { key: "period", title: "Period" },
  { key: "state", title: "State" },
  { key: "since", title: "Since" },
  { key: "by", title: "By" },
  { key: "sent", title: "Sent", numeric: true },
] as const;

/** All issues, the latest first, by report and state. */
export function IssuesView({ report, state }: { report: string; state: string }) {
  const asked = useIssues(report, state);
  const issues = asked.data?.pages.flatMap((page) => page.issues);
  return (
    <Page heading="Issues" busy={asked.isPending}>
      <Filters report={report} state={state} />
      <Answered asked={{ ...asked, data: issues }} what="the issues">
        {(found) => <Found issues={found} filtered={report !== "" || state !== ""} more={asked.hasNextPage} />}
      </Answered>
      {asked.hasNextPage && (
        <p>
          <button type="button" disabled={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            {asked.isFetchingNextPage ? "Loading …" : "Show older issues"}
          </button>
        </p>
      )}
    </Page>
  );
}

function Filters({ report, state }: { report: string; state: string }) {
  const [, go] = useLocation();
  const { data } = useOverview();
  const reports = [...(data?.reports ?? [])].sort((one, other) => one.title.localeCompare(other.title));
  const choose = (chosen: { report?: string; state?: string }) =>
    go(addressOf({ at: "issues", report, state, ...chosen }), { replace: true });
  return (
    <div className="filters">
      <label>
        Report
        <select value={report} onChange={(event) => choose({ report: event.target.value })}>
          <option value="">All reports</option>
          {reports.map((each) => (
            <option key={each.report} value={each.report}>
              {each.title}
            </option>
          ))}
        </select>
      </label>
      <label>
        State
        <select value={state} onChange={(event) => choose({ state: event.target.value })}>
          <option value="">Every state</option>
          {Object.entries(ISSUE_STATES).map(([each, word]) => (
            <option key={each} value={each}>
              {word}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Found({ issues, filtered, more }: { issues: IssueLine[]; filtered: boolean; more: boolean }) {
  const found = issues.length === 0 ? "No issue" : `${count(issues.length, "issue")}${more ? ", and older ones" : ""}`;
  return (
    <>
      <p className="quiet" role="status">
        {found}
      </p>
      {issues.length > 0 && (
        <Table caption="Issues" columns={COLUMNS}>
          {issues.map((issue) => (
            <Line key={issue.id} issue={issue} />
          ))}
        </Table>
      )}
      {issues.length === 0 && <Empty>{filtered ? <NoneSuch /> : <NoneYet />}</Empty>}
    </>
  );
}

function NoneSuch() {
  return (
    <p>
      No issue is of this report and in this state.{" "}
      <Link href={addressOf({ at: "issues", report: "", state: "" })}>Show all issues</Link>
    </p>
  );
}

function NoneYet() {
  return (
    <p>
      No report has been issued yet. The DAGs make them by their schedule; start <code>monthly_figures</code> or{" "}
      <code>return_interviews</code> by hand to try it.
    </p>
  );
}

function Line({ issue }: { issue: IssueLine }) {
  return (
    <tr>
      <th scope="row">
        <Link href={issueAddress(issue.id)}>
          {issue.label}
          <span className="unseen"> of {issue.title}</span>
        </Link>
      </th>
      <td>{issue.title}</td>
      <td>{issue.period_label}</td>
      <td>
        <IssueBadge state={issue.state} />
      </td>
      <td>{when(issue.decided_at)}</td>
      <td>{issue.decided_by}</td>
      <td className="numeric">
        <Sent issue={issue} />
      </td>
    </tr>
  );
}
