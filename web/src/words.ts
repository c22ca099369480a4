/** Dates, numbers and the words for states, as a reader in England has them. */

import type { DeliveryState, IssueState, ReportLine, Run } from "./types";

const LONDON = "Europe/London";
const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: LONDON,
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
});
const numbers = new Intl.NumberFormat("en-GB");

type Told = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

function told(instant: string | null): Told | null {
  const time = new Date(instant ?? "");
  if (Number.isNaN(time.getTime())) return null;
  return Object.fromEntries(parts.formatToParts(time).map(({ type, value }) => [type, value]));
}

/** An instant in full: "2 Nov 2026, 09:14 GMT"; a dash where there is none. */
export function when(instant: string | null): string {
  const time = told(instant);
  return time ? `${time.day} ${time.month} ${time.year}, ${time.hour}:${time.minute} ${time.timeZoneName}` : "–";
}

/** An instant that is near, by its weekday: "Mon 30 Nov, 09:00 GMT". */
export function soon(instant: string | null): string {
  const time = told(instant);
  return time ? `${time.weekday} ${time.day} ${time.month}, ${time.hour}:${time.minute} ${time.timeZoneName}` : "–";
}

/** The day of an instant in a narrow column: "2 Nov". */
export function shortDay(instant: string | null): string {
  const time = told(instant);
  return time ? `${time.day} ${time.month}` : "–";
}

/** The day of an instant: "2 Nov 2026". */
export function day(instant: string | null): string {
  const time = told(instant);
  return time ? `${time.day} ${time.month} ${time.year}` : "–";
}

/** A number with its thousands: "1,204". */
export function number(value: number): string {
  return numbers.format(value);
}

/** So many of something: "1 person", "1,204 figures". */
export function count(value: number, one: string, many: string = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** A name of the code's as words: "let_data_through" is "Let data through". */
export function plain(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A list in a sentence: "a, b and c". */
export function listed(words: string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export const REPORT_STATES: Record<ReportLine["state"], string> = {
  late: "Late",
  unresolved: "Delivery unresolved",
  held: "Held",
  "awaiting release": "Awaiting release",
  "in progress": "In progress",
  out: "Out",
  "nothing yet": "Nothing yet",
};

export const ISSUE_STATES: Record<IssueState, string> = {
  held: "Held",
  rendered: "Rendered",
  "awaiting release": "Awaiting release",
  released: "Released",
  rejected: "Rejected",
  superseded: "Superseded",
  withdrawn: "Withdrawn",
};

export const DELIVERY_STATES: Record<DeliveryState, string> = {
  "not begun": "Not begun",
  claimed: "Being sent",
  sent: "Sent",
  refused: "Refused",
  uncertain: "Uncertain",
  "given up": "Given up",
};

export const RUN_STATES: Record<Run["state"], string> = {
  queued: "Waits to begin",
  running: "Under way",
  success: "Done",
  failed: "Failed",
};

const STEP_STATES: Record<string, string> = {
  success: "done",
  running: "under way",
  queued: "waits to begin",
  scheduled: "waits to begin",
  deferred: "waits for an answer",
  awaiting_input: "waits for an answer",
  failed: "failed",
  upstream_failed: "not reached: a step before it failed",
  skipped: "skipped",
  removed: "removed",
  restarting: "begins again",
  up_for_retry: "will be tried again",
  up_for_reschedule: "will be tried again",
};

/** How far a step has come, in words; null is a step that has not begun. */
export function stepWords(state: string | null): string {
  return state === null ? "not begun" : (STEP_STATES[state] ?? plain(state).toLowerCase());
}

/** What a run does, and on which period. */
export function titleOf({ title, period_label }: Run): string {
  return period_label ? `${title}, ${period_label}` : title;
}

/** How many of a run's steps are done: "3 of 8 steps". */
export function progress(run: Run): string {
  const done = run.tasks.filter(({ state }) => state === "success" || state === "skipped").length;
  return `${done} of ${count(run.tasks.length, "step")}`;
}

/** Who has an issue: "3 of 3 sent"; a dash where it is to go to nobody yet. */
export function sentWords(sent: number, of: number): string {
  return of === 0 ? "–" : `${number(sent)} of ${number(of)}`;
}
