import { expect, test } from "vitest";
import type { Overview, ReportLine } from "../types";
import { headline } from "./headline";

const overview = (states: ReportLine["state"][], also: Partial<Overview> = {}): Overview => ({
  at: "2026-11-02T10:00:00+00:00",
  reports: states.map((state) => ({
    report: "smt_overview",
    title: "SMT overview",
    kind: "month",
    tier: "operational",
    state,
    words: "",
    next_due: "",
    last_out: null,
    issues: [],
    quality: [],
    may_act: false,
  })),
  alerts_not_sent: 0,
  scheduler: "alive",
  runs: [],
  ...also,
});

test("all is well where every report is out, or none is due yet", () => {
  expect(headline(overview(["out", "nothing yet"]))).toBe("All is well");
});

test("nothing is well before anything was issued", () => {
  expect(headline(overview(["nothing yet", "nothing yet"]))).toBe("No report has been issued yet");
});

test("the most urgent is said first", () => {
  expect(headline(overview(["awaiting release", "late", "awaiting release"]))).toBe(
    "1 report is late and 2 wait to be released",
  );
});

test("nothing is well while the scheduler is dead or alerts did not go out", () => {
  expect(headline(overview(["out"], { scheduler: "dead" }))).toContain("nothing is being made");
  expect(headline(overview(["out"], { alerts_not_sent: 2 }))).toContain("alerts did not go out");
});

test("a user who may read no report is not told that all is well", () => {
  expect(headline(overview([]))).toBe("No report to see");
});
