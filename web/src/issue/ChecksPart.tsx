import { type ReactNode } from "react";
import { Facts } from "../parts/Facts";
import type { Issue } from "../types";
import { plain, when } from "../words";

/** What was checked before the issue was kept, and what proves its bytes. */
export function ChecksPart({ issue }: { issue: Issue }) {
  return (
    <div className="checks">
      <section aria-labelledby="checks">
        <h2 id="checks">Checks</h2>
        {issue.checks.length ? (
          <Facts facts={issue.checks.map(({ name, said }) => [plain(name), said])} />
        ) : (
          <p>Nothing was checked yet.</p>
        )}
      </section>
      <section aria-labelledby="files">
        <h2 id="files">Files, by their SHA-256</h2>
        {issue.files.length ? (
          <Facts facts={issue.files.map((file) => [file.name, <Copyable key={file.name} text={file.sha256} />])} />
        ) : (
          <p>It has no files yet.</p>
        )}
      </section>
      <section aria-labelledby="made-of">
        <h2 id="made-of">What it was made of</h2>
        <Facts
          facts={[
            ["Made", when(issue.created_at)],
            ...issue.hashes.map(({ name, value }): [string, ReactNode] => [name, <Copyable key={name} text={value} />]),
          ]}
        />
      </section>
      <p className="quiet">
        A click marks the whole of a hash. <code>lineofsight issues verify</code> makes the issue again from the frozen
        data and compares the bytes.
      </p>
    </div>
  );
}

function Copyable({ text }: { text: string }) {
  return <code className="copyable">{text}</code>;
}
