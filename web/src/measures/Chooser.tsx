import type { Chosen } from "../address";
import type { Choices } from "../types";
import { plain } from "../words";
import { byDomain, LEVELS, WHOLE, type Menu } from "./choose";

interface Props {
  choices: Choices;
  menu: Menu;
  onChoose: (chosen: Chosen) => void;
}

/** Chooses report, measure, level and group. */
export function Chooser({ choices, menu, onChoose }: Props) {
  const { chosen, measures, levels, groups } = menu;
  const choose = (part: Partial<Chosen>) => onChoose({ ...chosen, ...part });
  return (
    <div className="filters">
      <label>
        Report
        <select value={chosen.report} onChange={(event) => choose({ report: event.target.value })}>
          {choices.reports.map(({ report, title }) => (
            <option key={report} value={report}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="wide">
        Measure
        <select value={chosen.measure} onChange={(event) => choose({ measure: event.target.value })}>
          {byDomain(measures).map(([domain, those]) => (
            <optgroup key={domain} label={plain(domain)}>
              {those.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label>
        Level
        <select value={chosen.breakdown} onChange={(event) => choose({ breakdown: event.target.value, group: "" })}>
          {levels.map((level) => (
            <option key={level} value={level}>
              {LEVELS[level] ?? level}
            </option>
          ))}
        </select>
      </label>
      {chosen.breakdown !== WHOLE && (
        <label className="wide">
          {chosen.breakdown === "team" ? "Team" : "Service"}
          <select value={chosen.group} onChange={(event) => choose({ group: event.target.value })}>
            {groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
