import type { Part } from "../address";
import type { Done, Issue } from "../types";
import { ActsPart } from "./ActsPart";
import { ChangesPart } from "./ChangesPart";
import { ChecksPart } from "./ChecksPart";
import { CommentaryPart } from "./CommentaryPart";
import { DeliveriesPart } from "./DeliveriesPart";
import { FiguresPart } from "./FiguresPart";
import { QualityPart } from "./QualityPart";
import { ReportPart } from "./ReportPart";

interface Props {
  issue: Issue;
  part: Part;
  mayAct: boolean;
  onDone: (done: Done) => void;
}

/** The part of an issue that the address names. */
export function PartShown({ issue, part, mayAct, onDone }: Props) {
  switch (part) {
    case "report":
      return <ReportPart issue={issue} />;
    case "figures":
      return <FiguresPart issue={issue} />;
    case "changes":
      return <ChangesPart issue={issue} />;
    case "quality":
      return <QualityPart findings={issue.quality} />;
    case "commentary":
      return <CommentaryPart issue={issue} />;
    case "checks":
      return <ChecksPart issue={issue} />;
    case "deliveries":
      return <DeliveriesPart issue={issue} mayAct={mayAct} onDone={onDone} />;
    case "acts":
      return <ActsPart acts={issue.acts} />;
  }
}
