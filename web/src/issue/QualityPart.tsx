import { SeverityBadge } from "../parts/Badge";
import { Table } from "../parts/Table";
import { Empty } from "../parts/Waiting";
import type { Finding } from "../types";
import { count, number } from "../words";

const COLUMNS = [
  { key: "severity", title: "Severity" },
  { key: "sentence", title: "What was found" },
  { key: "table", title: "Table" },
  { key: "rows", title: "Rows", numeric: true },
  { key: "checked", title: "Of", numeric: true },
] as const;

/** What the rules found in the data of an issue. */
export function QualityPart({ findings }: { findings: Finding[] | null }) {
  if (findings === null) {
    return (
      <Empty>
        <p>What the rules found is gone from the archive, or your login may not see it.</p>
      </Empty>
    );
  }
  const rules = new Set(findings.map(({ rule }) => rule)).size;
  const rows = findings.reduce((sum, finding) => sum + finding.rows, 0);
  return (
    <section className="findings" aria-label="Data quality">
      <p>
        {findings.length === 0
          ? "No rule was broken."
          : `${count(rows, "row")} in all; ${count(rules, "rule")} broken.`}
      </p>
      {findings.length > 0 && (
        <Table caption="What the rules found" columns={COLUMNS}>
          {findings.map((finding) => (
            <tr key={`${finding.rule} ${finding.table}`}>
              <td>
                <SeverityBadge severity={finding.severity} />
              </td>
              <th scope="row">
                {finding.sentence} <code className="quiet">{finding.rule}</code>
              </th>
              <td>
                <code>{finding.table}</code>
              </td>
              <td className="numeric">{number(finding.rows)}</td>
              <td className="numeric">{number(finding.rows_checked)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
