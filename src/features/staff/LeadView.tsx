import { fill, formatDate, formatMoment, formatMoney, plural } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import type { LeadCase, PinLine } from './case-contract.ts';
import type { CaseProps } from './case-words.ts';
import { CaseHistory, decisionEvents, leadEvents } from './CaseHistory.tsx';
import { Block, ContactLines, Facts } from './Facts.tsx';
import { LikenessTable } from './LikenessTable.tsx';

/** A lead with everything a decision needs: conflict or warning first, then the comparison, then what is around it. */
export function LeadView(props: CaseProps & { lead: LeadCase }) {
  const { words, locale, timeZone, lead, solutions, urls } = props;
  const { cases: t, inbox } = words;
  const held = lead.pins.find(({ isActive, partner }) => isActive && partner.id !== lead.partner.id);
  const conflict = held
    ? fill(t.held, { partner: held.partner.name, date: formatDate(locale, held.until, timeZone) })
    : lead.client.standing !== 'open'
      ? t[lead.client.standing]
      : undefined;
  const reasons = lead.review?.reasons ?? [];
  return (
    <>
      {lead.status === 'in_review' && (
        <div className="case-verdicts">
          <p className={conflict ? 'verdict-conflict' : 'verdict-free'}>
            {conflict ? fill(t.hardConflict, { text: conflict }) : t.noHardConflict}
          </p>
          {lead.similar.length > 0 && (
            <p className="verdict-warning">{plural(locale, t.warnings, lead.similar.length)}</p>
          )}
        </div>
      )}
      <Facts
        rows={[
          [inbox.partner, lead.partner.name],
          [inbox.need, lead.need],
          [inbox.solutions, lead.solutions.map((slug) => solutions[slug] ?? slug).join(', ')],
          [inbox.amount, lead.expectedAmountKopecks && formatMoney(locale, lead.expectedAmountKopecks)],
          [inbox.closeOn, lead.expectedCloseOn && formatDate(locale, lead.expectedCloseOn)],
          [inbox.contact, lead.contact && <ContactLines {...lead.contact} />],
          [t.registeredBy, lead.registeredBy],
          [
            inbox.client,
            lead.client.knownAs && (
              <a href={`${urls.clients}?id=${lead.client.id}`}>{fill(t.knownAs, { name: lead.client.knownAs })}</a>
            ),
          ],
        ]}
      />
      <Block title={t.compare}>
        <LikenessTable {...props} />
      </Block>
      {reasons.length > 0 && (
        <Block title={t.why_review}>
          {reasons.map((reason) => (
            <p key={reason} className="note case-reason">
              <strong>{inbox.reasons[reason as 'manual'] ?? reason}.</strong> {t.ruleText[reason as 'manual']}
            </p>
          ))}
          <p className="note">
            {t.rule}: {words.ruleNames[lead.rule.id] ?? lead.rule.id},{' '}
            <span className="number">{lead.rule.edition}</span>. <a href={urls.terms}>{t.terms}</a>
          </p>
        </Block>
      )}
      <Block title={t.pins}>
        <Pins {...props} pins={lead.pins} />
      </Block>
      <Block title={t.otherLeads}>
        {lead.otherLeads.length === 0 ? (
          <p className="note muted">{t.noOtherLeads}</p>
        ) : (
          <ul className="case-lines">
            {lead.otherLeads.map((other) => (
              <li key={other.id}>
                <a className="number" href={`${urls.leads}?id=${other.id}`}>
                  {other.number}
                </a>
                <span>{other.partner}</span>
                <span className="muted">{t.leadStatuses[other.status as 'ended'] ?? other.status}</span>
                <Moment at={other.createdAt} locale={locale} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        )}
      </Block>
      {lead.appeals.length > 0 && (
        <Block title={t.appeals}>
          {lead.appeals.map((appeal) => (
            <blockquote key={appeal.number} className="case-quote">
              <p>{appeal.statement}</p>
              <footer className="note muted">
                {appeal.partner}, <span className="number">{appeal.number}</span>,{' '}
                {formatMoment(locale, appeal.createdAt, timeZone)}
              </footer>
            </blockquote>
          ))}
        </Block>
      )}
      <CaseHistory {...props} events={[...leadEvents(props, lead.history), ...decisionEvents(props, lead.decisions)]} />
    </>
  );
}

/** Who held the client, the newest first; who holds it now has a filled cell. */
export function Pins({ words, locale, timeZone, pins }: CaseProps & { pins: PinLine[] }) {
  const t = words.cases;
  if (pins.length === 0) return <p className="note muted">{t.noPins}</p>;
  return (
    <ul className="case-lines">
      {pins.map((pin) => (
        <li key={pin.from + pin.partner.id} className={pin.isActive ? 'case-line-now' : undefined}>
          <span>
            {fill(t.pinLine, {
              partner: pin.partner.name,
              from: formatDate(locale, pin.from, timeZone),
              until: formatDate(locale, pin.until, timeZone),
            })}
          </span>
          <span className="muted" title={formatMoment(locale, pin.until, timeZone)}>
            {pin.endedBy
              ? t.endedBy[pin.endedBy]
              : pin.isActive
                ? pin.daysLeft < 0
                  ? fill(t.grace, { date: formatDate(locale, pin.graceUntil, timeZone) })
                  : `${t.now}, ${plural(locale, words.days, pin.daysLeft)}`
                : t.events.expired}
          </span>
        </li>
      ))}
    </ul>
  );
}
