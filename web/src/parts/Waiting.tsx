import { type ReactNode } from "react";
import { loadAgain } from "../embedded";
import { Problem } from "../server";
import { Icon } from "./Icon";

/** What is shown until an answer is there. */
export function Loading({ what }: { what: string }) {
  return (
    <p className="waiting" role="status">
      <span className="spinner" aria-hidden="true" /> Loading {what} …
    </p>
  );
}

/** What is shown where there is nothing, and what to do about it. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>;
}

/** An error in one line, and the way on. */
export function Trouble({ error, again }: { error: Error; again?: () => void }) {
  const loggedOut = error instanceof Problem && error.loggedOut;
  return (
    <div className="trouble" role="alert">
      <Icon name="off" />
      <p>{loggedOut ? "Your login has ended. Log in again to go on." : sentence(error.message)}</p>
      {loggedOut ? (
        <button type="button" onClick={loadAgain}>
          Log in again
        </button>
      ) : (
        again && (
          <button type="button" onClick={again}>
            Try again
          </button>
        )
      )}
    </div>
  );
}

interface Asked<Answer> {
  data: Answer | undefined;
  error: Error | null;
  refetch: () => unknown;
}

interface Props<Answer> {
  asked: Asked<Answer>;
  what: string;
  children: (answer: Answer) => ReactNode;
}

/** An answer of the server, or that it is being waited for, or what went wrong; an old answer stays beside an error. */
export function Answered<Answer>({ asked, what, children }: Props<Answer>) {
  return (
    <>
      {asked.error && <Trouble error={asked.error} again={() => void asked.refetch()} />}
      {asked.data === undefined ? !asked.error && <Loading what={what} /> : children(asked.data)}
    </>
  );
}

function sentence(text: string): string {
  const begun = /^[a-z]+\s/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text; // a name of the code's stays
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
