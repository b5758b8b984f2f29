import { useEffect } from 'react';
import { fill, formatDate, formatMoney } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { useAddress } from '#ui/use-address.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';
import { readLead } from './leads-api.ts';
import type { LeadPage } from './lead-work-contract.ts';
import { LeadContact } from './LeadContact.tsx';
import { LeadDeal } from './LeadDeal.tsx';
import { LeadFacts } from './LeadFacts.tsx';
import { LeadFiles } from './LeadFiles.tsx';
import { LeadHistory } from './LeadHistory.tsx';
import { LeadNotes } from './LeadNotes.tsx';
import { LeadWaysOn } from './LeadWaysOn.tsx';
import { NextStep } from './NextStep.tsx';
import { ProtectionLeft } from './ProtectionLeft.tsx';

export interface LeadRoomProps extends LeadDeskProps {
  words: LeadDeskProps['words'] & Pick<Strings, 'leads'> & { taxIds: Record<string, string> };
  /** Titles of the solutions by their slugs. */
  solutions: Record<string, string>;
  urls: LeadDeskProps['urls'] & { clients: string; edition: string };
}

/** What every part of the page of a lead gets; `show` puts the lead as the server gave it back. */
export interface LeadPart extends LeadRoomProps {
  lead: LeadPage;
  show: (changed: Partial<LeadPage>) => void;
}

/** `/partner/leads/lead/?id=`: one sale with all that belongs to it. */
export const LeadRoom = (props: LeadRoomProps) => (
  <PartnersRoom words={props.words}>
    <Asked {...props} />
  </PartnersRoom>
);

function Asked(props: LeadRoomProps) {
  const { words, urls } = props;
  const t = words.leadCard;
  const id = useAddress()?.get('id') ?? undefined;
  const key = ['leads', 'one', id];
  const query = useAnswer<LeadPage>(key, () => readLead(id ?? ''), { isWanted: id !== undefined && id !== '' });
  const name = query.data?.client.name;
  // The page is built before anybody asks for a lead: its heading becomes the name of the client.
  useEffect(() => {
    const heading = document.querySelector('main h1, .room h1');
    if (!name || !heading) return;
    heading.textContent = name;
    document.title = `${name} — ${t.title}`;
  }, [name, t.title]);
  const problem = query.error?.problem;
  if (id === '' || (problem && problem !== 'network' && problem.code === 'not_found'))
    return (
      <div className="empty">
        <h2>{t.notFound}</h2>
        <p className="muted">{t.notFoundText}</p>
        <a className="button" href={urls.leads}>
          {t.back}
        </a>
      </div>
    );
  const show = (changed: Partial<LeadPage>) =>
    roomQueries.setQueryData<LeadPage>(key, (known) => known && { ...known, ...changed });
  return (
    <Awaited query={query} words={words} rows={6}>
      {(lead) => <Shown {...props} lead={lead} show={show} />}
    </Awaited>
  );
}

function Shown(props: LeadPart) {
  const { words, locale, lead, urls } = props;
  const t = words.leadCard;
  return (
    <article className="lead-room">
      <header className="lead-room-head">
        <p>
          <a href={urls.leads}>← {t.back}</a>
        </p>
        <p className="lead-room-state">
          <ProtectionLeft {...props} card={lead} />
          <span className="muted note">
            <span className="number">{lead.number}</span> · {words.leadBoard.statuses[lead.status]}
          </span>
          {lead.pin && (
            <a className="note" href={urls.clients}>
              {t.openClient}
            </a>
          )}
        </p>
        <NextStep {...props} card={lead} />
        {lead.wonOn && (
          <p className="lead-room-won">
            {lead.wonAmountKopecks
              ? fill(t.wonFact, {
                  amount: formatMoney(locale, lead.wonAmountKopecks),
                  date: formatDate(locale, lead.wonOn),
                })
              : fill(t.wonNoSum, { date: formatDate(locale, lead.wonOn) })}
          </p>
        )}
        {lead.lostReason && (
          <p className="muted">{fill(t.lostFact, { reason: words.leadBoard.lostReasons[lead.lostReason] })}</p>
        )}
      </header>
      <div className="lead-room-work">
        <LeadWaysOn {...props} />
        <LeadDeal {...props} />
        <LeadNotes {...props} />
        <LeadFiles {...props} />
        <LeadHistory {...props} />
      </div>
      <div className="lead-room-facts">
        <LeadContact {...props} />
        <LeadFacts {...props} />
      </div>
    </article>
  );
}
