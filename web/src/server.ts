/** Everything that the page asks of the server, all at addresses relative to the page. */

/** What went wrong, in one line that says what to do; status 0 where the server was not reached. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }

  /** Whether the login has ended. */
  get loggedOut(): boolean {
    return this.status === 401;
  }
}

const UNREACHED = "The server cannot be reached. Check the connection, and try again.";

/** Fetches JSON. Raises a Problem. */
export async function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return send<Answer>(path, signal ? { signal } : {});
}

/** Sends JSON by POST or PATCH and gives the answer. Raises a Problem. */
export async function tell<Answer>(method: "POST" | "PATCH", path: string, body: object): Promise<Answer> {
  return send<Answer>(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

/** An address with the values of its query; empty ones are left out. */
export function withQuery(path: string, values: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
  return query.size ? `${path}?${query}` : path;
}

async function send<Answer>(path: string, request: RequestInit): Promise<Answer> {
  const answer = await fetch(path, { ...request, headers: { accept: "application/json", ...request.headers } }).catch(
    (error: unknown) => {
      throw error instanceof DOMException ? error : new Problem(UNREACHED, 0);
    },
  );
  const said: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new Problem(lineOf(said) || `The server answered ${answer.status}. Try again.`, answer.status);
  if (said === null) throw new Problem("The server's answer cannot be read. Try again.", answer.status);
  return said as Answer;
}

/** The line of an error: ours is a text, Airflow's may be an object or a list of them. */
export function lineOf(said: unknown): string {
  if (typeof said === "string") return said;
  if (Array.isArray(said)) return said.map(lineOf).filter(Boolean).join("; ");
  if (typeof said !== "object" || said === null) return "";
  const { detail, message, msg, reason } = said as Record<string, unknown>;
  return lineOf(detail ?? message ?? msg ?? reason);
}
