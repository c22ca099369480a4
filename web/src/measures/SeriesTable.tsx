import { Link } from "wouter";
import { issueAddress } from "../address";
import { Table } from "../parts/Table";
import type { Series } from "../types";

const COLUMNS = [
  { key: "period", title: "Period" },
  { key: "figure", title: "Figure", numeric: true },
  { key: "fraction", title: "Made of", numeric: true },
  { key: "signal", title: "Signal" },
  { key: "issue", title: "Issued in" },
] as const;

/** A series as a table, the latest period first. */
export function SeriesTable({ series }: { series: Series }) {
  return (
    <Table caption={`${series.title}, as a table`} columns={COLUMNS}>
      {series.points.toReversed().map((point) => (
        <tr key={point.period}>
          <th scope="row">{point.label}</th>
          <td className="numeric">
            <strong>{point.shown}</strong>
          </td>
          <td className="numeric">{point.fraction || "–"}</td>
          <td>{point.special ? "part of a signal" : "–"}</td>
          <td>
            {point.issue ? (
              <Link href={issueAddress(point.issue.id)}>{point.issue.label}</Link>
            ) : point.value === null ? (
              "–"
            ) : (
              "reckoned later"
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}
