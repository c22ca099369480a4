import { useId } from "react";
import { Link } from "wouter";
import { issueAddress, issuesAddress } from "../address";
import { IssueBadge, ReportBadge, reportTone } from "../parts/Badge";
import { LineLink } from "../parts/LineLink";
import { Sent } from "../parts/Sent";
import { Table } from "../parts/Table";
import { Empty } from "../parts/Waiting";
import type { BatchLine, IssueLine, ReportLine } from "../types";
import { shortDay, soon, when } from "../words";
import { Quality } from "./Quality";

const COLUMNS = [
  { key: "issue", title: "Issue" },
  { key: "state", title: "State" },
  { key: "since", title: "Since" },
  { key: "sent", title: "Sent", numeric: true },
] as const;

/** One report: how it stands, what is due, its latest issues, and how clean their data were. */
export function ReportCard({ report }: { report: ReportLine }) {
  const heading = useId();
  return (
    <article className={`card edge-${reportTone(report.state)}`} aria-labelledby={heading}>
      <div className="card-head">
        <h2 id={heading}>{report.title}</h2>
        <ReportBadge state={report.state} />
      </div>
      <p className="card-words">{report.words}</p>
      <dl className="dates">
        <div>
          <dt>Next due</dt>
          <dd>{report.next_due ? soon(report.next_due) : "not due"}</dd>
        </div>
        <div>
          <dt>Last out</dt>
          <dd>
            {report.last_out ? (
              <>
                <Link href={lastOut(report.report, report.last_out)}>{report.last_out.label}</Link>,{" "}
                {soon(report.last_out.at)}
              </>
            ) : (
              "never"
            )}
          </dd>
        </div>
      </dl>
      {report.issues.length ? <LastIssues report={report} /> : <NothingYet report={report} />}
      <Quality points={report.quality} />
    </article>
  );
}

function lastOut(report: string, { id, label }: NonNullable<ReportLine["last_out"]>): string {
  return id === null ? issuesAddress(report, label) : issueAddress(id);
}

function LastIssues({ report }: { report: ReportLine }) {
  return (
    <>
      <Table caption={`Latest issues of ${report.title}`} columns={COLUMNS}>
        {report.issues.map((issue) => (
          <LastIssue key={issue.id} issue={issue} />
        ))}
      </Table>
      <p className="card-more">
        <Link href={issuesAddress(report.report)}>All issues of {report.title}</Link>
      </p>
    </>
  );
}

function LastIssue({ issue }: { issue: IssueLine | BatchLine }) {
  return (
    <tr>
      <th scope="row">
        <LineLink line={issue} />
      </th>
      <td>
        <IssueBadge state={issue.state} />
      </td>
      <td title={when(issue.decided_at)}>{shortDay(issue.decided_at)}</td>
      <td className="numeric">
        <Sent issue={issue} />
      </td>
    </tr>
  );
}

function NothingYet({ report }: { report: ReportLine }) {
  return (
    <Empty>
      <p>
        No report has been issued yet. It is made by its schedule; start the DAG <code>{report.kind}ly_figures</code> by
        hand to try it.
      </p>
    </Empty>
  );
}
