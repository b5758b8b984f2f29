import { useState } from 'react';
import { fill } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { Told } from '#ui/Told.tsx';
import type { PassedLeadItem } from './passed-lead-contract.ts';
import { readPassedLeads } from './passed-leads-api.ts';
import { PassedOffer } from './PassedOffer.tsx';
import { PassedPast } from './PassedPast.tsx';

export interface PassedLeadsProps {
  words: IslandWords &
    Pick<Strings, 'passedLeads'> & { taxIds: Record<string, string>; clientSizes: Record<string, string> };
  locale: string;
  timeZone: string;
  protectionDays: number;
  /** Titles of the solutions by their slugs. */
  solutions: Record<string, string>;
  urls: { lead: string };
}

/** Leads the vendor offers: those that wait for an answer with their clock, then what became of the earlier ones. */
export const PassedLeads = (props: PassedLeadsProps) => (
  <PartnersRoom words={props.words}>
    <Offers {...props} />
  </PartnersRoom>
);

function Offers(props: PassedLeadsProps) {
  const { words } = props;
  const t = words.passedLeads;
  const query = useAnswer(['passed-leads', 'all'], () => readPassedLeads({ limit: '200' }));
  /** Answered on this page just now: they stay where they were, with what came of it. */
  const [answered, setAnswered] = useState<Record<string, PassedLeadItem>>({});
  const [said, setSaid] = useState('');
  const onAnswered = (offer: PassedLeadItem) => {
    setAnswered((before) => ({ ...before, [offer.id]: offer }));
    if (offer.status === 'declined') setSaid(fill(t.declined, { number: offer.number }));
    void roomQueries.invalidateQueries({ queryKey: ['leads'] });
  };
  return (
    <Awaited query={query} words={words}>
      {({ items }) => {
        const known = items.map((item) => answered[item.id] ?? item);
        const waiting = known.filter(
          ({ id, status }) => status === 'offered' || (status === 'accepted' && answered[id]),
        );
        const past = known.filter((one) => !waiting.includes(one));
        return items.length === 0 ? (
          <div className="empty">
            <h2>{t.emptyTitle}</h2>
            <p className="muted">{t.emptyText}</p>
          </div>
        ) : (
          <div className="passed-leads">
            <section aria-labelledby="passed-waiting">
              <h2 id="passed-waiting">{t.waiting}</h2>
              {/* The form of an offer that was declined goes, and the cursor with it. */}
              <Told says={said} takesFocus />
              {waiting.length === 0 ? (
                <p className="muted">{t.nothingWaits}</p>
              ) : (
                <ul className="passed-offers">
                  {waiting.map((offer) => (
                    <PassedOffer key={offer.id} {...props} offer={offer} onAnswered={onAnswered} />
                  ))}
                </ul>
              )}
            </section>
            {past.length > 0 && <PassedPast {...props} offers={past} />}
          </div>
        );
      }}
    </Awaited>
  );
}
