/** What we use of Vega's parts, which ship no types of their own. */

declare module "vega-dataflow" {
  export const transforms: Record<string, unknown>;
}
declare module "vega-transforms";
declare module "vega-view-transforms";
declare module "vega-encode";
declare module "vega-interpreter" {
  export const expressionInterpreter: object;
}
declare module "vega-parser" {
  export function parse(specification: object, settings?: object, options?: { ast: boolean }): object;
}
declare module "vega-view" {
  type Scale = (value: number) => number;
  export class View {
    constructor(runtime: object, options: { container: Element; renderer: "svg"; hover: boolean; expr: object });
    runAsync(): Promise<this>;
    finalize(): this;
    width(): number;
    height(): number;
    padding(): { left: number; top: number; right: number; bottom: number };
    scale(name: string): Scale;
  }
}
