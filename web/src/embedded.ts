/** The page inside Airflow's own: its address is shown there, and what leaves the page opens there. */

const REPORTS = "/plugin/reports"; // where Airflow shows the page

function parentOf(): Window | null {
  if (window.parent === window) return null;
  try {
    return window.parent.location.origin === window.location.origin ? window.parent : null;
  } catch {
    return null; // of another origin: it says nothing of itself
  }
}

const parent = parentOf();

/** Whether the page is shown inside Airflow. */
export const embedded = parent !== null;

/** The document whose theme the page follows. */
export const hostDocument: Document | null = parent?.document ?? null;

/** Shows the page's query string in Airflow's address bar, so that the address can be shared. */
export function mirror(search: string): void {
  if (!parent?.location.pathname.replace(/\/$/, "").endsWith(REPORTS)) return;
  if (parent.location.search !== search) {
    parent.history.replaceState(parent.history.state, "", parent.location.pathname + search);
  }
}

/** Loads again what the user sees in the tab: after a login has ended, the server then asks for it. */
export function loadAgain(): void {
  (parent ?? window).location.reload();
}

/** The address in Airflow of a run. */
export function airflowRun(dag: string, run: string): string {
  return `../dags/${encodeURIComponent(dag)}/runs/${encodeURIComponent(run)}`;
}

/** The address of a view outside a run's tab: in Airflow's own Reports page if the page is shown in Airflow. */
export function inReports(address: string): string {
  return embedded ? `..${REPORTS}${address.replace("./", "")}` : address;
}
