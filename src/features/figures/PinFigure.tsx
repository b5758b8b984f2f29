import { formatNumber } from '#i18n/formats.ts';
import { BarChart } from './BarChart.tsx';
import { FigureBlock } from './FigureBlock.tsx';
import { FigureButton } from './FigureButton.tsx';
import type { FigureProps } from './Figures.tsx';

/** Pins whose protection ends, week by week. */
export function PinFigure(props: FigureProps) {
  const { words, locale, figures, open } = props;
  const t = words.figures;
  // Eight weeks: the year goes without saying.
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const day = (at: string) => days.format(new Date(at));
  const weeks = figures.pins.map(({ week, from, to, count }) => {
    const name = `${day(from)} – ${day(to)}`;
    const rows = { title: `${t.pins}, ${name}`, figure: 'pins' as const, week: String(week) };
    const text = formatNumber(locale, count);
    return { key: String(week), name, count, text, button: <FigureButton text={text} rows={rows} open={open} /> };
  });
  return (
    <FigureBlock
      {...props}
      title={t.pins}
      text={t.pinsText}
      table="pins"
      columns={[{ title: t.dates }, { title: t.count, isNumber: true }]}
      rows={weeks.map(({ name, text, button }) => [name, { text, shown: button }])}
      chart={
        <BarChart
          bars={weeks.map(({ key, name, count, button }) => ({ key, label: name, fact: count, value: button }))}
        />
      }
    />
  );
}
