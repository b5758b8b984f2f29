import { useEffect, useRef, useState, type ReactNode } from 'react';
import { fill } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { Country } from '../companies/tax-id-rules.ts';
import type { LeadAnswers } from './lead-answers.ts';
import type { LeadRefused } from './lead-contract.ts';
import { ruleTitle } from './LeadAnswer.tsx';
import type { LeadFormProps } from './LeadForm.tsx';
import { AppealHere, WaitHere } from './LeadWays.tsx';

const ruleCodes = [
  'client_unavailable',
  'client_already_yours',
  'offer_not_accepted',
  'course_not_passed',
  'quota_exhausted',
];

export const isRuleRefusal = (problem: Problem) => ruleCodes.includes(problem.code);

/** A refusal: by which rule, and what can be done. Never by whom, and no date. */
export function LeadRefusal(props: LeadFormProps & { refusal: LeadRefused; client: LeadAnswers['client'] }) {
  const { words, refusal, urls } = props;
  const t = words.leads;
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const { title, text } = problemText(refusal, words);
  const code = refusal.code as string;
  const doors: Record<string, { url: string; title: string }> = {
    client_already_yours: { url: urls.clients, title: t.openClients },
    quota_exhausted: { url: urls.clients, title: t.openClients },
    offer_not_accepted: { url: urls.offer, title: t.openOffer },
    course_not_passed: { url: urls.course, title: t.openCourse },
  };
  const door = doors[code];
  return (
    <section className="lead-refusal" ref={place} tabIndex={-1} role="alert" aria-labelledby="lead-refusal">
      <h2 id="lead-refusal">{title}</h2>
      {text && <p>{text}</p>}
      {refusal.rule && (
        <p className="note">
          {t.rule}:{' '}
          <a href={urls.edition.replace('*', refusal.rule.edition)}>
            {fill(t.edition, { edition: refusal.rule.edition })}
          </a>
          , {ruleTitle(words, refusal.rule.id)}
        </p>
      )}
      {door && (
        <p>
          <a className="button button-primary" href={door.url}>
            {door.title}
          </a>
        </p>
      )}
      {code === 'client_unavailable' && <WhatCanBeDone {...props} />}
    </section>
  );
}

function WhatCanBeDone(props: LeadFormProps & { client: LeadAnswers['client'] }) {
  const { words, client, locale } = props;
  const t = words.leads;
  const [own] = useState({ country: client.country as Country, taxId: client.taxId });
  const [about] = useState({ client: own });
  return (
    <ul className="lead-ways">
      <Way title={t.waitTitle} text={t.waitText}>
        <WaitHere words={words} client={own} />
      </Way>
      <Way title={t.appealTitle} text={t.appealText}>
        <AppealHere words={words} locale={locale} title={t.appeal} about={about} />
      </Way>
      <Way title={t.choiceTitle} text={t.choiceText} />
    </ul>
  );
}

const Way = ({ title, text, children }: { title: string; text: string; children?: ReactNode }) => (
  <li>
    <h3>{title}</h3>
    <p className="note">{text}</p>
    {children}
  </li>
);
