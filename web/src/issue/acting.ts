/** The acts on issues and deliveries: what they are called, and how they are done. */

import { tell } from "../server";
import type { ActName, Delivery, Done, PossibleAct } from "../types";
import { count } from "../words";

/** What a person gave with an act. deliveries: null where the act does not choose among them. */
export interface Given {
  reason: string;
  commentary: string;
  deliveries: number[] | null;
}

export type DeliveryAct = "arrived" | "give-up" | "send-again";

export const ACTS: Record<ActName, { verb: string; grave: boolean }> = {
  "let-through": { verb: "Let the data through", grave: false },
  "turn-away": { verb: "Turn the data away", grave: true },
  release: { verb: "Release", grave: false },
  reject: { verb: "Reject", grave: true },
  resend: { verb: "Send again", grave: false },
  correct: { verb: "Correct", grave: false },
  withdraw: { verb: "Withdraw", grave: true },
};

export const DELIVERY_ACTS: Record<DeliveryAct, { verb: string; then: string }> = {
  arrived: { verb: "It arrived", then: "The delivery is recorded as sent." },
  "give-up": { verb: "Give up", then: "The delivery is recorded as given up: this reader does not get the message." },
  "send-again": { verb: "Send again", then: "The same message is mailed once more, and may arrive twice." },
};

/** What can be done about a delivery in its state. */
export function actsOn({ id, state }: Delivery): DeliveryAct[] {
  if (id === null) return [];
  if (state === "uncertain") return ["arrived", "send-again"];
  return state === "refused" ? ["give-up", "send-again"] : [];
}

/** What the button says that confirms: "Withdraw, and mail 3 people". */
export function confirmWords(verb: string, mailed: number): string {
  return mailed === 0 ? verb : `${verb}, and mail ${count(mailed, "person", "people")}`;
}

/** The deliveries of a report that can be sent once more: those of the people who would get it. */
export function resendable(deliveries: Delivery[], mails: string[]): (Delivery & { id: number })[] {
  return deliveries.filter(
    (delivery): delivery is Delivery & { id: number } =>
      delivery.id !== null && delivery.message === "report" && mails.includes(delivery.recipient),
  );
}

const CHOSEN: Partial<Record<ActName, string>> = {
  "let-through": "Approve",
  release: "Approve",
  "turn-away": "Reject",
  reject: "Reject",
};

/** Does an act: at the server, or by answering the question that Airflow waits with. Raises a Problem. */
export async function doAct(issue: number, { act, question }: PossibleAct, given: Given): Promise<Done> {
  const { reason, commentary, deliveries } = given;
  if (question === null) {
    const chosen = deliveries === null ? {} : { deliveries };
    return tell<Done>("POST", `api/issues/${issue}/acts/${act}`, {
      reason,
      ...(commentary && { commentary }),
      ...chosen,
    });
  }
  const [dag, run, task] = [question.dag, question.run, question.task].map(encodeURIComponent);
  const params = question.task === "release" ? { reason, commentary: commentary || null } : { reason };
  await tell<object>("PATCH", `../api/v2/dags/${dag}/dagRuns/${run}/taskInstances/${task}/-1/hitlDetails`, {
    chosen_options: [CHOSEN[act]],
    params_input: params,
  });
  return { said: "Airflow has the answer, and goes on.", run: { dag: question.dag, run: question.run } };
}

/** Settles a delivery, or sends it again. Raises a Problem. */
export async function doDeliveryAct(delivery: number, act: DeliveryAct, reason: string): Promise<Done> {
  return tell<Done>("POST", `api/deliveries/${delivery}/acts/${act}`, { reason });
}
