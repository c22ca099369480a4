import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import { Link, useLocation } from "wouter";
import { issueAddress } from "../address";
import { Loading, Trouble } from "../parts/Waiting";
import type { Series, SeriesPoint } from "../types";
import type { Drawing } from "./drawing";
import { Marker } from "./Marker";
import { pointAt, pointByKey, pointWords } from "./points";

/** The chart of a series: drawn as in the PDF, with a marker that keys and pointer move through its points. */
export function Chart({ series }: { series: Series }) {
  const container = useRef<HTMLDivElement>(null);
  const { drawing, error } = useDrawing(series.chart, container);
  const [at, setAt] = useState<number | null>(null);
  const [, go] = useLocation();
  const alternative = useId();
  const marked = at === null ? undefined : series.points[at];
  const plot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    plot.current?.scrollTo({ left: plot.current.scrollWidth, behavior: "instant" }); // the latest points
  }, [drawing]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && marked?.issue) return go(issueAddress(marked.issue.id));
    if (event.key === "Escape") return setAt(null);
    const next = pointByKey(event.key, at, series.points.length);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
  };
  const onPointerMove = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    if (!drawing) return;
    const { left, width } = currentTarget.getBoundingClientRect();
    const x = ((clientX - left) / width) * drawing.width;
    setAt(pointAt((x - drawing.left) / (drawing.right - drawing.left), series.points.length));
  };

  return (
    <div className="chart">
      <div
        ref={plot}
        className="scroll plot"
        role="application"
        aria-label={`Chart of ${series.title}. The arrow keys go through its points, Enter opens the issue.`}
        aria-describedby={alternative}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className="drawn" onPointerMove={onPointerMove} onPointerDown={onPointerMove}>
          <div ref={container} className="on-paper" aria-hidden="true" />
          {!drawing && !error && <Loading what="the chart" />}
          {drawing && at !== null && marked && <Marker drawing={drawing} at={at} point={marked} />}
        </div>
      </div>
      {error && <Trouble error={error} />}
      <p id={alternative} className="unseen">
        {series.alt}
      </p>
      <Said point={marked ?? series.points.at(-1)} />
    </div>
  );
}

/** Says what the marked point is, else the latest. */
function Said({ point }: { point: SeriesPoint | undefined }) {
  return (
    <p className="said" role="status">
      {point && pointWords(point)}
      {point?.issue && (
        <>
          {" · "}
          <Link href={issueAddress(point.issue.id)}>Open {point.issue.label}</Link>
        </>
      )}
    </p>
  );
}

function useDrawing(specification: object, container: RefObject<HTMLDivElement | null>) {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let gone = false;
    let drawn: Drawing | undefined;
    const begin = async () => {
      const { draw } = await import("./drawing");
      if (gone || !container.current) return;
      drawn = await draw(specification, container.current);
      if (gone) drawn.finish();
      else setDrawing(drawn);
    };
    begin().catch(() => setError(new Error("The chart could not be drawn: see the table.")));
    return () => {
      gone = true;
      drawn?.finish();
    };
  }, [specification, container]);
  return { drawing, error };
}
