import { describe, expect, test } from "vitest";
import { addressOf, MEASURES, placeOf, viewOf, type View } from "./address";

const chosen = { report: "smt_overview", measure: "supervised", breakdown: "team", group: "T1" };

describe("a view and its address", () => {
  const views: [string, View][] = [
    ["./", { at: "overview" }],
    ["?issues=&state=held", { at: "issues", report: "", state: "held", period: "" }],
    [
      "?issues=&report=team_oversight&period=2026-10",
      { at: "issues", report: "team_oversight", state: "", period: "2026-10" },
    ],
    ["?issue=12", { at: "issue", id: 12, part: "report" }],
    ["?issue=12&part=figures", { at: "issue", id: 12, part: "figures" }],
    ["?dag=smt_overview&run=manual__1%2B00", { at: "run", dag: "smt_overview", run: "manual__1+00", part: "report" }],
    ["?measure=", MEASURES],
  ];
  test.each(views)("%s", (address, view) => {
    expect(addressOf(view)).toBe(address);
    expect(viewOf(address.replace("./", ""))).toEqual(view);
  });

  test("two measures side by side, as tables, over 26 periods", () => {
    const view: View = { at: "measures", chosen, beside: { ...chosen, group: "T2" }, last: "26", table: true };
    expect(viewOf(addressOf(view))).toEqual(view);
    expect(addressOf(view)).toContain("beside.group=T2");
  });

  test("a second panel in which nothing is chosen yet is kept", () => {
    const view: View = {
      ...MEASURES,
      at: "measures",
      chosen,
      beside: { report: "", measure: "", breakdown: "", group: "" },
      last: "13",
      table: false,
    };
    expect(viewOf(addressOf(view))).toEqual(view);
  });
});

describe("an address that makes no sense", () => {
  test("an issue that is no number is the overview", () => expect(viewOf("?issue=abc")).toEqual({ at: "overview" }));
  test("an unknown part is the report", () =>
    expect(viewOf("?issue=1&part=toString")).toMatchObject({ part: "report" }));
  test("an unknown length is 13", () => expect(viewOf("?measure=a&last=7")).toMatchObject({ last: "13" }));
});

test("a batch that is opened is another place", () => {
  expect(placeOf(viewOf("?issues=&report=team_oversight&period=2026-10"))).not.toBe(placeOf(viewOf("?issues=")));
});

test("a part of the same issue is the same place", () => {
  expect(placeOf(viewOf("?issue=1&part=acts"))).toBe(placeOf(viewOf("?issue=1")));
});
