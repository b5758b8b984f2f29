import type { ReactNode } from 'react';
import { fill, formatDate, formatMoment, formatMoney, plural } from '#i18n/formats.ts';
import { dateInZone } from '../programme/programme-rules.ts';
import type { CaseProps } from './case-words.ts';
import type { EnquiryFacts, InboxItem, KnownClient, TransferFacts } from './decision-contract.ts';
import { companyText, ContactLines, Facts, type Fact } from './Facts.tsx';

/** What is known of an appeal, a transfer or an enquiry. */
export function InboxFacts(props: CaseProps & { item: InboxItem }) {
  const { words, locale, timeZone, item } = props;
  return <Facts rows={[...rowsOf(props), [words.inbox.received, formatMoment(locale, item.createdAt, timeZone)]]} />;
}

function rowsOf(props: CaseProps & { item: InboxItem }): Fact[] {
  const { words, locale, timeZone, item } = props;
  const t = words.inbox;
  switch (item.kind) {
    case 'appeal': {
      const { partner, client, statement, heldBy, firstDecidedBy, agreedBy } = item.facts;
      return [
        [t.partner, partner.name],
        [t.client, companyText(props, client)],
        [t.statement, statement],
        [
          t.wouldMove,
          heldBy &&
            fill(t.wouldMoveText, {
              from: heldBy.partner,
              to: partner.name,
              date: formatDate(locale, heldBy.until, timeZone),
            }),
        ],
        [t.firstDecision, firstDecidedBy && `${firstDecidedBy.name}: ${firstDecidedBy.reason}`],
        [t.agreed, agreedBy && [`${agreedBy.name}: ${agreedBy.reason}`, agreedBy.comment].filter(Boolean).join('\n')],
      ];
    }
    case 'transfer':
      return transferRows(props, item.facts);
    case 'enquiry':
      return enquiryRows(props, item.facts);
    default:
      return [];
  }
}

function transferRows(props: CaseProps, facts: TransferFacts): Fact[] {
  const { words, locale, timeZone, urls } = props;
  const t = words.inbox;
  const { heldBy, limits } = facts;
  return [
    [
      t.loses,
      heldBy && `${heldBy.partner}\n${fill(words.cases.until, { date: formatDate(locale, heldBy.until, timeZone) })}`,
    ],
    [t.gets, facts.partner.name],
    [
      t.atStake,
      facts.above
        .map((one) => {
          const isMoney = one === 'expectedAmountKopecks';
          const value = isMoney
            ? formatMoney(locale, heldBy?.expectedAmountKopecks ?? 0)
            : plural(locale, words.days, daysTo(heldBy?.until, timeZone));
          const limit = isMoney ? formatMoney(locale, limits[one] ?? 0) : plural(locale, words.days, limits[one] ?? 0);
          return `${fill(t.stake[one], { value })} (${fill(t.limit[one], { value: limit })})`;
        })
        .join('\n'),
    ],
    [t.whyMove, facts.reason],
    [
      t.letterOfClient,
      <a key="file" href={`/api/files/${facts.fileId}`}>
        {t.openFile}
      </a>,
    ],
    [t.askedBy, facts.askedBy.name],
    [
      t.client,
      <a key="client" href={`${urls.clients}?id=${facts.client.id}`}>
        {companyText(props, facts.client)}
      </a>,
    ],
  ];
}

/** Calendar days of the programme's zone, as the partner counts them. */
function daysTo(until: string | undefined, timeZone: string): number {
  const day = (at: Date) => Date.parse(dateInZone(at, timeZone));
  return until ? Math.max(0, (day(new Date(until)) - day(new Date())) / 86_400_000) : 0;
}

export function enquiryRows(props: CaseProps, facts: EnquiryFacts): Fact[] {
  const { words, solutions } = props;
  const t = words.inbox;
  return [
    [t.company, companyText(props, facts.company)],
    [t.contact, <ContactLines key="contact" {...facts.contact} />],
    [t.message, facts.message],
    [t.solutions, (facts.solutions ?? []).map((slug) => solutions[slug] ?? slug).join(', ')],
    [t.transfer, facts.transferAgreed ? t.transferYes : t.transferNo],
    [t.suspicion, facts.suspicion && t.suspicions[facts.suspicion]],
    [t.sameDomain, knownClients(props, facts.sameDomain ?? [])],
    [t.similarNames, knownClients(props, facts.similarNames ?? [], t.similarHint)],
  ];
}

function knownClients({ words, locale, timeZone, urls }: CaseProps, clients: KnownClient[], hint?: string): ReactNode {
  const t = words.inbox;
  if (clients.length === 0) return undefined;
  return (
    <>
      {clients.map(({ id, name, taxId, domain, pin }) => (
        <span key={id} className="inbox-known">
          <a href={`${urls.clients}?id=${id}`}>{[name, taxId, domain].filter(Boolean).join(', ')}</a>
          {pin && `: ${fill(t.pinnedTo, { partner: pin.partner, date: formatDate(locale, pin.until, timeZone) })}`}
        </span>
      ))}
      {hint && <span className="note muted">{hint}</span>}
    </>
  );
}
