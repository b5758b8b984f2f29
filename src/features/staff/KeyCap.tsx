import './decision.css';
/** A key beside what it does. For eyes alone: its name would stand in the name of the button. */
export function KeyCap({ children }: { children: string }) {
  return (
    <kbd className="key-cap" aria-hidden="true">
      {children}
    </kbd>
  );
}
