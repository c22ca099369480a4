import { Table } from "../parts/Table";
import { Empty } from "../parts/Waiting";
import type { Act } from "../types";
import { when } from "../words";

const COLUMNS = [
  { key: "number", title: "Number", numeric: true },
  { key: "at", title: "When" },
  { key: "act", title: "Act" },
  { key: "actor", title: "Who" },
  { key: "reason", title: "Why" },
] as const;

/** The trail of an issue: who did what, when and why. */
export function ActsPart({ acts }: { acts: Act[] }) {
  if (acts.length === 0) {
    return (
      <Empty>
        <p>Nothing was done to this issue yet.</p>
      </Empty>
    );
  }
  return (
    <section aria-label="Acts">
      <Table caption="The trail of this issue" columns={COLUMNS}>
        {acts.map((act) => (
          <tr key={act.number}>
            <td className="numeric">{act.number}</td>
            <td>{when(act.at)}</td>
            <th scope="row">
              {act.act}
              {act.delivery !== null && <span className="quiet"> (delivery {act.delivery})</span>}
            </th>
            <td>{act.actor}</td>
            <td>{act.reason || "–"}</td>
          </tr>
        ))}
      </Table>
      <p className="quiet">
        The trail shows when somebody touched it: <code>lineofsight audit verify</code> proves that it is whole.
      </p>
    </section>
  );
}
