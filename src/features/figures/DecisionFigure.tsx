import { fill, formatNumber, formatPercent, plural } from '#i18n/formats.ts';
import { BarChart, ChartLegend } from './BarChart.tsx';
import { FigureBlock, type FigureCell } from './FigureBlock.tsx';
import { FigureButton } from './FigureButton.tsx';
import type { AskedRows } from './FigureRows.tsx';
import { partPercent } from './figures-rules.ts';
import type { StaffFigures } from './figures-contract.ts';
import type { FigureProps } from './Figures.tsx';

type Decided = StaffFigures['decisions'][number];

/** How long a decision took in the quarter, and how often it kept the promise. */
export function DecisionFigure(props: FigureProps) {
  const { words, locale, figures, open, urls } = props;
  const t = words.figures;
  const number = (n: number) => formatNumber(locale, n);
  const rowsOf = (kind: Decided['kind'], inTime?: 'true' | 'false'): AskedRows => ({
    title: `${t.kinds[kind]}${inTime === 'true' ? `, ${t.inTime.toLowerCase()}` : ''}`,
    figure: 'decisions',
    quarter: figures.quarter,
    kind,
    ...(inTime && { inTime }),
  });
  const inTimeText = ({ inTime, decided }: Decided) => {
    const share = partPercent(inTime, decided);
    return share === undefined ? '—' : `${number(inTime)} (${formatPercent(locale, share)})`;
  };
  const median = ({ medianHours }: Decided) =>
    medianHours === undefined ? '—' : fill(t.hours, { n: formatNumber(locale, medianHours) });
  const pressed = (text: string, rows: AskedRows): FigureCell => ({
    text,
    shown: <FigureButton text={text} rows={rows} open={open} />,
  });
  const waiting = ({ waiting: now, overdue }: Decided): FigureCell => {
    const text = `${number(now)}${overdue > 0 ? `, ${t.overdue}: ${number(overdue)}` : ''}`;
    return { text, shown: <a href={urls.inbox}>{text}</a> };
  };
  return (
    <FigureBlock
      {...props}
      title={t.decisions}
      text={fill(t.decisionsText, {
        days: plural(locale, t.businessDays, figures.promise.answerBusinessDays),
      })}
      table="decisions"
      columns={[
        { title: t.decisions },
        ...[t.decided, t.inTime, t.median, t.waitingNow].map((title) => ({ title, isNumber: true })),
      ]}
      rows={figures.decisions.map((one) => [
        t.kinds[one.kind],
        pressed(number(one.decided), rowsOf(one.kind)),
        one.decided === 0 ? '—' : pressed(inTimeText(one), rowsOf(one.kind, 'true')),
        median(one),
        waiting(one),
      ])}
      chart={
        <>
          <BarChart
            bars={figures.decisions.map((one) => ({
              key: one.kind,
              label: t.kinds[one.kind],
              fact: one.decided,
              late: one.decided - one.inTime,
              value:
                one.decided === 0 ? (
                  <span className="muted">{t.nothingDecided}</span>
                ) : (
                  <>
                    <FigureButton text={number(one.decided)} rows={rowsOf(one.kind)} open={open} />,{' '}
                    {t.inTime.toLowerCase()}{' '}
                    <FigureButton text={inTimeText(one)} rows={rowsOf(one.kind, 'true')} open={open} />
                    <br />
                    <span className="muted">
                      {t.median.toLowerCase()} {median(one)}
                    </span>
                  </>
                ),
            }))}
          />
          {figures.decisions.some(({ decided }) => decided > 0) && (
            <ChartLegend
              rows={[
                { mark: 'fact', text: t.decided },
                { mark: 'late', text: t.late },
              ]}
            />
          )}
          <p className="note waiting-now">
            {t.waitingNow}:{' '}
            {figures.decisions.map((one, place) => (
              <span key={one.kind}>
                {place > 0 && ', '}
                {t.kinds[one.kind].toLowerCase()} <a href={urls.inbox}>{number(one.waiting)}</a>
                {one.overdue > 0 && ` (${t.overdue}: ${number(one.overdue)})`}
              </span>
            ))}
          </p>
        </>
      }
    />
  );
}
