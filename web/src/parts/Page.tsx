import { useEffect, useRef, type ReactNode } from "react";

interface Props {
  heading: string;
  title?: string; // of the document; else the heading
  beside?: ReactNode; // on the heading's line
  busy?: boolean;
  children?: ReactNode;
}

/** A view: its one heading, its document's title, and what it shows. */
export function Page({ heading, title = heading, beside, busy = false, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Line of Sight`;
  }, [title]);
  return (
    <div className="view" aria-busy={busy}>
      <div className="view-head">
        <h1 tabIndex={-1}>{heading}</h1>
        {beside}
      </div>
      {children}
    </div>
  );
}

/** Moves the focus to the heading when another place is shown, so that a screen reader begins there. */
export function useFocusOnHeading(place: string): void {
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [place]);
}
