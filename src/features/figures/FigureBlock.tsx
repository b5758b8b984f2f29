import type { ReactNode } from 'react';
import { fill } from '#i18n/formats.ts';
import type { FigureTable } from './figures-contract.ts';
import { tableCsv } from './figures-api.ts';
import type { FigureProps } from './Figures.tsx';

export interface FigureColumn {
  title: string;
  isNumber?: boolean;
}
/** A cell in words, and what stands in its place where it can be pressed. */
export type FigureCell = string | { text: string; shown: ReactNode };

interface Props extends FigureProps {
  title: string;
  text?: ReactNode;
  table: FigureTable;
  columns: FigureColumn[];
  rows: FigureCell[][];
  chart: ReactNode;
  children?: ReactNode;
}

/** One figure: its drawing, or its table; whoever hears the page gets the table in any case. */
export function FigureBlock({ words, figures, view, title, text, table, columns, rows, chart, children }: Props) {
  const t = words.figures;
  const isTable = view === 'table';
  return (
    <section className="figure-block">
      <header>
        <div>
          <h2>{title}</h2>
          {text && <p className="note muted">{text}</p>}
        </div>
        <p className="figure-actions note">
          <a href={tableCsv(table, figures.quarter)} download>
            <span aria-hidden="true">{t.csv}</span>
            <span className="visually-hidden">{fill(t.csvOf, { table: title })}</span>
          </a>
        </p>
      </header>
      {children}
      {!isTable && chart}
      <div className={isTable ? 'scroll-x' : 'visually-hidden'} {...(isTable && scrolled(title))}>
        <table className="plain-table">
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col" className={column.isNumber ? 'end' : undefined}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells) => (
              <tr key={textOf(cells[0])}>
                {cells.map((cell, place) =>
                  place === 0 ? (
                    <th key={columns[place]!.title} scope="row">
                      {isTable ? shownOf(cell) : textOf(cell)}
                    </th>
                  ) : (
                    <td key={columns[place]!.title} className={columns[place]!.isNumber ? 'end' : undefined}>
                      {isTable ? shownOf(cell) : textOf(cell)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const textOf = (cell: FigureCell | undefined): string => (typeof cell === 'object' ? cell.text : (cell ?? ''));
const shownOf = (cell: FigureCell): ReactNode => (typeof cell === 'object' ? cell.shown : cell);

/** What is wider than its place is scrolled, by keyboard too. */
export const scrolled = (label: string) => ({ tabIndex: 0, role: 'region', 'aria-label': label });
