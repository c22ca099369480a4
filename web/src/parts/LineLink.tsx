import { Link } from "wouter";
import { issueAddress, issuesAddress } from "../address";
import type { BatchLine, IssueLine } from "../types";

/** Whether a line stands for the issues of every team on a period. */
export function isBatch(line: IssueLine | BatchLine): line is BatchLine {
  return "said" in line;
}

/** The label of an issue, which opens it, or that of a batch, which opens into its issues. */
export function LineLink({ line, state = "" }: { line: IssueLine | BatchLine; state?: string }) {
  return (
    <>
      <Link href={isBatch(line) ? issuesAddress(line.report, line.period, state) : issueAddress(line.id)}>
        {line.label}
        <span className="unseen"> of {line.title}</span>
      </Link>
      {isBatch(line) && <span className="quiet fraction said">{line.said}</span>}
    </>
  );
}
