import './count-comb.css';
import { cellPoints } from '#components/comb/hexagon.ts';

const perRow = 10;
const radius = 10;
const width = radius * Math.sqrt(3);

/** So many of so many as small cells: those that are there are filled. A drawing beside the number in words, never instead of it. */
export function CountComb({ count, of }: { count: number; of: number }) {
  const cells = Math.min(Math.max(count, of), 200);
  const rows = Math.ceil(cells / perRow);
  const viewBox = `0 0 ${(perRow + 0.5) * width + 2} ${(rows - 1) * radius * 1.5 + radius * 2 + 2}`;
  return (
    <svg className="count-comb" viewBox={viewBox} aria-hidden="true">
      {Array.from({ length: cells }, (_, cell) => {
        const row = Math.floor(cell / perRow);
        const x = 1 + ((cell % perRow) + 0.5 + (row % 2) / 2) * width;
        const y = 1 + radius + row * radius * 1.5;
        return (
          <polygon
            key={cell}
            className={cell < count ? 'count-done' : 'count-open'}
            points={cellPoints(radius - 1.5)}
            transform={`translate(${x.toFixed(2)} ${y.toFixed(2)})`}
          />
        );
      })}
    </svg>
  );
}
