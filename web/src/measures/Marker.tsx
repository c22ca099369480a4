import { useEffect, useRef } from "react";
import type { SeriesPoint } from "../types";
import type { Drawing } from "./drawing";

const NEAR_THE_EDGE = 0.6; // of the chart's width: from there on the words stand to the left

/** Marks a point of a chart: a line, a ring and its figure. For the eye only; the same words stand under the chart. */
export function Marker({ drawing, at, point }: { drawing: Drawing; at: number; point: SeriesPoint }) {
  const tip = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    tip.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at]);
  const { x, y } = drawing.place(at, point.value);
  const left = `${(x / drawing.width) * 100}%`;
  return (
    <div className="marker" aria-hidden="true">
      <svg viewBox={`0 0 ${drawing.width} ${drawing.height}`}>
        <line x1={x} x2={x} y1={drawing.top} y2={drawing.bottom} />
        {y !== null && <circle cx={x} cy={y} r={7} />}
      </svg>
      <p ref={tip} className={x / drawing.width > NEAR_THE_EDGE ? "tip before" : "tip"} style={{ left }}>
        <strong>{point.shown}</strong> {point.label}
      </p>
    </div>
  );
}
