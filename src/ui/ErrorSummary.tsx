import './error-summary.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { fieldId } from './Field.tsx';

export interface SummaryItem {
  name: string;
  /** «Название компании: заполните это поле» */
  text: string;
}

/** What is wrong, on top of the form, with a link to each field. Takes the focus when it appears. The empty place is for the server. */
export function ErrorSummary({
  title,
  text,
  items,
  attempt,
  children,
}: {
  title?: string | undefined;
  text?: string | undefined;
  items: SummaryItem[];
  attempt: number;
  /** A way on. */
  children?: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (title && attempt > 0) place.current?.focus();
  }, [title, attempt]);
  return (
    <div className="error-summary" data-error-summary ref={place} tabIndex={-1} role="alert" hidden={!title}>
      {title && <h2>{title}</h2>}
      {text && <p>{text}</p>}
      {items.length > 0 && (
        <ul>
          {items.map(({ name, text: item }) => (
            <li key={name}>
              <a
                href={`#${fieldId(name)}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId(name))?.focus();
                }}
              >
                {item}
              </a>
            </li>
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}
