import type { ReactNode } from 'react';
import { fill, formatDate, formatMoment, formatMoney, formatNumber } from '#i18n/formats.ts';
import type { ApplicationFacts, InboxItem, KnownClient, LeadFacts } from './decision-contract.ts';
import type { InboxProps } from './Inbox.tsx';

type Row = [string, ReactNode];

/** What is known of a case, one row a fact; what nobody gave is left out. */
export function InboxFacts(props: InboxProps & { item: InboxItem }) {
  const { words, locale, timeZone, item } = props;
  const rows: Row[] = [...rowsOf(props), [words.inbox.received, formatMoment(locale, item.createdAt, timeZone)]];
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== undefined && value !== '' && value !== false)
        .map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function rowsOf(props: InboxProps & { item: InboxItem }): Row[] {
  const { words, item, solutions } = props;
  const t = words.inbox;
  const titles = (slugs: readonly string[]) => slugs.map((slug) => solutions[slug] ?? slug).join(', ');
  switch (item.kind) {
    case 'application':
      return applicationRows(props, item.facts);
    case 'lead':
      return leadRows(props, item.facts);
    case 'appeal': {
      const { partner, client, statement, heldBy, firstDecidedBy } = item.facts;
      return [
        [t.partner, partner.name],
        [t.client, companyOf(props, client)],
        [t.statement, statement],
        [
          t.wouldMove,
          heldBy &&
            fill(t.wouldMoveText, {
              from: heldBy.partner,
              to: partner.name,
              date: formatDate(props.locale, heldBy.until, props.timeZone),
            }),
        ],
        [t.firstDecision, firstDecidedBy && `${firstDecidedBy.name}: ${firstDecidedBy.reason}`],
      ];
    }
    case 'support':
      return [[t.message, item.facts.excerpt]];
    case 'enquiry': {
      const { company, contact, message, solutions: wanted, transferAgreed, ...more } = item.facts;
      return [
        [t.company, companyOf(props, company)],
        [t.contact, contactOf(contact)],
        [t.message, message],
        [t.solutions, titles(wanted ?? [])],
        [t.transfer, transferAgreed ? t.transferYes : t.transferNo],
        [t.suspicion, more.suspicion && t.suspicions[more.suspicion]],
        [t.sameDomain, knownClients(props, more.sameDomain ?? [])],
        [t.similarNames, knownClients(props, more.similarNames ?? [], t.similarHint)],
      ];
    }
  }
}

function applicationRows(props: InboxProps, { company, aim, contact, fit, known, ...more }: ApplicationFacts): Row[] {
  const { words, locale } = props;
  const { inbox: t, choices } = words;
  const named = (ids: readonly string[], from: Record<string, string>) => ids.map((id) => from[id] ?? id).join('\n');
  return [
    [t.known[known ?? 'partner'], known && companyOf(props, company)],
    [t.suspicion, more.suspicion && t.suspicions[more.suspicion]],
    [
      t.fit,
      <>
        {fill(t.fitScore, { met: fit.met, of: fit.of })}
        <span className="inbox-fit">
          {fit.criteria.map(({ id, met }) => (
            <span key={id} className={met ? 'inbox-met' : 'inbox-unmet'}>
              <span aria-hidden="true">{met ? '✓' : '–'}</span> {words.criteria[id] ?? id}
              <span className="visually-hidden">: {met ? words.fitStates.met : words.fitStates.notMet}</span>
            </span>
          ))}
        </span>
      </>,
    ],
    [t.company, !known && companyOf(props, company)],
    [t.headcount, formatNumber(locale, company.headcount)],
    [t.fields, named(company.fields, choices.fields)],
    [t.expertise, named(company.expertise, choices.expertise)],
    [t.clientSizes, named(company.clientSizes, choices.clientSizes)],
    [t.aim, named([aim], choices.aims)],
    [t.contact, contactOf(contact)],
  ];
}

function leadRows(props: InboxProps, facts: LeadFacts): Row[] {
  const { words, locale, solutions } = props;
  const t = words.inbox;
  const reasons = facts.reasons ?? [facts.reason];
  return [
    [t.why, reasons.map((reason) => t.reasons[reason] ?? reason).join(', ')],
    [t.partner, facts.partner.name],
    [t.client, companyOf(props, facts.client)],
    [t.need, facts.need],
    [t.solutions, (facts.solutions ?? []).map((slug) => solutions[slug] ?? slug).join(', ')],
    [t.amount, facts.expectedAmountKopecks && formatMoney(locale, facts.expectedAmountKopecks)],
    [t.closeOn, facts.expectedCloseOn && formatDate(locale, facts.expectedCloseOn)],
    [t.sameDomain, knownClients(props, facts.sameDomain ?? [])],
    [t.similarNames, knownClients(props, facts.similarNames ?? [], t.similarHint)],
  ];
}

function knownClients({ words, locale, timeZone }: InboxProps, clients: KnownClient[], hint?: string): ReactNode {
  const t = words.inbox;
  if (clients.length === 0) return undefined;
  return (
    <>
      {clients.map(({ id, name, taxId, domain, pin }) => (
        <span key={id} className="inbox-known">
          {[name, taxId, domain].filter(Boolean).join(', ')}
          {': '}
          {pin ? fill(t.pinnedTo, { partner: pin.partner, date: formatDate(locale, pin.until, timeZone) }) : t.free}
        </span>
      ))}
      {hint && <span className="note muted">{hint}</span>}
    </>
  );
}

function companyOf(
  { words }: Pick<InboxProps, 'words'>,
  { name, country, taxId, site }: { name: string; country?: string; taxId?: string; site?: string },
): string {
  const number = taxId && `${(country && words.taxIds[country]) ?? ''} ${taxId}`;
  return [name, number, site].filter(Boolean).join('\n');
}

function contactOf({ name, email, phone, position }: ApplicationFacts['contact']): ReactNode {
  return (
    <>
      {[name, position].filter(Boolean).join(', ')}
      {'\n'}
      <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>
      {phone && `\n${phone}`}
    </>
  );
}
