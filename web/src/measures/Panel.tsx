import { useId } from "react";
import type { Chosen, Length } from "../address";
import { Badge } from "../parts/Badge";
import { Facts } from "../parts/Facts";
import { Answered } from "../parts/Waiting";
import { seriesQuery, useSeries } from "../queries";
import type { Choices, Measure, Series } from "../types";
import { Chart } from "./Chart";
import { Chooser } from "./Chooser";
import type { Menu } from "./choose";
import { SeriesTable } from "./SeriesTable";

interface Props {
  choices: Choices;
  menu: Menu;
  last: Length;
  table: boolean;
  onChoose: (chosen: Chosen) => void;
  onRemove?: (() => void) | undefined;
}

/** One measure over time: what is chosen, its chart or its table, and how it is defined. */
export function Panel({ choices, menu, last, table, onChoose, onRemove }: Props) {
  const asked = useSeries(menu.chosen, last);
  const heading = useId();
  return (
    <section className="panel" aria-labelledby={heading} aria-busy={asked.isFetching}>
      <Chooser choices={choices} menu={menu} onChoose={onChoose} />
      <div className="panel-head">
        <h2 id={heading}>{asked.data?.title ?? menu.measure.title}</h2>
        {onRemove && (
          <button type="button" onClick={onRemove}>
            Remove
          </button>
        )}
      </div>
      <Answered asked={asked.error ? { ...asked, data: undefined } : asked} what="the series">
        {(series) => (
          <>
            <Signal series={series} />
            {table ? (
              <SeriesTable series={series} />
            ) : (
              <Chart
                key={`${series.report} ${series.measure} ${series.group} ${series.points.length}`}
                series={series}
              />
            )}
            <p className="csv">
              <a href={seriesQuery("api/series.csv", menu.chosen, last)}>Download as CSV</a>
            </p>
          </>
        )}
      </Answered>
      <Definition measure={menu.measure} />
    </section>
  );
}

function Signal({ series }: { series: Series }) {
  const { signal, target } = series;
  const tone = signal.verdict === "worsening" ? "off" : signal.verdict === "improving" ? "good" : "none";
  const limits = signal.lower && signal.upper ? `${signal.lower} to ${signal.upper}` : "too few points for limits";
  return (
    <>
      <p>
        <Badge tone={tone} icon={tone} word={signal.words} />
      </p>
      <Facts
        inline
        facts={[
          ["Target", target ? [target.shown, target.source].filter(Boolean).join("; ") : "none"],
          ["Mean", signal.mean],
          ["Limits", limits],
        ]}
      />
    </>
  );
}

function Definition({ measure }: { measure: Measure }) {
  return (
    <details open>
      <summary>What it is</summary>
      <p>{measure.definition}</p>
      <Facts
        facts={[
          ["Numerator", measure.numerator],
          ["Denominator", measure.denominator],
          ["Unit", measure.unit],
          ["Better", measure.better ?? "neither"],
          ["Standard", measure.standard],
          ["From", measure.source],
        ]}
      />
    </details>
  );
}
