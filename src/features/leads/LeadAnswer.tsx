import { useEffect, useRef } from 'react';
import { fill, formatDate, plural } from '#i18n/formats.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import type { LeadAnswers } from './lead-answers.ts';
import type { LeadRegistered } from './lead-contract.ts';
import type { LeadFormProps } from './LeadForm.tsx';

/** What came of a registration: pinned and until when, or with a person and until when that person answers. */
export function LeadAnswer({
  words,
  locale,
  timeZone,
  protectionDays,
  urls,
  lead,
  client,
}: LeadFormProps & { lead: LeadRegistered; client: LeadAnswers['client'] }) {
  const t = words.leads;
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const { pin } = lead;
  const day = (at: string) => formatDate(locale, at, timeZone);
  const days = pin ? Math.round((Date.parse(pin.until) - Date.parse(pin.from)) / 86_400_000) : 0;
  return (
    <section className="lead-answer" ref={place} tabIndex={-1} aria-labelledby="lead-answer">
      <div className="lead-answer-head">
        <ClientCell
          left={days}
          of={protectionDays}
          state={pin ? 'protected' : 'deciding'}
          mark={pin ? String(days) : undefined}
          size={72}
        />
        {pin && <p className="note muted">{plural(locale, t.daysProtected, days)}</p>}
      </div>
      <h2 id="lead-answer">
        {pin
          ? fill(t.pinnedTitle, { date: day(pin.until) })
          : fill(t.reviewTitle, { date: lead.answerBy ? formatDate(locale, lead.answerBy) : '' })}
      </h2>
      <p>{pin ? fill(t.pinnedText, { name: client.name.trim() }) : t.reviewReasons[lead.reason ?? 'manual']}</p>
      {!pin && <p>{t.reviewLooks}</p>}
      <dl className="facts">
        <div>
          <dt>{t.client}</dt>
          <dd>
            {client.name}
            {'\n'}
            {words.apply.fields['company.taxId'][client.country as 'RU']} {client.taxId}
          </dd>
        </div>
        <div>
          <dt>{t.leadNumber}</dt>
          <dd className="number">{lead.number}</dd>
        </div>
        {pin && (
          <div>
            <dt>{t.receipt}</dt>
            <dd>
              <a className="number" href={`${urls.receipts}?number=${encodeURIComponent(pin.receipt)}`}>
                {pin.receipt}
              </a>
            </dd>
          </div>
        )}
        <div>
          <dt>{t.rule}</dt>
          <dd>
            <a href={urls.edition.replace('*', lead.rule.edition)}>{fill(t.edition, { edition: lead.rule.edition })}</a>
            , {ruleTitle(words, lead.rule.id)}
          </dd>
        </div>
      </dl>
      <p className="actions">
        <a className="button button-primary" href={pin ? urls.clients : urls.leads}>
          {pin ? t.openClients : t.openLeads}
        </a>
      </p>
    </section>
  );
}

/** A rule by its name in the terms; one that has none by its key. */
export function ruleTitle(words: Pick<LeadFormProps['words'], 'leads'>, id: string): string {
  return (words.leads.rules as Record<string, string>)[id] ?? id;
}
