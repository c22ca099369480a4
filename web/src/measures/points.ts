/** Going through the points of a series, and saying what each is. */

import type { SeriesPoint } from "../types";

/** A point in words: "October 2026: 86.4% (78 of 90), issued in 2026-10/1". */
export function pointWords({ label, value, shown, fraction, issue, special }: SeriesPoint): string {
  if (value === null && issue === null) return `${label}: ${shown === "–" ? "no figure" : shown}`;
  const figure = fraction ? `${shown} (${fraction})` : shown;
  const source = issue ? `issued in ${issue.label}` : "reckoned later, from the latest issue's data";
  return `${label}: ${figure}, ${source}${special ? "; part of a signal" : ""}`;
}

/** The point to which a key leads from another (null: none is marked); null where the key leads nowhere. */
export function pointByKey(key: string, at: number | null, points: number): number | null {
  const last = points - 1;
  if (last < 0) return null;
  const to: Record<string, number> = {
    ArrowLeft: at === null ? last : Math.max(0, at - 1),
    ArrowRight: at === null ? last : Math.min(last, at + 1),
    Home: 0,
    End: last,
  };
  return to[key] ?? null;
}

/** The point nearest to a place across the plot, from 0 at its left to 1 at its right. */
export function pointAt(across: number, points: number): number | null {
  if (points === 0) return null;
  return Math.round(Math.min(1, Math.max(0, across)) * (points - 1));
}
