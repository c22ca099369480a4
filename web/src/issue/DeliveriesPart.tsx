import { useState } from "react";
import { DeliveryBadge } from "../parts/Badge";
import { Table } from "../parts/Table";
import { Empty } from "../parts/Waiting";
import type { Delivery, Done, Issue } from "../types";
import { when } from "../words";
import { actsOn, DELIVERY_ACTS, doDeliveryAct, type DeliveryAct } from "./acting";
import { ConfirmDialog } from "./ConfirmDialog";

const COLUMNS = [
  { key: "reader", title: "Reader" },
  { key: "message", title: "Message" },
  { key: "state", title: "State" },
  { key: "tries", title: "Tries", numeric: true },
  { key: "since", title: "Since" },
  { key: "words", title: "The mail server said" },
] as const;
const ACTS = { key: "acts", title: "What can be done" } as const;

interface Props {
  issue: Issue;
  mayAct: boolean;
  onDone: (done: Done) => void;
}

type Chosen = { delivery: Delivery & { id: number }; act: DeliveryAct };

/** To whom an issue went, and what became of each message. */
export function DeliveriesPart({ issue, mayAct, onDone }: Props) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  if (issue.deliveries.length === 0) {
    return (
      <Empty>
        <p>
          This issue has gone to nobody{issue.state === "released" ? ": recipients.yaml names no reader of it." : "."}
        </p>
      </Empty>
    );
  }
  const acting = mayAct && issue.deliveries.some((delivery) => actsOn(delivery).length > 0);
  const done = (came: Done) => {
    setChosen(null);
    onDone(came);
  };
  return (
    <section aria-label="Deliveries">
      <Table caption={`Deliveries of ${issue.title} ${issue.label}`} columns={acting ? [...COLUMNS, ACTS] : COLUMNS}>
        {issue.deliveries.map((delivery) => (
          <DeliveryRow
            key={`${delivery.message} ${delivery.recipient}`}
            delivery={delivery}
            acting={acting}
            onChoose={setChosen}
          />
        ))}
      </Table>
      {chosen && <DeliveryDialog issue={issue} chosen={chosen} onDone={done} onClose={() => setChosen(null)} />}
    </section>
  );
}

interface RowProps {
  delivery: Delivery;
  acting: boolean;
  onChoose: (chosen: Chosen) => void;
}

function DeliveryRow({ delivery, acting, onChoose }: RowProps) {
  const { id, recipient, name, message, state, attempts, at, words } = delivery;
  return (
    <tr>
      <th scope="row">
        {name && <span>{name}</span>}
        <span className={name ? "quiet fraction" : undefined}>{recipient}</span>
      </th>
      <td>{message === "report" ? "Report" : "Notice of withdrawal"}</td>
      <td>
        <DeliveryBadge state={state} />
      </td>
      <td className="numeric">{attempts}</td>
      <td>{when(at)}</td>
      <td>{words || "–"}</td>
      {acting && (
        <td className="acts">
          {id !== null &&
            actsOn(delivery).map((act) => (
              <button key={act} type="button" onClick={() => onChoose({ delivery: { ...delivery, id }, act })}>
                {DELIVERY_ACTS[act].verb} …<span className="unseen"> ({recipient})</span>
              </button>
            ))}
        </td>
      )}
    </tr>
  );
}

interface DialogProps {
  issue: Issue;
  chosen: Chosen;
  onDone: (done: Done) => void;
  onClose: () => void;
}

function DeliveryDialog({ issue, chosen: { delivery, act }, onDone, onClose }: DialogProps) {
  const { verb, then } = DELIVERY_ACTS[act];
  return (
    <ConfirmDialog
      heading={`${verb}: ${issue.title} ${issue.label} to ${delivery.recipient}`}
      then={then}
      verb={verb}
      grave={false}
      mails={act === "send-again" ? [delivery.recipient] : []}
      act={(reason) => doDeliveryAct(delivery.id, act, reason)}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
