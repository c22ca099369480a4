import { type ReactNode } from "react";

/** Terms and what is said of each; those of which nothing is said are left out. */
export function Facts({ facts, inline = false }: { facts: [string, ReactNode][]; inline?: boolean }) {
  return (
    <dl className={inline ? "facts inline" : "facts"}>
      {facts
        .filter(([, said]) => said !== null && said !== "" && said !== undefined)
        .map(([term, said]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{said}</dd>
          </div>
        ))}
    </dl>
  );
}
