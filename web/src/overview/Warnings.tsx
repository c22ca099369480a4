import { Icon } from "../parts/Icon";
import type { Overview } from "../types";
import { count } from "../words";

/** What keeps the reports from being made, or the operators from being told. */
export function Warnings({ overview }: { overview: Overview }) {
  const warnings = [
    overview.scheduler === "dead" && "Airflow's scheduler is not running: no report is made or sent. Start it again.",
    overview.alerts_not_sent > 0 &&
      `${count(overview.alerts_not_sent, "alert")} could not be sent: check the connection operator_alerts.`,
  ].filter((warning) => warning !== false);
  if (warnings.length === 0) return null;
  return (
    <ul className="warnings">
      {warnings.map((warning) => (
        <li key={warning}>
          <Icon name="late" />
          {warning}
        </li>
      ))}
    </ul>
  );
}
