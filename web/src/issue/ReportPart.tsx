import { Empty } from "../parts/Waiting";
import type { Issue, IssueFile } from "../types";

const KINDS: Record<IssueFile["kind"], string> = {
  pdf: "Download PDF",
  workbook: "Download workbook",
  mail: "Open mail",
  input: "Input",
};

/** The report itself: its PDF, and its files to open and to keep. */
export function ReportPart({ issue }: { issue: Issue }) {
  const pdf = issue.files.find(({ kind, open }) => kind === "pdf" && open);
  if (!pdf)
    return (
      <Empty>
        <p>{whyNot(issue)}</p>
      </Empty>
    );
  return (
    <section className="report" aria-label="The report">
      <ul className="links">
        <li>
          <a {...inNewTab(issue, pdf)}>Open the PDF in a new tab</a>
        </li>
        {issue.files
          .filter(({ open }) => open)
          .map((file) => (
            <li key={file.name}>
              <a
                {...(file.kind === "mail" ? inNewTab(issue, file) : { href: `${fileAddress(issue, file)}?download=1` })}
              >
                {KINDS[file.kind]} <span className="quiet">{file.name}</span>
              </a>
            </li>
          ))}
      </ul>
      <iframe
        key={pdf.sha256}
        title={`${issue.full_title}, issue ${issue.label} (PDF)`}
        src={`${fileAddress(issue, pdf)}#navpanes=0`}
      />
    </section>
  );
}

function fileAddress(issue: Issue, file: IssueFile): string {
  return `api/issues/${issue.id}/files/${encodeURIComponent(file.name)}`;
}

function inNewTab(issue: Issue, file: IssueFile) {
  return { href: fileAddress(issue, file), target: "_blank", rel: "noopener" };
}

function whyNot(issue: Issue): string {
  if (issue.purged_at)
    return "The files of this issue are removed. Its figures, hashes, deliveries and acts are kept: see the other parts.";
  if (!issue.content)
    return "Your login may not see what an operational report says. Ask who manages Airflow here for that permission.";
  if (issue.files.length === 0) return "The report is not made yet: it is made when its data are let through.";
  return "The PDF of this issue is not in the archive. Its hash stands under Checks and hashes.";
}
