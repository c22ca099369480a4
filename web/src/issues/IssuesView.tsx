import { Link, useLocation } from "wouter";
import { addressOf, ISSUES, type View } from "../address";
import { IssueBadge } from "../parts/Badge";
import { isBatch, LineLink } from "../parts/LineLink";
import { Page } from "../parts/Page";
import { Sent } from "../parts/Sent";
import { Table } from "../parts/Table";
import { Answered, Empty } from "../parts/Waiting";
import { useIssues, useOverview } from "../queries";
import type { BatchLine, IssueLine } from "../types";
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

type Filter = Extract<View, { at: "issues" }>;

/** All issues, the latest first, by report and state; or those of one period, as a batch opens into them. */
export function IssuesView({ view }: { view: Filter }) {
  const { report, state, period } = view;
  const asked = useIssues(report, state, period);
  const issues = asked.data?.pages.flatMap((page) => page.issues);
  const filtered = report !== "" || state !== "";
  const heading = period ? `Issues of ${issues?.[0]?.period_label ?? period}` : "Issues";
  return (
    <Page heading={heading} beside={period && <Whole />} busy={asked.isPending}>
      <Filters view={view} />
      <Answered asked={{ ...asked, data: issues }} what="the issues">
        {(found) => <Found issues={found} filtered={filtered} more={asked.hasNextPage} state={state} />}
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

function Whole() {
  return <Link href={addressOf(ISSUES)}>All issues</Link>;
}

function Filters({ view }: { view: Filter }) {
  const { report, state } = view;
  const [, go] = useLocation();
  const { data } = useOverview();
  const reports = [...(data?.reports ?? [])].sort((one, other) => one.title.localeCompare(other.title));
  const choose = (chosen: Partial<Filter>) =>
    go(addressOf({ ...view, ...chosen }), { replace: true });
  return (
    <div className="filters">
      <label>
        Report
        <select value={report} onChange={(event) => choose({ report: event.target.value, period: "" })}>
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

interface FoundProps {
  issues: (IssueLine | BatchLine)[];
  filtered: boolean;
  more: boolean;
  state: string;
}

function Found({ issues, filtered, more, state }: FoundProps) {
  const number = issues.reduce((sum, line) => sum + (isBatch(line) ? line.issues : 1), 0);
  const found = number === 0 ? "No issue" : `${count(number, "issue")}${more ? ", and older ones" : ""}`;
  return (
    <>
      <p className="quiet" role="status">
        {found}
      </p>
      {issues.length > 0 && (
        <Table caption="Issues" columns={COLUMNS}>
          {issues.map((issue) => (
            <Line key={issue.id} line={issue} state={state} />
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
      <Link href={addressOf(ISSUES)}>Show all issues</Link>
    </p>
  );
}

function NoneYet() {
  return (
    <p>
      No report has been issued yet. The DAGs make them by their schedule; start <code>monthly_figures</code> or{" "}
      <code>weekly_figures</code> by hand to try it.
    </p>
  );
}

function Line({ line, state }: { line: IssueLine | BatchLine; state: string }) {
  return (
    <tr>
      <th scope="row">
        <LineLink line={line} state={state} />
      </th>
      <td>{line.title}</td>
      <td>{line.period_label}</td>
      <td>
        <IssueBadge state={line.state} />
      </td>
      <td>{when(line.decided_at)}</td>
      <td>{isBatch(line) ? "–" : line.decided_by}</td>
      <td className="numeric">
        <Sent issue={line} />
      </td>
    </tr>
  );
}
