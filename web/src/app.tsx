import { useEffect } from "react";
import { Link, useSearch } from "wouter";
import { addressOf, ISSUES, MEASURES, placeOf, viewOf, type View } from "./address";
import { embedded, mirror } from "./embedded";
import { IssueView } from "./issue/IssueView";
import { IssuesView } from "./issues/IssuesView";
import { MeasuresView } from "./measures/MeasuresView";
import { OverviewView } from "./overview/OverviewView";
import { Guard } from "./parts/Guard";
import { useFocusOnHeading } from "./parts/Page";
import { useMe } from "./queries";
import { RunView } from "./runs/RunView";
import { showColour } from "./theme";

const NAVIGATION: [string, View, View["at"][]][] = [
  ["Overview", { at: "overview" }, ["overview"]],
  ["Issues", ISSUES, ["issues", "issue"]],
  ["Measures", MEASURES, ["measures"]],
];

/** The page: its header and the view that the address names. */
export function App() {
  const search = useSearch();
  const view = viewOf(search);
  useFocusOnHeading(placeOf(view));
  useEffect(() => mirror(search ? `?${search}` : ""), [search]);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      {!(embedded && view.at === "run") && <Header view={view} />}
      <main id="content" tabIndex={-1}>
        <Guard place={search}>
          <Shown view={view} />
        </Guard>
      </main>
    </>
  );
}

function Shown({ view }: { view: View }) {
  switch (view.at) {
    case "overview":
      return <OverviewView />;
    case "issues":
      return <IssuesView view={view} />;
    case "issue":
      return (
        <IssueView key={view.id} id={view.id} part={view.part} addressOfPart={(part) => addressOf({ ...view, part })} />
      );
    case "measures":
      return <MeasuresView view={view} />;
    case "run":
      return <RunView view={view} />;
  }
}

function Header({ view }: { view: View }) {
  const { data: me } = useMe();
  useEffect(() => {
    if (me?.accent) showColour(me.accent);
  }, [me?.accent]);
  return (
    <header className="top">
      {!embedded && (
        <p className="product">
          <strong>Line of Sight</strong>
          {me && <span>{[me.authority, me.service].filter(Boolean).join(" · ")}</span>}
        </p>
      )}
      {view.at !== "run" && <Navigation at={view.at} />}
      {!embedded && (
        <p className="who">
          {me && <span>{me.name}</span>}
          <a href="../">Airflow</a>
        </p>
      )}
    </header>
  );
}

function Navigation({ at }: { at: View["at"] }) {
  return (
    <nav aria-label="Reports">
      <ul>
        {NAVIGATION.map(([name, view, places]) => (
          <li key={name}>
            <Link
              href={addressOf(view)}
              aria-current={places.includes(at) ? (at === "issue" ? "true" : "page") : undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
