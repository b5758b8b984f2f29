import { useState } from 'react';
import { fill, formatDate, formatNumber } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { Told } from '#ui/Told.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import type { PartnerCard as Card } from '../staff/staff-partner-contract.ts';
import { AccountManager } from './AccountManager.tsx';
import { PartnerHistory, PartnerPeople } from './PartnerParts.tsx';
import { PartnerQuestion, type Question } from './PartnerQuestion.tsx';
import { readPartner } from './partners-api.ts';
import type { PartnersProps } from './StaffPartners.tsx';

/** One partner: who it is, who looks after it, what it holds, what waits, and what staff may change. */
export function PartnerCard(props: PartnersProps & { id: string }) {
  const { words, urls, id } = props;
  const t = words.staffPartners;
  const card = useAnswer(['partners', 'card', id], () => readPartner(id));
  const isUnknown = card.error && card.error.problem !== 'network' && card.error.problem.code === 'not_found';
  return (
    <>
      <p className="card-back">
        <a href={urls.partners}>← {t.back}</a>
      </p>
      {isUnknown ? (
        <div className="empty">
          <h2>{t.notFound}</h2>
          <p className="muted">{t.notFoundText}</p>
        </div>
      ) : (
        <Awaited query={card} words={words} rows={6}>
          {(partner, user) => <CardText {...props} partner={partner} isLead={user.roles.includes('programme_lead')} />}
        </Awaited>
      )}
    </>
  );
}

function CardText(props: PartnersProps & { partner: Card; isLead: boolean }) {
  const { words, locale, timeZone, urls, partner, isLead } = props;
  const t = words.staffPartners;
  const [asked, ask] = useState<Question>();
  const [told, tell] = useState('');
  const isSuspended = partner.status === 'suspended';
  const done = (said: string) => {
    ask(undefined);
    tell(said);
    void roomQueries.invalidateQueries({ queryKey: ['partners'] });
  };
  return (
    <article>
      <div className="card-head">
        <div>
          <h2>
            {partner.name} {partner.sample && <span className="sample-mark">{words.sample}</span>}
          </h2>
          <p className="muted">
            {words.taxIds[partner.country]} <span className="tabular">{partner.taxId}</span>
            {partner.site && `, ${partner.site}`}
          </p>
        </div>
        {isLead && (
          <p className="actions">
            {partner.requireCourse && (
              <button
                type="button"
                className="button"
                onClick={() => ask(partner.courseWaivedAt ? 'askCourse' : 'waive')}
              >
                {partner.courseWaivedAt ? t.askCourse : t.waive}
              </button>
            )}
            <button type="button" className="button" onClick={() => ask(isSuspended ? 'resume' : 'suspend')}>
              {isSuspended ? t.resume : t.suspend}
            </button>
          </p>
        )}
      </div>
      <Told says={told} />
      {isSuspended && <p className="card-warning">{t.suspendedNote}</p>}
      <div className="card-columns">
        <section>
          <dl className="facts">
            <div>
              <dt>{t.since}</dt>
              <dd>{formatDate(locale, partner.createdAt, timeZone)}</dd>
            </div>
            <div>
              <dt>{t.manager}</dt>
              <dd>
                <AccountManager {...props} onDone={done} />
              </dd>
            </div>
            <div>
              <dt>{t.accepted}</dt>
              <dd className={partner.isAccepted ? undefined : 'partner-due'}>
                {partner.acceptedEdition
                  ? fill(partner.isAccepted ? t.edition : t.editionOld, { id: partner.acceptedEdition })
                  : t.noEdition}
              </dd>
            </div>
            <div>
              <dt>{t.clients}</dt>
              <dd>
                <a href={`${urls.clients}?partnerId=${partner.id}`}>{formatNumber(locale, partner.clients)}</a>
                {partner.endingSoon > 0 && `\n${t.endingSoon}: ${formatNumber(locale, partner.endingSoon)}`}
              </dd>
            </div>
            <div>
              <dt>{t.quota}</dt>
              <dd>{fill(t.quotaOf, partner.quota)}</dd>
            </div>
            <div>
              <dt>{t.course}</dt>
              <dd>
                {partner.courseWaivedAt
                  ? fill(t.courseWaived, { date: formatDate(locale, partner.courseWaivedAt, timeZone) })
                  : partner.requireCourse
                    ? t.courseAsked
                    : t.courseNotAsked}
              </dd>
            </div>
            <div>
              <dt>{t.byStatus}</dt>
              <dd>
                <a href={`${urls.numbers}?partnerId=${partner.id}`}>
                  {fill(t.leadsAll, { n: formatNumber(locale, partner.leads) })}
                </a>
                {'\n'}
                {Object.entries(partner.leadsByStatus)
                  .map(([status, count]) => `${words.leadStatuses[status] ?? status}: ${formatNumber(locale, count)}`)
                  .join('\n')}
              </dd>
            </div>
          </dl>
          {!isLead && <p className="note muted">{t.leadOnly}</p>}
        </section>
        <PartnerPeople {...props} />
      </div>
      <PartnerHistory {...props} />
      <p className="card-part">
        <a href={`${urls.audit}?search=${partner.id}`}>{t.allChanges}</a>
      </p>
      {asked && <PartnerQuestion {...props} question={asked} onDone={done} onClose={() => ask(undefined)} />}
    </article>
  );
}
