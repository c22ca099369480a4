import { useEffect, useState, type ReactNode } from "react";
import { Link } from "wouter";
import { issueAddress, PARTS, type Part } from "../address";
import { inReports } from "../embedded";
import { Page } from "../parts/Page";
import { Answered } from "../parts/Waiting";
import { client, isUnderWay, useIssue, useOverview, useRun } from "../queries";
import type { Done, Issue } from "../types";
import { ActButtons } from "./ActButtons";
import { Banners } from "./Banners";
import { Outcome } from "./Outcome";
import { PartShown } from "./PartShown";
import { Summary } from "./Summary";

interface Props {
  id: number;
  part: Part;
  addressOfPart: (part: Part) => string;
  above?: ReactNode;
  ofRun?: boolean; // it is shown in the tab of a run
  moving?: boolean;
}

/** An issue: what it is, what can be done with it, and its parts. */
export function IssueView({ id, part, addressOfPart, above, ofRun = false, moving = false }: Props) {
  const [came, setCame] = useState<Done | null>(null);
  const overview = useOverview().data;
  const doing = useRun(came?.run ?? null).data;
  const about = overview?.runs.some((run) => run.issue === id) ?? false;
  const asked = useIssue(id, moving || about || (doing !== undefined && isUnderWay(doing)));
  useFreshAfter(came, doing?.state);
  const issue = asked.data;
  const title = issue ? `${issue.title} ${issue.label}, ${PARTS[part].toLowerCase()}` : "Issue";
  const mayAct = overview?.reports.find(({ report }) => report === issue?.report)?.may_act ?? false;
  return (
    <Page
      heading={issue?.full_title ?? "Issue"}
      title={title}
      beside={issue && <Beside issue={issue} part={part} ofRun={ofRun} onDone={setCame} />}
      busy={asked.isPending}
    >
      {above}
      <Answered asked={asked} what="the issue">
        {(known) => (
          <>
            <Summary issue={known} />
            <Banners issue={known} />
            <Outcome came={came} run={doing} issue={id} />
            <Parts part={part} addressOfPart={addressOfPart} issue={known} />
            <PartShown issue={known} part={part} mayAct={mayAct} onDone={setCame} />
          </>
        )}
      </Answered>
    </Page>
  );
}

/** Asks for everything again when an act is done, and when its run has ended. */
function useFreshAfter(came: Done | null, runState: string | undefined): void {
  useEffect(() => {
    if (came) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "run" });
  }, [came, runState]);
}

interface BesideProps {
  issue: Issue;
  part: Part;
  ofRun: boolean;
  onDone: (done: Done) => void;
}

function Beside({ issue, part, ofRun, onDone }: BesideProps) {
  return (
    <div className="beside">
      {ofRun && (
        <a href={inReports(issueAddress(issue.id, part))} target="_top">
          Open in Reports
        </a>
      )}
      <ActButtons issue={issue} onDone={onDone} />
    </div>
  );
}

function Parts({ part, addressOfPart, issue }: { part: Part; addressOfPart: (part: Part) => string; issue: Issue }) {
  return (
    <nav className="tabs" aria-label="Parts of the issue">
      <ul>
        {(Object.keys(PARTS) as Part[]).map((each) => (
          <li key={each}>
            <Link href={addressOfPart(each)} aria-current={each === part ? "page" : undefined}>
              {PARTS[each]}
              {each === "deliveries" && issue.unresolved > 0 && (
                <span className="tone-off"> ({issue.unresolved} unresolved)</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
