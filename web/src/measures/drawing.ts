/** Draws a Vega specification as SVG, without `eval`: expressions are interpreted. Loaded only where a chart is shown. */

import { transforms } from "vega-dataflow";
import * as encoders from "vega-encode";
import { expressionInterpreter } from "vega-interpreter";
import { parse } from "vega-parser";
import * as shapers from "vega-transforms";
import { View } from "vega-view";
import * as layouts from "vega-view-transforms";

Object.assign(transforms, shapers, layouts, encoders);

/** A drawn chart: its size, its plot, and where a value is. All in the px of its SVG. */
export interface Drawing {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  place: (index: number, value: number | null) => { x: number; y: number | null };
  finish: () => void;
}

/** Draws into an element. The scales `x` (of a point's number) and `y` (of its value) say where points are. */
export async function draw(specification: object, container: Element): Promise<Drawing> {
  const runtime = parse(specification, undefined, { ast: true });
  const view = new View(runtime, { container, renderer: "svg", hover: false, expr: expressionInterpreter });
  await view.runAsync();
  const padding = view.padding();
  const [x, y] = [view.scale("x"), view.scale("y")];
  return {
    width: view.width() + padding.left + padding.right,
    height: view.height() + padding.top + padding.bottom,
    left: padding.left,
    right: padding.left + view.width(),
    top: padding.top,
    bottom: padding.top + view.height(),
    place: (index, value) => ({ x: padding.left + x(index), y: value === null ? null : padding.top + y(value) }),
    finish: () => void view.finalize(),
  };
}
