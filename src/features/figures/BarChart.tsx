import type { ReactNode } from 'react';

export interface Bar {
  key: string;
  label: ReactNode;
  /** What is drawn; absent: nothing is known yet. */
  fact?: number | undefined;
  /** A dashed outline behind it. */
  plan?: number | undefined;
  /** A line across it. */
  target?: number | undefined;
  /** A second part at the end of the bar, within `fact`. */
  late?: number | undefined;
  isCurrent?: boolean;
  /** The number in words, at the end of the line. */
  value: ReactNode;
}

/** Bars of one scale, each with its name before and its number behind it: the drawing adds to the words and says nothing by itself. */
export function BarChart({ bars, atLeast = 0 }: { bars: Bar[]; atLeast?: number }) {
  const most =
    Math.max(atLeast, ...bars.map(({ fact = 0, plan = 0, target = 0 }) => Math.max(fact, plan, target))) || 1;
  const share = (n: number) => `${((n / most) * 100).toFixed(2)}%`;
  return (
    <ul className="chart">
      {bars.map(({ key, label, fact, plan, target, late, isCurrent, value }) => (
        <li
          key={key}
          className={isCurrent ? 'chart-now' : undefined}
          data-is-bare={!fact && plan === undefined && target === undefined ? true : undefined}
        >
          <span>{label}</span>
          <svg aria-hidden="true">
            {plan !== undefined && <rect className="chart-plan" x="0" y="1" width={share(plan)} height="22" rx="2" />}
            {fact !== undefined && fact > 0 && (
              <rect className="chart-fact" x="0" y="5" width={share(fact)} height="14" rx="2" />
            )}
            {late !== undefined && late > 0 && fact !== undefined && (
              <rect className="chart-late" x={share(fact - late)} y="5" width={share(late)} height="14" rx="2" />
            )}
            {target !== undefined && (
              <line className="chart-target" x1={share(target)} x2={share(target)} y1="0" y2="24" />
            )}
          </svg>
          <span className="chart-value">{value}</span>
        </li>
      ))}
    </ul>
  );
}

/** What the marks mean. */
export function ChartLegend({ rows }: { rows: { mark: 'fact' | 'plan' | 'target' | 'late'; text: string }[] }) {
  return (
    <ul className="chart-legend">
      {rows.map(({ mark, text }) => (
        <li key={mark}>
          <svg aria-hidden="true">
            {mark === 'target' ? (
              <line className="chart-target" x1="10" x2="10" y1="0" y2="12" />
            ) : (
              <rect className={`chart-${mark}`} x="1" y="1" width="18" height="10" rx="2" />
            )}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
