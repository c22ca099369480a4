import { describe, expect, test } from "vitest";
import type { Choices, Measure } from "../types";
import { byDomain, menuOf } from "./choose";

const measure = (id: string, domain: string, breakdowns: string[]): Measure => ({
  id,
  title: id,
  domain,
  definition: "",
  numerator: "",
  denominator: "",
  unit: "%",
  better: "higher",
  breakdowns,
  standard: "",
  recommendation: "",
  source: "",
});
const supervised = measure("supervised", "Supervision", ["authority", "service", "team"]);
const missing = measure("missing", "Missing", ["authority"]);
const choices: Choices = {
  measures: [supervised, missing],
  reports: [
    {
      report: "smt_overview",
      title: "SMT overview",
      kind: "month",
      measures: ["supervised", "missing"],
      services: [],
      teams: [
        { id: "T1", name: "North" },
        { id: "T2", name: "South" },
      ],
    },
    {
      report: "return_interviews",
      title: "Return interviews",
      kind: "week",
      measures: ["missing"],
      services: [],
      teams: [],
    },
  ],
};
const nothing = { report: "", measure: "", breakdown: "", group: "" };

describe("what is chosen is made whole", () => {
  test("nothing chosen: the first report and its first measure, for the whole authority", () => {
    expect(menuOf(choices, nothing)?.chosen).toEqual({
      report: "smt_overview",
      measure: "supervised",
      breakdown: "authority",
      group: "authority",
    });
  });
  test("a report without the measure takes one that it has, and a level that this has", () => {
    const wanted = { report: "return_interviews", measure: "supervised", breakdown: "team", group: "T2" };
    expect(menuOf(choices, wanted)?.chosen).toEqual({
      report: "return_interviews",
      measure: "missing",
      breakdown: "authority",
      group: "authority",
    });
  });
  test("a level without a group takes its first", () => {
    expect(menuOf(choices, { ...nothing, breakdown: "team" })?.chosen.group).toBe("T1");
  });
  test("a group that is there is kept", () => {
    expect(menuOf(choices, { ...nothing, breakdown: "team", group: "T2" })?.chosen.group).toBe("T2");
  });
  test("a level of which the report has no group is not offered", () => {
    expect(menuOf(choices, { ...nothing, breakdown: "service" })?.levels).toEqual(["authority", "team"]);
  });
  test("no report has figures: there is nothing to choose", () =>
    expect(menuOf({ measures: [], reports: [] }, nothing)).toBeNull());
});

test("measures by their domain", () => {
  expect(byDomain([supervised, missing]).map(([domain, those]) => [domain, those.length])).toEqual([
    ["Supervision", 1],
    ["Missing", 1],
  ]);
});
