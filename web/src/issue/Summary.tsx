import { IssueBadge } from "../parts/Badge";
import { Facts } from "../parts/Facts";
import type { Issue } from "../types";
import { count, sentWords, when } from "../words";

const TIERS: Record<Issue["tier"], string> = {
  operational: "Operational: it names workers",
  member: "Member: nobody can be identified",
  public: "Public",
};

/** What an issue is and how it came to its state, in a few lines. */
export function Summary({ issue }: { issue: Issue }) {
  const by = issue.decided_by && `${issue.decided_by}, ${when(issue.decided_at)}`;
  const sent = issue.of > 0 && `${sentWords(issue.sent, issue.of)} readers have it`;
  return (
    <div className="summary">
      <p className="summary-line">
        <IssueBadge state={issue.state} />
        <strong>Issue {issue.label}</strong>
        <span>{TIERS[issue.tier]}</span>
        {issue.pages > 0 && <span>{count(issue.pages, "page")}</span>}
        {sent && <span>{sent}</span>}
      </p>
      <Facts
        inline
        facts={[
          ["Data as at", when(issue.as_at)],
          ["Decided by", by],
          ["Reason", issue.reason],
          [
            "Let through by",
            issue.let_through_by && [issue.let_through_by, issue.let_through_why].filter(Boolean).join(": "),
          ],
          ["Note in its mail", issue.note],
        ]}
      />
    </div>
  );
}
