import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { issueAddress } from "../address";
import { isUnderWay } from "../queries";
import { Progress } from "../runs/Progress";
import type { Done, Run } from "../types";

interface Props {
  came: Done | null;
  run: Run | undefined; // that does it
  issue: number;
}

/** What came of an act, and how far the run is that does it. */
export function Outcome({ came, run, issue }: Props) {
  const message = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (came) message.current?.focus();
  }, [came]);
  return (
    <div className={came ? "outcome" : undefined}>
      <p ref={message} role="status" tabIndex={-1}>
        {came && `${came.said}${ended(run)}`}
      </p>
      {came && run?.issue && run.issue !== issue && (
        <p>
          <Link href={issueAddress(run.issue)}>Open the issue that it made</Link>
        </p>
      )}
      {came?.run && run && run.state !== "success" && <Progress run={run} />}
    </div>
  );
}

function ended(run: Run | undefined): string {
  if (!run || isUnderWay(run)) return "";
  return run.state === "success" ? " The run is done." : " The run has failed: its steps show where.";
}
