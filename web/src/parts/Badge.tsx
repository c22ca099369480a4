import type { DeliveryState, FigureLine, IssueState, ReportLine, Run } from "../types";
import { DELIVERY_STATES, ISSUE_STATES, REPORT_STATES, RUN_STATES } from "../words";
import { Icon, type IconName } from "./Icon";

/** How urgent something is; each has its colour. */
export type Tone = "off" | "near" | "good" | "busy" | "none";
type Look = readonly [Tone, IconName];

const REPORT: Record<ReportLine["state"], Look> = {
  late: ["off", "late"],
  unresolved: ["off", "unresolved"],
  held: ["near", "held"],
  "awaiting release": ["near", "waiting"],
  "in progress": ["busy", "moving"],
  out: ["good", "done"],
  "nothing yet": ["none", "none"],
};

const ISSUE: Record<IssueState, Look> = {
  held: ["near", "held"],
  rendered: ["busy", "moving"],
  "awaiting release": ["near", "waiting"],
  released: ["good", "done"],
  rejected: ["none", "ended"],
  superseded: ["none", "old"],
  withdrawn: ["off", "back"],
};

const DELIVERY: Record<DeliveryState, Look> = {
  "not begun": ["none", "none"],
  claimed: ["busy", "moving"],
  sent: ["good", "done"],
  refused: ["off", "ended"],
  uncertain: ["off", "unresolved"],
  "given up": ["none", "old"],
};

const RUN: Record<Run["state"], Look> = {
  queued: ["none", "waiting"],
  running: ["busy", "moving"],
  success: ["good", "done"],
  failed: ["off", "late"],
};

const STANDING: Record<NonNullable<FigureLine["standing"]> | "none", readonly [Tone, IconName, string]> = {
  good: ["good", "good", "On target"],
  near: ["near", "near", "Within tolerance"],
  off: ["off", "off", "Off target"],
  none: ["none", "none", "No target"],
};

const SEVERITY: Record<string, Look> = { error: ["off", "off"], warning: ["near", "near"] };

/** A shape and a word in the colour of a tone. */
export function Badge({ tone, icon, word }: { tone: Tone; icon: IconName; word: string }) {
  return (
    <span className={`badge tone-${tone}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}

/** How a report stands. */
export function ReportBadge({ state }: { state: ReportLine["state"] }) {
  const [tone, icon] = REPORT[state];
  return <Badge tone={tone} icon={icon} word={REPORT_STATES[state]} />;
}

/** The tone of a report's state. */
export function reportTone(state: ReportLine["state"]): Tone {
  return REPORT[state][0];
}

/** The state of an issue. */
export function IssueBadge({ state }: { state: IssueState }) {
  const [tone, icon] = ISSUE[state];
  return <Badge tone={tone} icon={icon} word={ISSUE_STATES[state]} />;
}

/** The state of a delivery. */
export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const [tone, icon] = DELIVERY[state];
  return <Badge tone={tone} icon={icon} word={DELIVERY_STATES[state]} />;
}

/** The state of a run. */
export function RunBadge({ state }: { state: Run["state"] }) {
  const [tone, icon] = RUN[state];
  return <Badge tone={tone} icon={icon} word={RUN_STATES[state]} />;
}

/** How a figure stands against its target. */
export function StandingBadge({ standing }: { standing: FigureLine["standing"] }) {
  const [tone, icon, word] = STANDING[standing ?? "none"];
  return <Badge tone={tone} icon={icon} word={word} />;
}

/** How grave a finding is. */
export function SeverityBadge({ severity }: { severity: string }) {
  const [tone, icon] = SEVERITY[severity] ?? ["none", "none"];
  return <Badge tone={tone} icon={icon} word={severity.charAt(0).toUpperCase() + severity.slice(1)} />;
}
