import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { useView } from '#ui/use-view.ts';
import { ViewSwitch } from '#ui/ViewSwitch.tsx';
import { LeadBoard } from './LeadBoard.tsx';
import { LeadTable } from './LeadTable.tsx';
import { WaitingOffers } from './WaitingOffers.tsx';

export interface LeadDeskProps {
  words: IslandWords & Pick<Strings, 'leadBoard' | 'leadCard'>;
  locale: string;
  timeZone: string;
  /** Of the edition in force: a full rim. */
  protectionDays: number;
  urls: { leads: string; lead: string; register: string; import: string; passed: string; appeals: string };
}

const views = ['board', 'list'] as const;

/** The leads of a partner: what waits for an answer, then the sales as a board or a list. */
export function LeadDesk(props: LeadDeskProps) {
  const { words, urls } = props;
  const t = words.leadBoard;
  const [view, setView] = useView('leads', views);
  return (
    <PartnersRoom words={words}>
      <div className="lead-desk">
        <WaitingOffers {...props} />
        <div className="lead-desk-bar">
          <ViewSwitch
            label={t.view}
            name="view"
            views={views.map((value) => ({ value, label: t[value] }))}
            value={view}
            onChange={setView}
          />
          <p className="actions note">
            <a href={urls.import}>{t.import}</a>
            <a href={urls.passed}>{t.passed}</a>
            <a href={urls.appeals}>{t.appeals}</a>
          </p>
        </div>
        {view === 'board' ? <LeadBoard {...props} /> : <LeadTable {...props} />}
      </div>
    </PartnersRoom>
  );
}
