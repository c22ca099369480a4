import { useId, useLayoutEffect, useRef, type ReactNode } from "react";

interface Props {
  heading: string;
  busy: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog. Escape closes it unless it is at work, and the focus goes back to where it was. */
export function Dialog({ heading, busy, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
      onClose={({ currentTarget }) => {
        if (!currentTarget.open) onClose();
      }}
    >
      <h2 id={id}>{heading}</h2>
      {children}
    </dialog>
  );
}
