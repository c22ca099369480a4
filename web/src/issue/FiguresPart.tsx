import { useDeferredValue, useState } from "react";
import { StandingBadge } from "../parts/Badge";
import { Table, type Order } from "../parts/Table";
import { Answered, Empty } from "../parts/Waiting";
import { useFigures } from "../queries";
import type { FigureLine, Issue } from "../types";
import { count, plain } from "../words";
import { found, ordered, type FigureColumn, type Sought } from "./figures";

const FIRST = 100; // rows that are shown at once
const COLUMNS = [
  { key: "title", title: "Measure", sortable: true },
  { key: "breakdown", title: "By", sortable: true },
  { key: "group_name", title: "Of", sortable: true },
  { key: "value", title: "Figure", sortable: true, numeric: true },
  { key: "target", title: "Target", sortable: true, numeric: true },
  { key: "standing", title: "Standing", sortable: true },
] as const;

/** All figures of an issue, as they were issued: to search, filter and sort. */
export function FiguresPart({ issue }: { issue: Issue }) {
  const asked = useFigures(issue.id);
  return (
    <section aria-label="Figures" aria-busy={asked.isPending}>
      <Answered asked={asked} what="the figures">
        {({ figures, people }) =>
          figures.length === 0 ? <NoFigures /> : <Figures issue={issue} figures={figures} people={people} />
        }
      </Answered>
    </section>
  );
}

function NoFigures() {
  return (
    <Empty>
      <p>This issue has no figures: it was held before they were counted.</p>
    </Empty>
  );
}

function Figures({ issue, figures, people }: { issue: Issue; figures: FigureLine[]; people: boolean }) {
  const [sought, setSought] = useState<Sought>({ text: "", breakdown: "", standing: "" });
  const [order, setOrder] = useState<Order<FigureColumn>>();
  const [all, setAll] = useState(false);
  const shown = ordered(found(figures, useDeferredValue(sought)), order);
  const rows = all ? shown : shown.slice(0, FIRST);
  return (
    <>
      <Search figures={figures} sought={sought} onSeek={setSought} />
      <div className="above-table">
        <p role="status">
          {count(shown.length, "figure")}
          {shown.length < figures.length && ` of ${count(figures.length, "figure")}`}
          {rows.length < shown.length && `, the first ${FIRST} shown`}
        </p>
        <a href={`api/issues/${issue.id}/figures.csv`}>Download all as CSV</a>
      </div>
      {!people && <p className="quiet">Rows of single workers are left out: your login may not see them.</p>}
      <Table<FigureColumn>
        caption={`Figures of ${issue.title} ${issue.label}`}
        columns={COLUMNS}
        onOrder={setOrder}
        {...(order && { order })}
      >
        {rows.map((figure) => (
          <FigureRow key={`${figure.measure} ${figure.breakdown} ${figure.group_id}`} figure={figure} />
        ))}
      </Table>
      {rows.length < shown.length && (
        <p>
          <button type="button" onClick={() => setAll(true)}>
            Show all {count(shown.length, "figure")}
          </button>
        </p>
      )}
    </>
  );
}

function Search({
  figures,
  sought,
  onSeek,
}: {
  figures: FigureLine[];
  sought: Sought;
  onSeek: (sought: Sought) => void;
}) {
  const breakdowns = [...new Set(figures.map(({ breakdown }) => breakdown))];
  return (
    <div className="filters" role="search" aria-label="Figures">
      <label className="wide">
        Search
        <input
          type="search"
          value={sought.text}
          placeholder="Measure, team, service …"
          onChange={(event) => onSeek({ ...sought, text: event.target.value })}
        />
      </label>
      <label>
        By
        <select value={sought.breakdown} onChange={(event) => onSeek({ ...sought, breakdown: event.target.value })}>
          <option value="">Everything</option>
          {breakdowns.map((breakdown) => (
            <option key={breakdown} value={breakdown}>
              {plain(breakdown)}
            </option>
          ))}
        </select>
      </label>
      <label>
        Standing
        <select value={sought.standing} onChange={(event) => onSeek({ ...sought, standing: event.target.value })}>
          <option value="">Any</option>
          <option value="off">Off target</option>
          <option value="near">Within tolerance</option>
          <option value="good">On target</option>
          <option value="none">No target</option>
        </select>
      </label>
    </div>
  );
}

function FigureRow({ figure }: { figure: FigureLine }) {
  return (
    <tr>
      <th scope="row">{figure.title}</th>
      <td>{plain(figure.breakdown)}</td>
      <td>{figure.group_name}</td>
      <td className="numeric">
        <strong>{figure.shown}</strong>
        {figure.fraction && <span className="quiet fraction">{figure.fraction}</span>}
      </td>
      <td className="numeric">{figure.target || "–"}</td>
      <td>
        <StandingBadge standing={figure.standing} />
      </td>
    </tr>
  );
}
