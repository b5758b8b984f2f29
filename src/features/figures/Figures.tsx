import '#ui/form.css';
import { useState } from 'react';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { fill } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { Told } from '#ui/Told.tsx';
import { changeAddress, useAddress } from '#ui/use-address.ts';
import { useView } from '#ui/use-view.ts';
import { ViewSwitch } from '#ui/ViewSwitch.tsx';
import { DecisionFigure } from './DecisionFigure.tsx';
import { FigureRows, type AskedRows } from './FigureRows.tsx';
import { readFigures } from './figures-api.ts';
import type { QuarterFacts, StaffFigures } from './figures-contract.ts';
import { LeadFigure } from './LeadFigure.tsx';
import { PartnerFigure } from './PartnerFigure.tsx';
import { PinFigure } from './PinFigure.tsx';
import { RevenueFigure } from './RevenueFigure.tsx';
import { RevenueForm } from './RevenueForm.tsx';

export interface FiguresProps {
  words: IslandWords & Pick<Strings, 'figures'>;
  locale: string;
  timeZone: string;
  urls: { partners: string; clients: string; inbox: string };
}

export interface FigureProps extends FiguresProps {
  figures: StaffFigures;
  view: 'chart' | 'table';
  /** Opens the rows behind a number. */
  open: (rows: AskedRows) => void;
}

/** How the programme does against its plan. */
export function Figures(props: FiguresProps) {
  return (
    <RoomQueries>
      <Shown {...props} />
    </RoomQueries>
  );
}

export function quarterName(names: Record<string, string>, quarter: string): string {
  const [year = '', which = ''] = quarter.split('-');
  return fill(names[which] ?? quarter, { year });
}

function Shown(props: FiguresProps) {
  const { words } = props;
  const t = words.figures;
  const address = useAddress();
  const asked = address?.get('quarter') ?? undefined;
  const [view, setView] = useView('figures', ['chart', 'table'] as const);
  const [pressed, open] = useState<AskedRows>();
  // The card of a partner leads here to its leads.
  const partnerId = address?.get('partnerId');
  const rows: AskedRows | undefined =
    pressed ?? (partnerId ? { title: t.leads, figure: 'leads', partnerId } : undefined);
  const [entering, enter] = useState<QuarterFacts>();
  const [told, tell] = useState('');
  const query = useAnswer(['figures', asked], () => readFigures(asked), { isWanted: address !== undefined });
  return (
    <Awaited query={query} words={words} rows={6}>
      {(figures, user) => {
        const shown = { ...props, figures, view, open };
        const begun = figures.quarters.filter(({ partners }) => partners !== undefined);
        return (
          <>
            <div className="figures-head">
              <label>
                <span className="visually-hidden">{t.quarterLabel}</span>
                <select
                  className="control"
                  value={figures.quarter}
                  onChange={({ target }) => changeAddress({ quarter: target.value })}
                >
                  {begun.map(({ quarter }) => (
                    <option key={quarter} value={quarter}>
                      {quarterName(t.quarterNames, quarter)}
                    </option>
                  ))}
                </select>
              </label>
              <ViewSwitch
                label={words.lists.view}
                name="figures-view"
                views={[
                  { value: 'chart', label: t.asChart },
                  { value: 'table', label: t.asTable },
                ]}
                value={view}
                onChange={setView}
              />
            </div>
            <Told says={told} />
            <PartnerFigure {...shown} />
            <RevenueFigure {...shown} onEnter={enter} />
            <DecisionFigure {...shown} />
            <PinFigure {...shown} />
            <LeadFigure {...shown} />
            {rows && (
              <FigureRows
                {...props}
                asked={rows}
                isLead={user.roles.includes('programme_lead')}
                onClose={() => {
                  open(undefined);
                  changeAddress({ partnerId: '' });
                }}
              />
            )}
            {entering && (
              <RevenueForm
                {...props}
                facts={entering}
                onClose={() => enter(undefined)}
                onDone={(said) => {
                  enter(undefined);
                  tell(said);
                  void roomQueries.invalidateQueries({ queryKey: ['figures'] });
                }}
              />
            )}
          </>
        );
      }}
    </Awaited>
  );
}
