import { afterEach, expect, test, vi } from "vitest";
import type { Delivery, PossibleAct } from "../types";
import { actsOn, confirmWords, doAct, resendable } from "./acting";

const delivery = (also: Partial<Delivery>): Delivery => ({
  id: 1,
  recipient: "a@westmere.example",
  name: null,
  message: "report",
  state: "sent",
  attempts: 1,
  at: null,
  words: null,
  ...also,
});
const given = { reason: "because", commentary: "", deliveries: null };

afterEach(() => vi.unstubAllGlobals());

function answering(answer: object) {
  const fetched = vi.fn(async (_path: string, _request: RequestInit) => Response.json(answer));
  vi.stubGlobal("fetch", fetched);
  return () => {
    const [path, request] = fetched.mock.calls[0] ?? [];
    return { path, method: request?.method, body: JSON.parse(String(request?.body)) as unknown };
  };
}

test("the button says how many will get mail", () => {
  expect(confirmWords("Withdraw", 3)).toBe("Withdraw, and mail 3 people");
  expect(confirmWords("Withdraw", 1)).toBe("Withdraw, and mail 1 person");
  expect(confirmWords("Reject", 0)).toBe("Reject");
});

test("only what is uncertain or refused waits for a person", () => {
  expect(actsOn(delivery({ state: "uncertain" }))).toEqual(["arrived", "send-again"]);
  expect(actsOn(delivery({ state: "refused" }))).toEqual(["give-up", "send-again"]);
  expect(actsOn(delivery({ state: "claimed" }))).toEqual([]);
  expect(actsOn(delivery({ id: null, state: "not begun" }))).toEqual([]);
});

test("a notice of withdrawal is not sent again as the report", () => {
  const those = [
    delivery({ id: 1 }),
    delivery({ id: 2, message: "withdrawal" }),
    delivery({ id: 3, recipient: "b@westmere.example" }),
  ];
  expect(resendable(those, ["a@westmere.example"]).map(({ id }) => id)).toEqual([1]);
});

test("where Airflow waits for the answer, it is given there", async () => {
  const asked = answering({});
  const act: PossibleAct = {
    act: "reject",
    mails: [],
    then: "",
    question: { dag: "lead_member", run: "manual__1+0", task: "release" },
  };
  expect(await doAct(7, act, given)).toMatchObject({ run: { dag: "lead_member", run: "manual__1+0" } });
  expect(asked()).toEqual({
    path: "../api/v2/dags/lead_member/dagRuns/manual__1%2B0/taskInstances/release/-1/hitlDetails",
    method: "PATCH",
    body: { chosen_options: ["Reject"], params_input: { reason: "because", commentary: null } },
  });
});

test("the gate's question has no commentary", async () => {
  const asked = answering({});
  await doAct(
    7,
    { act: "let-through", mails: [], then: "", question: { dag: "monthly_figures", run: "r", task: "check" } },
    given,
  );
  expect(asked().body).toEqual({ chosen_options: ["Approve"], params_input: { reason: "because" } });
});

test("whom it is sent to again goes with it", async () => {
  const asked = answering({ said: "", run: null });
  await doAct(7, { act: "resend", mails: [], then: "", question: null }, { ...given, deliveries: [3] });
  expect(asked()).toEqual({
    path: "api/issues/7/acts/resend",
    method: "POST",
    body: { reason: "because", deliveries: [3] },
  });
});
