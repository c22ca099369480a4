import { expect, test } from "vitest";
import type { SeriesPoint } from "../types";
import { pointAt, pointByKey, pointWords } from "./points";

const point: SeriesPoint = {
  period: "2026-10",
  label: "October 2026",
  value: 86.4,
  shown: "86.4%",
  fraction: "78 of 90",
  issue: { id: 12, label: "2026-10/1" },
  special: false,
};

test("a point in words", () => {
  expect(pointWords(point)).toBe("October 2026: 86.4% (78 of 90), issued in 2026-10/1");
  expect(pointWords({ ...point, fraction: "", issue: null, special: true })).toBe(
    "October 2026: 86.4%, reckoned later, from the latest issue's data; part of a signal",
  );
});

test("a period without a figure", () => {
  expect(pointWords({ ...point, value: null, shown: "–", fraction: "", issue: null })).toBe("October 2026: no figure");
  expect(pointWords({ ...point, value: null, shown: "not collected", fraction: "" })).toBe(
    "October 2026: not collected, issued in 2026-10/1",
  );
});

test("the first arrow key goes to the latest point", () => expect(pointByKey("ArrowRight", null, 13)).toBe(12));
test("arrow keys stop at both ends", () => {
  expect([pointByKey("ArrowLeft", 0, 13), pointByKey("ArrowRight", 12, 13)]).toEqual([0, 12]);
});
test("Home and End", () => expect([pointByKey("Home", 5, 13), pointByKey("End", 5, 13)]).toEqual([0, 12]));
test("another key, or no points at all", () =>
  expect([pointByKey("a", 5, 13), pointByKey("End", null, 0)]).toEqual([null, null]));

test("the point under the pointer, and beside the plot", () => {
  expect([pointAt(0.5, 13), pointAt(-1, 13), pointAt(2, 13), pointAt(0.5, 1), pointAt(0.5, 0)]).toEqual([
    6,
    0,
    12,
    0,
    null,
  ]);
});
