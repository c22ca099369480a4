/** How all reports stand, in one sentence. */

import type { Overview, ReportLine } from "../types";
import { count, listed } from "../words";

const MATTERS: [ReportLine["state"], string, string][] = [
  ["late", "is late", "are late"],
  ["unresolved", "has a delivery that nobody has settled", "have deliveries that nobody has settled"],
  ["held", "is held", "are held"],
  ["awaiting release", "waits to be released", "wait to be released"],
  ["in progress", "is being made", "are being made"],
];

/** "1 report is late and 2 wait to be released", or "All is well" where it is. */
export function headline({ reports, scheduler, alerts_not_sent }: Overview): string {
  const told = MATTERS.flatMap(([state, one, many]) => {
    const number = reports.filter((report) => report.state === state).length;
    return number ? [{ number, said: number === 1 ? one : many }] : [];
  });
  const sentence = listed(
    told.map(({ number, said }, n) => (n === 0 ? `${count(number, "report")} ${said}` : `${number} ${said}`)),
  );
  if (sentence) return sentence;
  if (scheduler === "dead") return "No report is late yet, but nothing is being made";
  if (alerts_not_sent) return "No report is late, but alerts did not go out";
  if (reports.every(({ state }) => state === "nothing yet"))
    return reports.length ? "No report has been issued yet" : "No report to see";
  return "All is well";
}
