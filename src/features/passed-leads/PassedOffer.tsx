import { useEffect, useRef, useState } from 'react';
import { fill, formatDate, formatMoment, plural } from '#i18n/formats.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import { Moment } from '#ui/Moment.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { LeadItem } from '../leads/lead-contract.ts';
import { DeclineOffer } from './DeclineOffer.tsx';
import type { PassedLeadItem } from './passed-lead-contract.ts';
import { acceptPassedLead } from './passed-leads-api.ts';
import type { PassedLeadsProps } from './PassedLeads.tsx';

/** One offer: until when, what is known before accepting, and the two answers; once accepted the contact and the pin. */
export function PassedOffer(
  props: PassedLeadsProps & { offer: PassedLeadItem; onAnswered: (offer: PassedLeadItem) => void },
) {
  const { words, locale, timeZone, solutions, offer, onAnswered } = props;
  const t = words.passedLeads;
  const [isOpen, setOpen] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | 'network'>();
  const [attempt, setAttempt] = useState(0);
  const key = useRef('');
  const decline = useRef<HTMLButtonElement>(null);

  async function accept() {
    if (isSending) return;
    setSending(true);
    setProblem(undefined);
    key.current ||= crypto.randomUUID();
    const answer = await acceptPassedLead(offer.id, key.current);
    setSending(false);
    if (answer.ok)
      return onAnswered({
        ...offer,
        status: 'accepted',
        answeredAt: new Date().toISOString(),
        lead: answer.value.lead,
      });
    setProblem(answer.problem);
    setAttempt((n) => n + 1);
  }

  if (offer.lead) return <AcceptedOffer {...props} lead={offer.lead} />;
  const facts: [string, string | undefined][] = [
    [t.need, offer.need],
    [t.solutions, offer.solutions.map((slug) => solutions[slug] ?? slug).join(', ')],
    [t.town, offer.town],
    [t.size, offer.size && (words.clientSizes[offer.size] ?? offer.size)],
  ];
  return (
    <li className="passed-offer">
      <header>
        <ClientCell left={0} of={1} state="deciding" size={40} />
        <div>
          <h3>
            <time dateTime={offer.answerBy}>{fill(t.answerBy, { date: formatDate(locale, offer.answerBy) })}</time>
          </h3>
          <p className="note muted">
            <DaysToAnswer words={words} locale={locale} timeZone={timeZone} answerBy={offer.answerBy} /> · {t.number}{' '}
            <span className="number">{offer.number}</span> · {t.offeredAt}{' '}
            <Moment at={offer.offeredAt} locale={locale} timeZone={timeZone} />
          </p>
        </div>
      </header>
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p className="note muted">{t.hidden}</p>
      {problem && <ProblemNote problem={problem} words={words} attempt={attempt} />}
      {isOpen ? (
        <DeclineOffer
          {...props}
          onClose={() => {
            setOpen(false);
            requestAnimationFrame(() => decline.current?.focus());
          }}
        />
      ) : (
        <p className="actions">
          <button
            type="button"
            className="button button-primary"
            aria-disabled={isSending || undefined}
            onClick={() => void accept()}
          >
            {isSending ? t.accepting : t.accept}
            <span className="visually-hidden"> {offer.number}</span>
          </button>
          <button type="button" className="button" ref={decline} onClick={() => setOpen(true)}>
            {t.decline}
            <span className="visually-hidden"> {offer.number}</span>
          </button>
        </p>
      )}
    </li>
  );
}

/** The clock of an offer, in days of the programme's time zone. */
function DaysToAnswer({
  words,
  locale,
  timeZone,
  answerBy,
}: Pick<PassedLeadsProps, 'words' | 'locale' | 'timeZone'> & { answerBy: string }) {
  const t = words.passedLeads;
  const [today] = useState(() => new Intl.DateTimeFormat('sv', { timeZone }).format(new Date()));
  const days = Math.round((Date.parse(answerBy) - Date.parse(today)) / 86_400_000);
  return (
    <span className={days <= 0 ? 'passed-offer-last' : undefined}>
      {days <= 0 ? t.today : plural(locale, t.daysToAnswer, days)}
    </span>
  );
}

function AcceptedOffer({ words, locale, timeZone, protectionDays, urls, lead }: PassedLeadsProps & { lead: LeadItem }) {
  const t = words.passedLeads;
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => place.current?.focus(), []);
  const { client, contact, pin } = lead;
  return (
    <li className="passed-accepted" ref={place} tabIndex={-1}>
      <header>
        <ClientCell left={pin?.daysLeft ?? 0} of={protectionDays} state="protected" size={56} />
        <h3>{fill(t.acceptedTitle, { client: client.name })}</h3>
      </header>
      {pin && <p>{fill(t.acceptedText, { date: formatMoment(locale, pin.until, timeZone) })}</p>}
      <dl className="facts">
        <div>
          <dt>{t.client}</dt>
          <dd>
            {client.name}
            {`\n${words.taxIds[client.country]} ${client.taxId}`}
          </dd>
        </div>
        <div>
          <dt>{t.contact}</dt>
          <dd>
            {contact ? (
              <>
                {contact.name}
                <br />
                <a href={`mailto:${encodeURIComponent(contact.email)}`}>{contact.email}</a>
                {contact.phone && `\n${contact.phone}`}
              </>
            ) : (
              t.noContact
            )}
          </dd>
        </div>
      </dl>
      <p>
        <a className="button button-primary" href={`${urls.lead}?id=${lead.id}`}>
          {t.openLead}
        </a>
      </p>
    </li>
  );
}
