import './comb.css';
import type { KeyboardEvent } from 'react';
import { cellPoints } from '#components/comb/hexagon.ts';
import { CellRim, ClientCell, type CellState } from './ClientCell.tsx';

export interface CombCell {
  id: string;
  href: string;
  /** Cut after two lines; the whole name is read out and shown on hover. */
  name: string;
  /** What stands large: days left. */
  mark?: string | undefined;
  /** A short second line where there is no number: until when somebody decides. */
  note?: string | undefined;
  /** The same in words, with the exact date: for screen readers and on hover. */
  words: string;
  left: number;
  of: number;
  state: CellState;
}

interface Props {
  label: string;
  cells: readonly CombCell[];
  /** The last cell: the way to one more. */
  add?: { href: string; label: string } | undefined;
}

/**
 * A comb of links, one cell each: rows of as many cells as there is room for and one fewer in turn. The rim shows the time left, the
 * number says it. Every cell is reached by Tab; arrows go to the neighbours. The place of a cell follows from the width alone.
 */
export function Comb({ label, cells, add }: Props) {
  return (
    <div className="comb-room">
      <ul className="comb-list" aria-label={label}>
        {cells.map(({ id, href, name, mark, note, words, left, of, state }) => (
          <li key={id} className={`comb-item cell-${state}`}>
            <a className="comb-link" href={href} onKeyDown={moveInComb}>
              <svg className="comb-drawing" viewBox={viewBox} aria-hidden="true">
                <polygon className="comb-hit" points={cellPoints(50)}>
                  <title>{`${name}: ${words}`}</title>
                </polygon>
                <CellRim left={left} of={of} state={state} inner={46} />
              </svg>
              {mark !== undefined && (
                <span className="comb-mark" aria-hidden="true">
                  {mark}
                </span>
              )}
              <span className={mark === undefined ? 'comb-name comb-name-first' : 'comb-name'}>{name}</span>
              {note && (
                <span className="comb-note" aria-hidden="true">
                  {note}
                </span>
              )}
              <span className="visually-hidden">: {words}</span>
            </a>
          </li>
        ))}
        {add && (
          <li className="comb-item comb-add">
            <a className="comb-link" href={add.href} onKeyDown={moveInComb}>
              <svg className="comb-drawing" viewBox={viewBox} aria-hidden="true">
                <polygon className="comb-hit" points={cellPoints(50)} />
              </svg>
              <span className="comb-plus" aria-hidden="true">
                +
              </span>
              <span className="comb-name comb-name-first">{add.label}</span>
            </a>
          </li>
        )}
      </ul>
    </div>
  );
}

/** The places of cells that are on their way, as many as are probably coming: nothing moves when they are there. */
export function CombAwaited({ label, cells = 7 }: { label: string; cells?: number }) {
  return (
    <div className="comb-room" role="status">
      <p className="visually-hidden">{label}</p>
      <div className="comb-list" aria-hidden="true">
        {Array.from({ length: cells }, (_, cell) => (
          <div key={cell} className="comb-item">
            <svg className="comb-drawing" viewBox={viewBox}>
              <polygon className="cell-outline" points={cellPoints(50)} />
            </svg>
          </div>
        ))}
      </div>
    </div>
  );
}

/** What the rims mean. */
export function CombLegend({ rows }: { rows: readonly { state: CellState; text: string }[] }) {
  return (
    <ul className="comb-legend">
      {rows.map(({ state, text }) => (
        <li key={state}>
          <ClientCell left={state === 'protected' ? 6 : 2} of={6} state={state} size={18} />
          {text}
        </li>
      ))}
    </ul>
  );
}

/** A cell of radius 50 with half of the gap on every side, in the proportions of `.comb-item`. */
const viewBox = '-46 -53.12 92 106.24';

/** Arrows lead along the comb: sideways to the next and the one before, up and down to the nearest of another row. */
function moveInComb(event: KeyboardEvent<HTMLAnchorElement>): void {
  const comb = event.currentTarget.closest('.comb-list');
  const links = [...(comb?.querySelectorAll<HTMLElement>('.comb-link') ?? [])];
  const at = links.indexOf(event.currentTarget);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to =
    event.key === 'ArrowRight'
      ? links[at + 1]
      : event.key === 'ArrowLeft'
        ? links[at - 1]
        : event.key === 'Home'
          ? links[0]
          : event.key === 'End'
            ? links.at(-1)
            : event.key === 'ArrowDown' || event.key === 'ArrowUp'
              ? nearest(links, links[at]!, event.key === 'ArrowDown' ? 1 : -1)
              : undefined;
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function nearest(links: readonly HTMLElement[], from: HTMLElement, direction: 1 | -1): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const rows = links
    .map((link) => ({ link, box: link.getBoundingClientRect() }))
    .filter(({ box }) => (box.top - here.top) * direction > here.height / 2)
    .toSorted((a, b) => {
      const byRow = Math.round((a.box.top - b.box.top) * direction);
      return Math.abs(byRow) > 1 ? byRow : Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left);
    });
  return rows[0]?.link;
}
