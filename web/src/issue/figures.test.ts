import { describe, expect, test } from "vitest";
import type { FigureLine } from "../types";
import { found, ordered } from "./figures";

const figure = (group_name: string, value: number | null, standing: FigureLine["standing"] = null): FigureLine => ({
  measure: "supervised",
  title: "Workers supervised",
  breakdown: group_name === "Westmere" ? "authority" : "team",
  group_id: group_name,
  group_name,
  fraction: "",
  shown: value === null ? "not collected" : `${value}%`,
  value,
  unit: "%",
  target: standing ? "90%" : "",
  standing,
});
const figures = [
  figure("Westmere", 88, "near"),
  figure("Team 10", null),
  figure("Team 9", 100, "good"),
  figure("Team 1", 40, "off"),
];
const names = (lines: FigureLine[]) => lines.map((line) => line.group_name);
const all = { text: "", breakdown: "", standing: "" };

describe("what is looked for", () => {
  test("every word must stand somewhere, in any order", () => {
    expect(names(found(figures, { ...all, text: " 9 SUPERVISED " }))).toEqual(["Team 9"]);
  });
  test("a breakdown and a standing", () => {
    expect(names(found(figures, { ...all, breakdown: "team", standing: "none" }))).toEqual(["Team 10"]);
  });
  test("nothing: everything", () => expect(found(figures, all)).toHaveLength(4));
});

describe("the order", () => {
  test("what has no value comes last either way", () => {
    expect(names(ordered(figures, { by: "value", down: false }))).toEqual(["Team 1", "Westmere", "Team 9", "Team 10"]);
    expect(names(ordered(figures, { by: "value", down: true }))).toEqual(["Team 9", "Westmere", "Team 1", "Team 10"]);
  });
  test("team 9 comes before team 10", () => {
    expect(names(ordered(figures, { by: "group_name", down: false }))).toEqual([
      "Team 1",
      "Team 9",
      "Team 10",
      "Westmere",
    ]);
  });
  test("the worst standing first", () => {
    expect(names(ordered(figures, { by: "standing", down: false }))).toEqual([
      "Team 1",
      "Westmere",
      "Team 9",
      "Team 10",
    ]);
  });
  test("none: as the server has them", () => expect(ordered(figures, undefined)).toEqual(figures));
});
