import './dialog.css';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

interface Props {
  title: string;
  /** The word on the button that closes it. */
  close: string;
  onClose: () => void;
  children: ReactNode;
}

/** A window over the page: the browser keeps the focus inside, Escape and a press beside it close it, and the focus goes back. */
export function Dialog({ title, close, onClose, children }: Props) {
  const place = useRef<HTMLDialogElement>(null);
  const id = useId();
  // A layout effect: closed while it is still in the page, it gives the focus back; taken out open, it does not.
  useLayoutEffect(() => {
    const dialog = place.current;
    if (!dialog?.open) dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      className="room-dialog"
      ref={place}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      closedby="any"
    >
      <div className="room-dialog-inside">
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" className="button-quiet" onClick={onClose}>
            {close}
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
