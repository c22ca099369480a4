import { type ReactNode } from "react";
import { Link } from "wouter";
import { issueAddress } from "../address";
import { Icon, type IconName } from "../parts/Icon";
import type { Issue } from "../types";
import { day } from "../words";

/** What a reader must know before the issue is used: that it corrects, is corrected, withdrawn or purged. */
export function Banners({ issue }: { issue: Issue }) {
  return (
    <>
      {issue.state === "withdrawn" && (
        <Banner icon="back" tone="off">
          This issue is withdrawn: do not use it.{issue.reason && ` Reason: ${issue.reason}`}
        </Banner>
      )}
      {issue.corrected_by && (
        <Banner icon="old" tone="near">
          A newer issue corrects this one: <To issue={issue.corrected_by} />.
        </Banner>
      )}
      {issue.corrects && (
        <Banner icon="moving" tone="busy">
          It corrects <To issue={issue.corrects} />
          {issue.correction ? `: ${issue.correction}` : "."}
        </Banner>
      )}
      {issue.purged_at && (
        <Banner icon="none" tone="none">
          Its files were removed on {day(issue.purged_at)}, as the rules on retention say. Hashes, deliveries and acts
          are kept.
        </Banner>
      )}
    </>
  );
}

function To({ issue }: { issue: { id: number; label: string } }) {
  return <Link href={issueAddress(issue.id)}>{issue.label}</Link>;
}

function Banner({ icon, tone, children }: { icon: IconName; tone: string; children: ReactNode }) {
  return (
    <div className={`banner edge-${tone}`}>
      <Icon name={icon} />
      <p>{children}</p>
    </div>
  );
}
