import { useState } from "react";
import type { Done, Issue, PossibleAct } from "../types";
import { ACTS, doAct, resendable } from "./acting";
import { ConfirmDialog } from "./ConfirmDialog";

interface Props {
  issue: Issue;
  onDone: (done: Done) => void;
}

/** What the user may do to an issue now: a button for each, that asks before it does it. */
export function ActButtons({ issue, onDone }: Props) {
  const [chosen, setChosen] = useState<PossibleAct | null>(null);
  if (issue.possible.length === 0) return null;
  const done = (came: Done) => {
    setChosen(null);
    onDone(came);
  };
  return (
    <div className="buttons" role="group" aria-label="What can be done">
      {issue.possible.map((possible, n) => (
        <button
          key={possible.act}
          type="button"
          className={n === 0 && possible.question ? "main" : undefined}
          onClick={() => setChosen(possible)}
        >
          {ACTS[possible.act].verb} …
        </button>
      ))}
      {chosen && <ActDialog issue={issue} possible={chosen} onDone={done} onClose={() => setChosen(null)} />}
    </div>
  );
}

interface DialogProps extends Props {
  possible: PossibleAct;
  onClose: () => void;
}

function ActDialog({ issue, possible, onDone, onClose }: DialogProps) {
  const { verb, grave } = ACTS[possible.act];
  const readers = resendable(issue.deliveries, possible.mails);
  const [left, setLeft] = useState<number[]>([]); // out of those who could get it again
  const resend = possible.act === "resend";
  const chosen = readers.filter(({ id }) => !left.includes(id));
  const toggle = (id: number) => setLeft(left.includes(id) ? left.filter((each) => each !== id) : [...left, id]);
  const deliveries = resend ? chosen.map(({ id }) => id) : null;
  return (
    <ConfirmDialog
      heading={`${verb}: ${issue.title} ${issue.label}`}
      then={possible.then}
      verb={verb}
      grave={grave}
      mails={resend ? chosen.map(({ recipient }) => recipient) : possible.mails}
      choice={resend ? <Readers readers={readers} left={left} toggle={toggle} /> : undefined}
      withCommentary={possible.act === "release"}
      act={(reason, commentary) => doAct(issue.id, possible, { reason, commentary, deliveries })}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

interface ReadersProps {
  readers: { id: number; recipient: string; name: string | null }[];
  left: number[];
  toggle: (id: number) => void;
}

function Readers({ readers, left, toggle }: ReadersProps) {
  return (
    <fieldset className="mailed">
      <legend>Who gets it again</legend>
      {readers.map(({ id, recipient, name }) => (
        <label key={id} className="check">
          <input type="checkbox" checked={!left.includes(id)} onChange={() => toggle(id)} />
          {name ? `${name}, ${recipient}` : recipient}
        </label>
      ))}
    </fieldset>
  );
}
