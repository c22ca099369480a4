import type { IssueLine } from "../types";
import { sentWords } from "../words";
import { Badge } from "./Badge";

/** Who has an issue, and how many deliveries of it wait for a person. */
export function Sent({ issue }: { issue: IssueLine }) {
  return (
    <>
      {sentWords(issue.sent, issue.of)}
      {issue.unresolved > 0 && (
        <span className="fraction">
          <Badge tone="off" icon="unresolved" word={`${issue.unresolved} unresolved`} />
        </span>
      )}
    </>
  );
}
