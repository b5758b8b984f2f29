import { fill, formatDate } from '#i18n/formats.ts';
import { Timeline } from '#ui/Timeline.tsx';
import type { PartnerCard } from '../staff/staff-partner-contract.ts';
import type { PartnersProps } from './StaffPartners.tsx';

type Props = PartnersProps & { partner: PartnerCard };

/** People and what waits. */
export function PartnerPeople({ words, locale, timeZone, urls, partner }: Props) {
  const t = words.staffPartners;
  return (
    <section>
      <h3>{t.cases}</h3>
      {partner.cases.length === 0 ? (
        <p className="muted">{t.noCases}</p>
      ) : (
        <ul className="rows card-rows">
          {partner.cases.map(({ id, kind, number, title, dueOn }) => (
            <li key={id}>
              <a href={`${urls.inbox}?number=${number}`}>{title}</a>
              <span className="note muted">
                {t.caseKinds[kind]} <span className="number">{number}</span>,{' '}
                {fill(t.dueBy, { date: formatDate(locale, dueOn) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="card-part">
        <h3>{t.people}</h3>
        {partner.people.length + partner.invitations.length === 0 ? (
          <p className="muted">{t.noPeople}</p>
        ) : (
          <ul className="rows card-rows">
            {partner.people.map(({ id, name, email, role, active }) => (
              <li key={id} className={active ? undefined : 'muted'}>
                <span>
                  {name}, {active ? t.roles[role] : t.left}
                </span>
                <a className="note" href={`mailto:${email}`}>
                  {email}
                </a>
              </li>
            ))}
            {partner.invitations.map(({ name, email, expiresAt }) => (
              <li key={email}>
                <span>{name}</span>
                <span className="note muted">
                  {email}, {fill(t.invited, { date: formatDate(locale, expiresAt, timeZone) })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** What it has accepted, and what staff have changed. */
export function PartnerHistory({ words, locale, timeZone, partner }: Props) {
  const t = words.staffPartners;
  return (
    <>
      <section className="card-part">
        <h3>{t.acceptances}</h3>
        {partner.acceptances.length === 0 ? (
          <p className="muted">{t.noAcceptances}</p>
        ) : (
          <Timeline
            locale={locale}
            timeZone={timeZone}
            events={partner.acceptances.map(({ edition, receipt, at, by, position }) => ({
              at,
              title: fill(t.acceptance, { id: edition, by, position }),
              text: (
                <>
                  {t.receipt} <span className="number">{receipt}</span>
                </>
              ),
              isDone: true,
            }))}
          />
        )}
      </section>
      <section className="card-part">
        <h3>{t.changes}</h3>
        {partner.changes.length === 0 ? (
          <p className="muted">{t.noChanges}</p>
        ) : (
          <Timeline
            locale={locale}
            timeZone={timeZone}
            events={partner.changes.map((change) => ({
              at: change.at,
              title: changed(change, t.changed),
              text: [change.by, change.reason].filter(Boolean).join(': '),
            }))}
          />
        )}
      </section>
    </>
  );
}

function changed(
  { status, courseWaived, accountManager }: PartnerCard['changes'][number],
  t: PartnersProps['words']['staffPartners']['changed'],
): string {
  if (status) return t[status];
  if (courseWaived !== undefined) return courseWaived ? t.waived : t.courseAsked;
  return accountManager ? fill(t.manager, { name: accountManager }) : t.noManager;
}
