/** Small shapes: each state has its own, so that none is told by its colour alone. */

const SHAPES = {
  late: "M8 1.5 15.2 14H.8zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z",
  off: "M8 2 15 14H1z",
  near: "M8 1l7 7-7 7-7-7z",
  good: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
  none: "M2 7h12v2H2z",
  unresolved: "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1zM7.2 4v5h1.6V4zm0 6v1.6h1.6V10z",
  held: "M3 2h4v12H3zM9 2h4v12H9z",
  waiting: "M3 1h10v2.5L9.5 8l3.5 4.5V15H3v-2.5L6.5 8 3 3.5z",
  moving: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6v10.8A5.4 5.4 0 0 1 8 2.6z",
  done: "M6.2 13.2 1.5 8.5 3 7l3.2 3.2L13 3.4l1.5 1.5z",
  old: "M1 2h9v3h5v9H6v-3H1zM2.6 3.6v5.8H6V5h2.4V3.6z",
  ended: "M3.2 1.8 8 6.6l4.8-4.8 1.4 1.4L9.4 8l4.8 4.8-1.4 1.4L8 9.4l-4.8 4.8-1.4-1.4L6.6 8 1.8 3.2z",
  back: "M6.5 2 1 7l5.5 5V9c4 0 6.5 1 8.5 4-.5-4.5-3-8-8.5-8z",
} as const;

export type IconName = keyof typeof SHAPES;

/** A shape, for the eye only: a word stands beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path fillRule="evenodd" d={SHAPES[name]} />
    </svg>
  );
}
