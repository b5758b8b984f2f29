import type { AskedRows } from './FigureRows.tsx';

/** A number one can press: it opens the rows it is made of. */
export function FigureButton({ text, rows, open }: { text: string; rows: AskedRows; open: (rows: AskedRows) => void }) {
  return (
    <button type="button" className="figure-open" onClick={() => open(rows)}>
      {text}
      <span className="visually-hidden">. {rows.title}</span>
    </button>
  );
}
