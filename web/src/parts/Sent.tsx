import type { BatchLine, IssueLine } from "../types";
import { sentWords } from "../words";
import { Badge } from "./Badge";

/** Who has an issue, or the issues of a batch, and how many deliveries wait for a person. */
export function Sent({ issue }: { issue: IssueLine | BatchLine }) {
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
