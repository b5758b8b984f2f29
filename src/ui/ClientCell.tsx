import { cellPoints, rimPath } from '#components/comb/hexagon.ts';

export type CellState = 'protected' | 'soon' | 'extended' | 'grace' | 'deciding';

/** A client's cell as an island draws it: the rim shows the time left. Beside it the same always stands in words. */
export function ClientCell({
  left,
  of,
  state,
  mark,
  size = 44,
}: {
  left: number;
  of: number;
  state: CellState;
  mark?: string | undefined;
  size?: number;
}) {
  return (
    <svg
      className={`cell cell-${state}`}
      width={size}
      height={Math.round(size * 1.12)}
      viewBox="-46 -52 92 104"
      aria-hidden="true"
    >
      <CellRim left={left} of={of} state={state} />
      {mark && (
        <text className="cell-mark" y="1">
          {mark}
        </text>
      )}
    </svg>
  );
}

/** The outline of a cell of radius 50 and what is left on it; `inner` is the radius to which the rim reaches, thinner in a large cell. */
export function CellRim({
  left,
  of,
  state,
  inner = 42,
}: {
  left: number;
  of: number;
  state: CellState;
  inner?: number;
}) {
  const lit = Math.max(0, Math.min(6, (left / of) * 6));
  if (state === 'grace' || state === 'deciding')
    return <polygon className="cell-dots" points={cellPoints((50 + inner) / 2 + 1)} />;
  return (
    <>
      <polygon className="cell-outline" points={cellPoints(50)} />
      <path className="cell-rim" d={rimPath(6 - lit, 6, 50, inner)} />
    </>
  );
}
