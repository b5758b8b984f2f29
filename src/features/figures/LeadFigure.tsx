import { fill, formatNumber, formatPercent } from '#i18n/formats.ts';
import { BarChart } from './BarChart.tsx';
import { FigureBlock } from './FigureBlock.tsx';
import { FigureButton } from './FigureButton.tsx';
import { leadStatuses } from './figures-contract.ts';
import { partPercent } from './figures-rules.ts';
import type { FigureProps } from './Figures.tsx';

/** What has become of the leads that came in the quarter. */
export function LeadFigure(props: FigureProps) {
  const { words, locale, figures, open } = props;
  const t = words.figures;
  const { registered, everPinned, byStatus, byStage } = figures.leads;
  const stages = [
    { key: 'registered', name: t.registered, count: registered },
    { key: 'ever_pinned', name: t.ever_pinned, count: everPinned },
    ...leadStatuses.map((status) => ({ key: status, name: t.statuses[status], count: byStatus[status] })),
    ...Object.entries(t.stages)
      .filter(([stage]) => byStage[stage] !== undefined)
      .map(([stage, name]) => ({ key: `stage.${stage}`, name, count: byStage[stage]! })),
  ].map((stage) => {
    const share = stage.key === 'registered' ? undefined : partPercent(stage.count, registered);
    const text = formatNumber(locale, stage.count);
    const rows = {
      title: stage.name,
      figure: 'leads' as const,
      quarter: figures.quarter,
      ...(stage.key.startsWith('stage.')
        ? { stage: stage.key.slice(6) }
        : stage.key !== 'registered' && { status: stage.key }),
    };
    return {
      ...stage,
      text,
      part: share === undefined || stage.count === 0 ? '' : fill(t.ofAll, { n: formatPercent(locale, share) }),
      button: <FigureButton text={text} rows={rows} open={open} />,
    };
  });
  return (
    <FigureBlock
      {...props}
      title={t.leads}
      text={t.leadsText}
      table="leads"
      columns={[{ title: t.stage }, { title: t.leadCount, isNumber: true }, { title: t.share, isNumber: true }]}
      rows={stages.map(({ name, text, part, button }) => [name, { text, shown: button }, part || '—'])}
      chart={
        <BarChart
          bars={stages.map(({ key, name, count, part, button }) => ({
            key,
            label: name,
            fact: count,
            value: (
              <>
                {button}
                {part && <span className="muted">, {part}</span>}
              </>
            ),
          }))}
        />
      }
    />
  );
}
