import { Empty } from "../parts/Waiting";
import type { Issue } from "../types";
import { day } from "../words";

/** What the owner of the report wrote to it; the server has made the text safe. */
export function CommentaryPart({ issue }: { issue: Issue }) {
  const { commentary } = issue;
  if (commentary === null) {
    return (
      <Empty>
        <p>
          {issue.content
            ? "Nobody wrote a commentary to this issue."
            : "Your login may not see what an operational report says."}
        </p>
      </Empty>
    );
  }
  return (
    <section className="commentary" aria-label="Commentary">
      <p className="quiet">
        {commentary.author}, {day(commentary.written)}
      </p>
      {commentary.sections.map((section) => (
        <section key={section.title}>
          <h2>{section.title}</h2>
          <div dangerouslySetInnerHTML={{ __html: section.html }} />
        </section>
      ))}
    </section>
  );
}
