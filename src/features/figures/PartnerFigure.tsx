import { fill, formatNumber } from '#i18n/formats.ts';
import { CountComb } from '#ui/CountComb.tsx';
import { BarChart, ChartLegend } from './BarChart.tsx';
import { FigureBlock } from './FigureBlock.tsx';
import { FigureButton } from './FigureButton.tsx';
import type { AskedRows } from './FigureRows.tsx';
import { quarterName, type FigureProps } from './Figures.tsx';

/** Companies in the programme by quarter, against the plan; the shown quarter as a comb. */
export function PartnerFigure(props: FigureProps) {
  const { words, locale, figures, open } = props;
  const t = words.figures;
  const number = (n: number | undefined) => (n === undefined ? '—' : formatNumber(locale, n));
  const rowsOf = (quarter: string): AskedRows => ({
    title: `${t.partners}, ${quarterName(t.quarterShortNames, quarter)}`,
    figure: 'partners',
    quarter,
  });
  const shown = figures.quarters.find(({ quarter }) => quarter === figures.quarter);
  return (
    <FigureBlock
      {...props}
      title={t.partners}
      text={t.partnersNote}
      table="quarters"
      columns={[{ title: t.quarterLabel }, ...[t.fact, t.plan, t.joined].map((title) => ({ title, isNumber: true }))]}
      rows={figures.quarters.map(({ quarter, partners, partnersPlan, joined }) => [
        quarterName(t.quarterShortNames, quarter),
        partners === undefined
          ? '—'
          : {
              text: number(partners),
              shown: <FigureButton text={number(partners)} rows={rowsOf(quarter)} open={open} />,
            },
        partnersPlan === undefined ? t.noPlan : number(partnersPlan),
        number(joined),
      ])}
      chart={
        <>
          <BarChart
            bars={figures.quarters.map(({ quarter, partners, partnersPlan, isCurrent }) => ({
              key: quarter,
              label: quarterName(t.quarterShortNames, quarter),
              fact: partners,
              plan: partnersPlan,
              isCurrent,
              value:
                partners === undefined ? (
                  <span className="muted">
                    {t.plan.toLowerCase()} {number(partnersPlan)}
                  </span>
                ) : (
                  <FigureButton
                    text={
                      partnersPlan === undefined
                        ? number(partners)
                        : fill(t.partnersOf, { n: number(partners), plan: number(partnersPlan) })
                    }
                    rows={rowsOf(quarter)}
                    open={open}
                  />
                ),
            }))}
          />
          <ChartLegend
            rows={[
              { mark: 'fact', text: t.fact },
              { mark: 'plan', text: figures.planIsSample ? `${t.plan} (${t.planSample})` : t.plan },
            ]}
          />
        </>
      }
    >
      {shown?.partners !== undefined && (
        <div className="figure-top">
          <p className="figure-large">
            {number(shown.partners)}{' '}
            {shown.partnersPlan !== undefined && (
              <small>
                {fill(t.ofPlan, { plan: number(shown.partnersPlan) })} {t.partnersNow}
              </small>
            )}
          </p>
          <CountComb count={shown.partners} of={shown.partnersPlan ?? shown.partners} />
        </div>
      )}
    </FigureBlock>
  );
}
