import { fill, formatMoment, formatMoney, formatPercent } from '#i18n/formats.ts';
import { BarChart, ChartLegend } from './BarChart.tsx';
import { FigureBlock, type FigureCell } from './FigureBlock.tsx';
import { FigureButton } from './FigureButton.tsx';
import type { AskedRows } from './FigureRows.tsx';
import { sharePercent } from './figures-rules.ts';
import type { QuarterFacts } from './figures-contract.ts';
import { quarterName, type FigureProps } from './Figures.tsx';

/** Revenue through partners by quarter, against the plan and as a share of the total; staff enter both. */
export function RevenueFigure(props: FigureProps & { onEnter: (facts: QuarterFacts) => void }) {
  const { words, locale, timeZone, figures, open, onEnter } = props;
  const t = words.figures;
  const target = figures.targetSharePercent;
  const rowsOf = (quarter: string): AskedRows => ({
    title: `${t.history}, ${quarterName(t.quarterShortNames, quarter)}`,
    figure: 'revenue',
    quarter,
  });
  const shareText = ({ revenue }: QuarterFacts) => {
    const share = revenue && sharePercent(revenue);
    if (share === undefined) return '—';
    const said = formatPercent(locale, share);
    return target === undefined ? said : fill(t.shareOf, { share: said, target: formatPercent(locale, target) });
  };
  const enterButton = (facts: QuarterFacts) =>
    facts.partners === undefined ? null : (
      <button type="button" className="button-quiet" onClick={() => onEnter(facts)}>
        {facts.revenue ? t.correct : t.enter}
        <span className="visually-hidden">: {quarterName(t.quarterShortNames, facts.quarter)}</span>
      </button>
    );
  const opened = (facts: QuarterFacts, text: string): FigureCell =>
    facts.revenue
      ? { text, shown: <FigureButton text={text} rows={rowsOf(facts.quarter)} open={open} /> }
      : { text: t.notEntered, shown: enterButton(facts) ?? '—' };
  const shares = figures.quarters.filter(({ revenue }) => revenue && sharePercent(revenue) !== undefined);
  const last = figures.quarters.find(({ quarter }) => quarter === figures.quarter)?.revenue;
  return (
    <FigureBlock
      {...props}
      title={t.revenue}
      text={
        last &&
        (last.by
          ? fill(t.by, { by: last.by, at: formatMoment(locale, last.at, timeZone) })
          : fill(t.sampleBy, { at: formatMoment(locale, last.at, timeZone) }))
      }
      table="quarters"
      columns={[
        { title: t.quarterLabel },
        ...[t.through, t.plan, t.total, t.share].map((title) => ({ title, isNumber: true })),
      ]}
      rows={figures.quarters.map((facts) => [
        quarterName(t.quarterShortNames, facts.quarter),
        opened(facts, facts.revenue ? formatMoney(locale, facts.revenue.partnerRevenueKopecks) : ''),
        facts.revenuePlanKopecks === undefined ? t.noPlan : formatMoney(locale, facts.revenuePlanKopecks),
        facts.revenue ? formatMoney(locale, facts.revenue.totalRevenueKopecks) : '—',
        shareText(facts),
      ])}
      chart={
        <>
          <BarChart
            bars={figures.quarters.map((facts) => ({
              key: facts.quarter,
              label: quarterName(t.quarterShortNames, facts.quarter),
              fact: facts.revenue?.partnerRevenueKopecks,
              plan: facts.revenuePlanKopecks,
              isCurrent: facts.isCurrent,
              value: facts.revenue ? (
                <>
                  <FigureButton
                    text={formatMoney(locale, facts.revenue.partnerRevenueKopecks)}
                    rows={rowsOf(facts.quarter)}
                    open={open}
                  />{' '}
                  {enterButton(facts)}
                </>
              ) : (
                (enterButton(facts) ??
                (facts.revenuePlanKopecks !== undefined && (
                  <span className="muted">
                    {t.plan.toLowerCase()} {formatMoney(locale, facts.revenuePlanKopecks)}
                  </span>
                )))
              ),
            }))}
          />
          <ChartLegend
            rows={[
              { mark: 'fact', text: t.fact },
              { mark: 'plan', text: figures.planIsSample ? `${t.plan} (${t.planSample})` : t.plan },
              ...(target !== undefined && shares.length > 0
                ? [{ mark: 'target' as const, text: fill(t.target, { n: formatPercent(locale, target) }) }]
                : []),
            ]}
          />
          {shares.length > 0 && (
            <BarChart
              atLeast={(target ?? 0) * 1.3}
              bars={shares.map((facts) => ({
                key: facts.quarter,
                label: `${t.share}, ${quarterName(t.quarterShortNames, facts.quarter)}`,
                fact: sharePercent(facts.revenue!),
                target,
                isCurrent: facts.isCurrent,
                value: shareText(facts),
              }))}
            />
          )}
        </>
      }
    />
  );
}
