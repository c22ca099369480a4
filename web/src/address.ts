/** The views of the page, and the query strings that name them: what is in the address bar can be shared. */

export const PARTS = {
  report: "Report",
  figures: "Figures",
  changes: "Changes",
  quality: "Data quality",
  commentary: "Commentary",
  checks: "Checks and hashes",
  deliveries: "Deliveries",
  acts: "Acts",
} as const;
export type Part = keyof typeof PARTS;

export const LENGTHS = ["13", "26", "52", "all"] as const;
export type Length = (typeof LENGTHS)[number];

/** A measure of one group in one report; empty where nothing is chosen yet. */
export interface Chosen {
  report: string;
  measure: string;
  breakdown: string;
  group: string;
}

export type View =
  | { at: "overview" }
  | { at: "issues"; report: string; state: string; period: string }
  | { at: "issue"; id: number; part: Part }
  | { at: "run"; dag: string; run: string; part: Part }
  | { at: "measures"; chosen: Chosen; beside: Chosen | null; last: Length; table: boolean };

/** The view of measures with nothing chosen yet. */
export const MEASURES: View = { at: "measures", chosen: nothing(), beside: null, last: "13", table: false };

/** Reads a query string; what is unknown in it is as if it were not there. */
export function viewOf(search: string): View {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? "";
  const issue = Number(text("issue"));
  if (text("dag") && text("run")) return { at: "run", dag: text("dag"), run: text("run"), part: partOf(text("part")) };
  if (Number.isInteger(issue) && issue > 0) return { at: "issue", id: issue, part: partOf(text("part")) };
  if (query.has("measure")) {
    const beside = query.has("beside.measure") ? chosenOf(text, "beside.") : null;
    return {
      at: "measures",
      chosen: chosenOf(text, ""),
      beside,
      last: lengthOf(text("last")),
      table: query.has("table"),
    };
  }
  if (query.has("issues"))
    return { at: "issues", report: text("report"), state: text("state"), period: text("period") };
  return { at: "overview" };
}

/** Writes the address of a view, relative to the page. */
export function addressOf(view: View): string {
  switch (view.at) {
    case "overview":
      return "./";
    case "issues":
      return written({ issues: "", report: view.report, state: view.state, period: view.period }, ["issues"]);
    case "issue":
      return written({ issue: String(view.id), part: view.part === "report" ? "" : view.part });
    case "run":
      return written({ dag: view.dag, run: view.run, part: view.part === "report" ? "" : view.part });
    case "measures": {
      const beside = view.beside === null ? {} : prefixed(view.beside, "beside.");
      const shown = { last: view.last === "13" ? "" : view.last, table: view.table ? "1" : "" };
      return written({ measure: "", ...prefixed(view.chosen, ""), ...beside, ...shown }, ["measure", "beside.measure"]);
    }
  }
}

/** The address of an issue, at one of its parts. */
export function issueAddress(id: number, part: Part = "report"): string {
  return addressOf({ at: "issue", id, part });
}

/** The address of the issues that are filtered by nothing. */
export const ISSUES: View = { at: "issues", report: "", state: "", period: "" };

/** The address of the issues of a report, or of those of one period: of a batch. */
export function issuesAddress(report: string, period = "", state = ""): string {
  return addressOf({ at: "issues", report, state, period });
}

/** Tells which place a view is, whatever is chosen or filtered in it: when it changes, a new page has begun. */
export function placeOf(view: View): string {
  if (view.at === "issue") return `issue ${view.id}`;
  if (view.at === "issues" && view.period) return `issues ${view.report} ${view.period}`;
  return view.at === "run" ? `run ${view.dag} ${view.run}` : view.at;
}

function nothing(): Chosen {
  return { report: "", measure: "", breakdown: "", group: "" };
}

function partOf(text: string): Part {
  return Object.hasOwn(PARTS, text) ? (text as Part) : "report";
}

function lengthOf(text: string): Length {
  return LENGTHS.find((length) => length === text) ?? "13";
}

function chosenOf(text: (name: string) => string, prefix: string): Chosen {
  const of = (name: keyof Chosen) => text(prefix + name);
  return { report: of("report"), measure: of("measure"), breakdown: of("breakdown"), group: of("group") };
}

function prefixed(chosen: Chosen, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(chosen).map(([name, value]) => [prefix + name, value]));
}

function written(values: Record<string, string>, kept: string[] = []): string {
  const said = Object.entries(values).filter(
    ([name, value]) => value !== "" || (kept.includes(name) && name in values),
  );
  return `?${new URLSearchParams(said)}`;
}
