import { Fragment, type ReactNode } from 'react';
import { fill } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import { ruleTitle } from './LeadAnswer.tsx';
import type { LeadPart } from './LeadRoom.tsx';

/** Where the lead comes from and what it is about. */
export function LeadFacts({ words, locale, timeZone, solutions, urls, lead }: LeadPart) {
  const t = words.leadCard;
  const facts: [string, ReactNode][] = [
    [t.client, `${words.taxIds[lead.client.country]} ${lead.client.taxId}`],
    [t.site, lead.client.site],
    [t.need, lead.need],
    [t.solutions, lead.solutions.map((slug) => solutions[slug] ?? slug).join(', ')],
    [
      t.source,
      <Fragment key="source">
        {words.leadBoard.sources[lead.source]}, <Moment at={lead.createdAt} locale={locale} timeZone={timeZone} />
      </Fragment>,
    ],
    [t.event, lead.event],
    [t.registeredBy, lead.registeredBy?.name],
    [
      t.rule,
      lead.rule && (
        <>
          <a href={urls.edition.replace('*', lead.rule.edition)}>
            {fill(words.leads.edition, { edition: lead.rule.edition })}
          </a>
          , {ruleTitle(words, lead.rule.id)}
        </>
      ),
    ],
  ];
  return (
    <section className="lead-part">
      <h2>{t.facts}</h2>
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
    </section>
  );
}
