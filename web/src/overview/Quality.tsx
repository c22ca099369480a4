import type { QualityPoint } from "../types";
import { count, number } from "../words";

const BAR = 8;
const GAP = 3;
const HEIGHT = 36;

/** How many rows broke a rule in the data of the latest issues: bars, and the same in words. */
export function Quality({ points }: { points: QualityPoint[] }) {
  const last = points.at(-1);
  if (!last) return null;
  const rows = points.map((point) => point.rows);
  const said = points.map((point) => `${point.period_label} ${number(point.rows)}`);
  const most = Math.max(...rows, 1);
  const range = `${number(Math.min(...rows))} to ${number(most)} in the last ${count(points.length, "period")}`;
  return (
    <div className="quality">
      <h3>Data quality</h3>
      <svg
        role="img"
        aria-label={`Rows that break a rule: ${said.join(", ")}`}
        viewBox={`0 0 ${points.length * (BAR + GAP) - GAP} ${HEIGHT}`}
        width={points.length * (BAR + GAP) - GAP}
        height={HEIGHT}
      >
        {points.map((point, n) => {
          const height = Math.max(1.5, (point.rows / most) * HEIGHT);
          const latest = n === points.length - 1 ? "bar latest" : "bar";
          return (
            <rect
              key={point.issue}
              className={latest}
              x={n * (BAR + GAP)}
              y={HEIGHT - height}
              width={BAR}
              height={height}
            />
          );
        })}
      </svg>
      <p>
        {last.period_label}: <strong>{count(last.rows, "row")}</strong> {last.rows === 1 ? "breaks" : "break"}{" "}
        {count(last.rules, "rule")}
        <span className="quiet">{points.length > 1 && ` (${range})`}</span>
      </p>
    </div>
  );
}
