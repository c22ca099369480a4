import { expect, test } from "vitest";
import { count, listed, plain, sentWords, soon, stepWords, when } from "./words";

test("winter is GMT, summer is BST, wherever the reader sits", () => {
  expect(when("2026-11-02T09:14:00+00:00")).toBe("2 Nov 2026, 09:14 GMT");
  expect(when("2026-07-01T08:00:00+00:00")).toBe("1 Jul 2026, 09:00 BST");
});

test("the hour that the clocks go back is told twice, with its zone", () => {
  expect(when("2026-10-25T00:30:00Z")).toBe("25 Oct 2026, 01:30 BST");
  expect(when("2026-10-25T01:30:00Z")).toBe("25 Oct 2026, 01:30 GMT");
});

test("midnight is 00:00", () => expect(soon("2026-11-30T00:00:00Z")).toBe("Mon 30 Nov, 00:00 GMT"));
test("no instant is a dash", () => expect([when(null), when(""), soon("?")]).toEqual(["–", "–", "–"]));
test("one person, two people", () => {
  expect(count(1, "person", "people")).toBe("1 person");
  expect(count(1204, "figure")).toBe("1,204 figures");
});
test("a list in a sentence", () =>
  expect([listed([]), listed(["a"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a, b and c"]));
test("a step that has not begun, and one in a state that we do not know", () => {
  expect(stepWords(null)).toBe("not begun");
  expect(stepWords("on_fire")).toBe("on fire");
});
test("a name of the code's", () => expect(plain("let_data_through")).toBe("Let data through"));
test("to nobody yet", () => expect([sentWords(0, 0), sentWords(2, 3)]).toEqual(["–", "2 of 3"]));
