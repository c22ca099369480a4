import { expect, test } from "vitest";
import { lineOf, withQuery } from "./server";

test("an error of ours, of Airflow's, and of a form that it refuses", () => {
  expect(lineOf({ detail: "there is no issue 7" })).toBe("there is no issue 7");
  expect(lineOf({ detail: { reason: "not_found", message: "No such task" } })).toBe("No such task");
  expect(lineOf({ detail: [{ loc: ["body"], msg: "Field required" }, { msg: "Too long" }] })).toBe(
    "Field required; Too long",
  );
});

test("an error that says nothing", () => expect([lineOf(null), lineOf({}), lineOf(7)]).toEqual(["", "", ""]));

test("a query leaves out what is not chosen", () => {
  expect(withQuery("api/issues", { report: "smt_overview", state: "" })).toBe("api/issues?report=smt_overview");
  expect(withQuery("api/issues", { report: "", state: "" })).toBe("api/issues");
});
