/** What is chosen in the view of measures, made whole: what is missing or impossible becomes the first that there is. */

import type { Chosen } from "../address";
import type { Choices, Group, Measure } from "../types";

export const WHOLE = "authority";
export const LEVELS: Record<string, string> = { authority: "Whole authority", service: "By service", team: "By team" };

type ReportChoices = Choices["reports"][number];

/** Everything that can be chosen, given what is. */
export interface Menu {
  chosen: Chosen;
  measure: Measure;
  measures: Measure[];
  levels: string[];
  groups: Group[];
}

/** Gives what is chosen and what could be; null where no report has a figure yet. */
export function menuOf(choices: Choices, wanted: Chosen): Menu | null {
  const report = choices.reports.find((each) => each.report === wanted.report) ?? choices.reports[0];
  const measures = choices.measures.filter(({ id }) => report?.measures.includes(id));
  const measure = measures.find(({ id }) => id === wanted.measure) ?? measures[0];
  if (!report || !measure) return null;
  const levels = measure.breakdowns.filter((level) => level === WHOLE || groupsOf(report, level).length > 0);
  const breakdown = levels.includes(wanted.breakdown) ? wanted.breakdown : (levels[0] ?? WHOLE);
  const groups = groupsOf(report, breakdown);
  const group = breakdown === WHOLE ? WHOLE : (groups.find(({ id }) => id === wanted.group) ?? groups[0])?.id;
  const chosen = { report: report.report, measure: measure.id, breakdown, group: group ?? WHOLE };
  return { chosen, measure, measures, levels, groups };
}

function groupsOf(report: ReportChoices, level: string): Group[] {
  if (level === "service") return report.services;
  return level === "team" ? report.teams : [];
}

/** Measures by their domain, in the order in which they come. */
export function byDomain(measures: Measure[]): [string, Measure[]][] {
  const domains = [...new Set(measures.map(({ domain }) => domain))];
  return domains.map((domain) => [domain, measures.filter((measure) => measure.domain === domain)]);
}
