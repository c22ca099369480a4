import { Link } from "wouter";
import { issueAddress } from "../address";
import { Table } from "../parts/Table";
import { Answered, Empty } from "../parts/Waiting";
import { useChanges } from "../queries";
import type { ChangeLine, Issue } from "../types";
import { count, plain } from "../words";

const COLUMNS = [
  { key: "title", title: "Measure" },
  { key: "breakdown", title: "By" },
  { key: "group", title: "Of" },
  { key: "was", title: "Was", numeric: true },
  { key: "now", title: "Now", numeric: true },
] as const;

/** What differs from the figures of the issue before. */
export function ChangesPart({ issue }: { issue: Issue }) {
  if (issue.previous === null) {
    return (
      <Empty>
        <p>This is the first issue on its period: there is none to compare it with.</p>
      </Empty>
    );
  }
  return <Against issue={issue} previous={issue.previous} />;
}

function Against({ issue, previous }: { issue: Issue; previous: { id: number; label: string } }) {
  const asked = useChanges(issue.id);
  return (
    <section aria-label="Changes" aria-busy={asked.isPending}>
      <Answered asked={asked} what="what changed">
        {({ changes }) => (
          <>
            <p>
              {changes.length === 0
                ? "No figure differs"
                : `${count(changes.length, "figure")} ${changes.length === 1 ? "differs" : "differ"}`}{" "}
              from issue <Link href={issueAddress(previous.id, "figures")}>{previous.label}</Link>. Figures of single
              workers are not compared.
            </p>
            {changes.length > 0 && <ChangesTable issue={issue} changes={changes} />}
          </>
        )}
      </Answered>
    </section>
  );
}

function ChangesTable({ issue, changes }: { issue: Issue; changes: ChangeLine[] }) {
  return (
    <Table caption={`Changes of ${issue.title} ${issue.label}`} columns={COLUMNS}>
      {changes.map((change) => (
        <tr key={`${change.measure} ${change.breakdown} ${change.group_name}`}>
          <th scope="row">{change.title}</th>
          <td>{plain(change.breakdown)}</td>
          <td>{change.group_name}</td>
          <td className="numeric">{change.was}</td>
          <td className="numeric">
            <strong>{change.now}</strong>
          </td>
        </tr>
      ))}
    </Table>
  );
}
