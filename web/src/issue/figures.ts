/** Finding and ordering the figures of an issue. */

import type { Order } from "../parts/Table";
import type { FigureLine } from "../types";

export type FigureColumn = "title" | "breakdown" | "group_name" | "value" | "target" | "standing";

/** What is looked for; empty: everything. standing "none": without a target. */
export interface Sought {
  text: string;
  breakdown: string;
  standing: string;
}

const STANDINGS = ["off", "near", "good", null]; // the worst first

/** The figures in which every word that is looked for stands, of a breakdown and a standing. */
export function found(figures: FigureLine[], { text, breakdown, standing }: Sought): FigureLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return figures.filter((figure) => {
    const said =
      `${figure.title} ${figure.measure} ${figure.breakdown} ${figure.group_name} ${figure.shown}`.toLowerCase();
    return (
      words.every((word) => said.includes(word)) &&
      (breakdown === "" || figure.breakdown === breakdown) &&
      (standing === "" || (figure.standing ?? "none") === standing)
    );
  });
}

/** The figures in an order; what has no value comes last either way, and equals stay as they were. */
export function ordered(figures: FigureLine[], order: Order<FigureColumn> | undefined): FigureLine[] {
  if (!order) return figures;
  const way = order.down ? -1 : 1;
  return figures.toSorted((one, other) => {
    if (order.by === "value" && (one.value === null || other.value === null)) {
      return Number(one.value === null) - Number(other.value === null);
    }
    return way * compared(one, other, order.by);
  });
}

function compared(one: FigureLine, other: FigureLine, by: FigureColumn): number {
  if (by === "value") return (one.value ?? 0) - (other.value ?? 0);
  if (by === "standing") return STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing);
  return one[by].localeCompare(other[by], "en-GB", { numeric: true });
}
