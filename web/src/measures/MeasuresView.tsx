import { type ReactNode } from "react";
import { useLocation } from "wouter";
import { addressOf, LENGTHS, type Chosen, type Length, type View } from "../address";
import { Page } from "../parts/Page";
import { Answered, Empty } from "../parts/Waiting";
import { useChoices } from "../queries";
import type { Choices } from "../types";
import { menuOf, type Menu } from "./choose";
import { Panel } from "./Panel";

type Measures = Extract<View, { at: "measures" }>;

/** Measures over time, one or two side by side. */
export function MeasuresView({ view }: { view: Measures }) {
  const asked = useChoices();
  return (
    <Page heading="Measures" busy={asked.isPending}>
      <Answered asked={asked} what="the measures">
        {(choices) => <Panels choices={choices} view={view} />}
      </Answered>
    </Page>
  );
}

function Panels({ choices, view }: { choices: Choices; view: Measures }) {
  const [, go] = useLocation();
  const show = (changed: Partial<Measures>) => go(addressOf({ ...view, ...changed }), { replace: true });
  const menu = menuOf(choices, view.chosen);
  if (!menu)
    return (
      <Empty>
        <NothingIssued />
      </Empty>
    );
  const beside = view.beside && menuOf(choices, view.beside);
  const panel = (of: Menu, onChoose: (chosen: Chosen) => void, onRemove?: () => void) => (
    <Panel choices={choices} menu={of} last={view.last} table={view.table} onChoose={onChoose} onRemove={onRemove} />
  );
  return (
    <>
      <Tools view={view} onShow={show}>
        {!beside && (
          <button type="button" onClick={() => show({ beside: menu.chosen })}>
            Put another beside it
          </button>
        )}
      </Tools>
      <div className={beside ? "panels two" : "panels"}>
        {panel(menu, (chosen) => show({ chosen }))}
        {beside &&
          panel(
            beside,
            (chosen) => show({ beside: chosen }),
            () => show({ beside: null }),
          )}
      </div>
    </>
  );
}

function NothingIssued() {
  return (
    <p>
      There are no figures yet: no report has been released. Start the DAG <code>monthly_figures</code> by hand to try
      it.
    </p>
  );
}

interface ToolsProps {
  view: Measures;
  onShow: (changed: Partial<Measures>) => void;
  children: ReactNode;
}

function Tools({ view, onShow, children }: ToolsProps) {
  return (
    <div className="filters tools">
      <label>
        Periods
        <select value={view.last} onChange={(event) => onShow({ last: event.target.value as Length })}>
          {LENGTHS.map((length) => (
            <option key={length} value={length}>
              {length === "all" ? "All" : `The last ${length}`}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input type="checkbox" checked={view.table} onChange={(event) => onShow({ table: event.target.checked })} />
        As a table
      </label>
      {children}
    </div>
  );
}
