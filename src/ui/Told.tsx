import { useEffect, useRef } from 'react';

interface Props {
  /** Empty while nothing was done. */
  says: string;
  /** Also when the button that was pressed is still there: what it belongs to is about to go. */
  takesFocus?: boolean;
}

/** What was just done, said aloud. Whoever pressed a button that went with its form goes on from here, not from the top of the page. */
export function Told({ says, takesFocus = false }: Props) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (!says) return undefined;
    const frame = requestAnimationFrame(() => {
      if (takesFocus || document.activeElement === document.body) line.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [says, takesFocus]);
  return (
    <p className="told" role="status" ref={line} tabIndex={-1}>
      {says}
    </p>
  );
}
