import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Dialog } from "../parts/Dialog";
import { Trouble } from "../parts/Waiting";
import type { Done } from "../types";
import { count } from "../words";
import { confirmWords } from "./acting";

interface Props {
  heading: string;
  then: string;
  verb: string;
  grave: boolean;
  mails: string[];
  choice?: ReactNode; // of whom, in place of the list of addresses
  withCommentary?: boolean;
  act: (reason: string, commentary: string) => Promise<Done>;
  onDone: (done: Done) => void;
  onClose: () => void;
}

/** Asks before an act: what happens, who gets mail, and why it is done. */
export function ConfirmDialog(props: Props) {
  const { heading, then, verb, grave, mails, choice, withCommentary = false, act, onDone, onClose } = props;
  const [reason, setReason] = useState("");
  const [commentary, setCommentary] = useState("");
  const doing = useMutation({ mutationFn: () => act(reason.trim(), commentary.trim()), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!doing.isPending) doing.mutate();
  };
  return (
    <Dialog heading={heading} busy={doing.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{then}</p>
        {choice ?? <Mailed mails={mails} />}
        <Reason value={reason} onChange={setReason} />
        {withCommentary && <Commentary value={commentary} onChange={setCommentary} />}
        {doing.error && <Trouble error={doing.error} />}
        <div className="buttons">
          <button
            type="submit"
            className={grave ? "grave" : "main"}
            disabled={doing.isPending || (choice !== undefined && mails.length === 0)}
          >
            {doing.isPending ? "Working …" : confirmWords(verb, mails.length)}
          </button>
          <button type="button" disabled={doing.isPending} onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Mailed({ mails }: { mails: string[] }) {
  if (mails.length === 0) return <p>Nobody gets mail.</p>;
  return (
    <div className="mailed">
      <p>
        <strong>{count(mails.length, "person", "people")} will get mail:</strong>
      </p>
      <ul>
        {mails.map((address) => (
          <li key={address}>{address}</li>
        ))}
      </ul>
    </div>
  );
}

interface TextProps {
  value: string;
  onChange: (text: string) => void;
}

function Reason({ value, onChange }: TextProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Reason</label>
      <p id={`${id}-hint`} className="hint">
        Name no child and no worker: it stands in the ledger, and readers may see it.
      </p>
      <textarea
        id={id}
        aria-describedby={`${id}-hint`}
        required
        rows={3}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Commentary({ value, onChange }: TextProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Commentary (may be left out)</label>
      <p id={`${id}-hint`} className="hint">
        It opens the mail.
      </p>
      <textarea
        id={id}
        aria-describedby={`${id}-hint`}
        rows={3}
        maxLength={4000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
