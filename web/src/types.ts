/** What the server says, as `reports/page` gives it. Instants are ISO texts in London's time, with its offset. */

export type IssueState =
  "held" | "rendered" | "awaiting release" | "released" | "rejected" | "superseded" | "withdrawn";

export type DeliveryState = "not begun" | "claimed" | "sent" | "refused" | "uncertain" | "given up";

/** Who looks, and what the page says of the authority. */
export interface Me {
  name: string;
  authority: string;
  service: string;
  contact: string;
  accent: string;
}

export interface IssueLine {
  id: number;
  report: string;
  title: string; // of the report: "SMT overview"; of a team's, with its team
  label: string; // 2026-10/1
  period: string;
  period_label: string; // October 2026
  state: IssueState;
  decided_by: string;
  decided_at: string;
  reason: string | null;
  sent: number; // of the deliveries
  of: number; // to whom it is to go; 0 where it is to go to nobody yet
  unresolved: number; // refused, uncertain or claimed long ago: a person must look
}

/** The issues of every team on one period, as one line. */
export interface BatchLine {
  id: number; // of its latest issue
  report: string;
  title: string;
  label: string; // 2026-10
  period: string;
  period_label: string;
  state: IssueState; // the most urgent of its issues
  decided_at: string; // the latest
  reason: string | null; // of the most urgent one
  issues: number; // one for each team: the released one, else the latest
  states: Partial<Record<IssueState, number>>;
  said: string; // 40 issues, 39 released, 1 held
  sent: number;
  of: number;
  unresolved: number;
}

/** How clean the data of an issue were. */
export interface QualityPoint {
  issue: number;
  period_label: string;
  rules: number; // that were broken
  rows: number; // that break them
}

export interface ReportLine {
  report: string;
  title: string;
  kind: "week" | "month" | "quarter" | "year";
  tier: "operational" | "member" | "public";
  state: "late" | "unresolved" | "held" | "awaiting release" | "in progress" | "out" | "nothing yet";
  words: string; // a sentence: what is the matter, or that all is well
  next_due: string | null; // null: it goes to nobody
  last_out: { id: number | null; label: string; at: string } | null; // without an id: a batch, by its period
  issues: (IssueLine | BatchLine)[]; // the latest first, at most 6; of a report of teams, its batches
  quality: QualityPoint[]; // the oldest first, at most 13
  may_act: boolean;
}

export interface Overview {
  at: string;
  reports: ReportLine[]; // the most urgent first
  alerts_not_sent: number;
  scheduler: "alive" | "dead";
  runs: Run[]; // of these reports, under way
}

/** A run of Airflow that makes, corrects or sends. */
export interface Run {
  dag: string;
  run: string;
  report: string | null; // null: it is for several, such as the month's figures
  title: string; // "Monthly figures", "Correction of SMT overview"
  period_label: string;
  batch: string | null; // the period of which it makes an issue for each team
  state: "queued" | "running" | "success" | "failed";
  since: string;
  tasks: { name: string; state: string | null }[]; // in their order; null: not begun
  issue: number | null; // that it made, or is about
}

export interface Delivery {
  id: number | null; // null: not begun
  recipient: string; // the address
  name: string | null; // as recipients.yaml names the person
  message: "report" | "withdrawal";
  state: DeliveryState;
  attempts: number;
  at: string | null;
  words: string | null; // the mail server's
}

export interface Act {
  number: number;
  at: string;
  actor: string;
  act: string; // "released", "delivery sent", ...
  reason: string | null;
  delivery: number | null;
}

export interface IssueFile {
  name: string;
  kind: "pdf" | "workbook" | "mail" | "input"; // input: what it was made with
  sha256: string;
  open: boolean; // whether it can be had: it is not purged, and may be seen
}

/** What a person may do to an issue now. */
export type ActName = "let-through" | "turn-away" | "release" | "reject" | "resend" | "correct" | "withdraw";

export interface PossibleAct {
  act: ActName;
  mails: string[]; // the addresses that get mail by it at once
  then: string; // a sentence: what happens
  question: { dag: string; run: string; task: string } | null; // Airflow waits for the answer: it is given there
}

export interface Issue extends IssueLine {
  full_title: string;
  tier: "operational" | "member" | "public";
  pages: number;
  as_at: string;
  created_at: string;
  note: string | null; // what its mail says first
  let_through_by: string | null;
  let_through_why: string | null;
  corrects: { id: number; label: string } | null;
  correction: string | null; // why
  corrected_by: { id: number; label: string } | null;
  previous: { id: number; label: string } | null; // with whose figures these can be compared
  purged_at: string | null;
  content: boolean; // whether the user may see what it says: the tier's permission
  files: IssueFile[];
  hashes: { name: string; value: string }[]; // snapshot, settings, code, figures, commentary; and libraries' versions
  commentary: { author: string; written: string; sections: { title: string; html: string }[] } | null;
  checks: { name: string; said: string }[];
  quality: Finding[] | null; // null: the findings are gone, or may not be seen
  deliveries: Delivery[];
  acts: Act[];
  possible: PossibleAct[];
}

export interface Finding {
  rule: string;
  severity: string; // error, warning
  sentence: string;
  table: string;
  rows: number;
  rows_checked: number;
}

export interface FigureLine {
  measure: string;
  title: string;
  breakdown: string;
  group_id: string;
  group_name: string;
  fraction: string; // 78 of 250; empty for a count
  shown: string; // 86.4%, 1,204, not collected
  value: number | null;
  unit: string;
  target: string; // "90%", or empty
  standing: "good" | "near" | "off" | null; // against the target
}

export interface ChangeLine {
  measure: string;
  title: string;
  breakdown: string;
  group_name: string;
  was: string;
  now: string;
}

export interface Measure {
  id: string;
  title: string;
  domain: string;
  definition: string;
  numerator: string;
  denominator: string;
  unit: string;
  better: "higher" | "lower" | null;
  breakdowns: string[];
  standard: string;
  recommendation: string;
  source: string;
}

/** What can be chosen in the view of measures. */
export interface Choices {
  measures: Measure[];
  reports: {
    report: string;
    title: string;
    kind: "week" | "month" | "quarter" | "year";
    measures: string[]; // ids, of which it has figures
    services: Group[];
    teams: Group[];
  }[];
}

export interface Group {
  id: string;
  name: string;
}

export interface SeriesPoint {
  period: string;
  label: string; // October 2026
  value: number | null;
  shown: string;
  fraction: string;
  issue: { id: number; label: string } | null; // in which it was issued; null: reckoned later, from the latest issue's data
  special: boolean; // part of a signal
}

export interface Series {
  report: string;
  measure: string;
  breakdown: string;
  group: string;
  title: string; // "Interviews completed: North team"
  unit: string;
  points: SeriesPoint[]; // the oldest first
  target: { value: number; shown: string; source: string } | null;
  signal: { verdict: string; words: string; mean: string; lower: string; upper: string }; // limits empty: too few points
  chart: object; // a Vega specification, drawn as in the PDF
  alt: string; // its text alternative
}

/** What came of an act. */
export interface Done {
  said: string;
  run: { dag: string; run: string } | null; // the run of Airflow that does it
}

/** Every error: one line that says what, where and what to do. */
export interface Failure {
  detail: string;
}
