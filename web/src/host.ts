/** What Airflow loads: a component that shows the page in a frame. It imports nothing and takes Airflow's own React. */

interface Props {
  dagId?: string;
  runId?: string;
}

interface React {
  createElement(type: string | Component, props: object): unknown;
  useState(first: () => string): [string, unknown];
}

type Component = (props: Props) => unknown;

interface Host extends Record<string, unknown> {
  React: React;
  AirflowPlugin: Component;
}

const PAGE = new URL(/* @vite-ignore */ "../", import.meta.url);
const LOWEST = 500; // px
const NAMES = ["Reports", "Issue"]; // under which plugins/reports_page.py has it shown
const host = globalThis as unknown as Host;

/** The page's address: of a run where one is looked at, else of the view that Airflow's own address names. */
function addressOf({ dagId, runId }: Props): string {
  const query = new URLSearchParams(window.location.search);
  if (dagId && runId) {
    query.set("dag", dagId);
    query.set("run", runId);
  }
  return new URL(query.size ? `?${query}` : "", PAGE).href;
}

/** Lets the frame reach from where it begins to the bottom of the window. */
function fill(frame: HTMLIFrameElement | null): void {
  if (!frame) return;
  const above = Math.max(0, Math.round(frame.getBoundingClientRect().top + window.scrollY));
  frame.style.height = `max(${LOWEST}px, calc(100vh - ${above}px))`;
}

function Frame(props: Props): unknown {
  const [src] = host.React.useState(() => addressOf(props)); // the page changes the address itself: that must not reload it
  const style = { display: "block", width: "100%", border: 0 };
  return host.React.createElement("iframe", { title: "Reports", src, style, ref: fill });
}

const Reports: Component = (props) => {
  const key = `${props.dagId ?? ""} ${props.runId ?? ""}`;
  return host.React.createElement(Frame, { ...props, key });
};

host.AirflowPlugin = Reports;
for (const name of NAMES) host[name] = Reports; // a module runs once: it must serve each of its names at once
