import { useEffect, useRef, useState, type ReactNode } from 'react';
import { fill, formatDate } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { LeadAnswers } from './lead-answers.ts';
import type { LeadRefused } from './lead-contract.ts';
import { joinWaitingList } from './leads-api.ts';
import { AppealForm } from './AppealForm.tsx';
import { ruleTitle } from './LeadAnswer.tsx';
import type { LeadFormProps } from './LeadForm.tsx';

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
  const [waiting, setWaiting] = useState<'no' | 'busy' | 'yes' | 'failed'>('no');
  const [appeal, setAppeal] = useState<{ number: string; answerBy: string } | 'open'>();
  const wait = async () => {
    if (waiting === 'busy') return;
    setWaiting('busy');
    const answer = await joinWaitingList({ country: client.country as 'RU', taxId: client.taxId });
    setWaiting(answer.ok ? 'yes' : 'failed');
  };
  return (
    <ul className="lead-ways">
      <Way title={t.waitTitle} text={t.waitText}>
        {waiting === 'yes' ? (
          <p className="field-good" role="status">
            ✓ {t.waiting}
          </p>
        ) : (
          <button
            type="button"
            className="button"
            onClick={() => void wait()}
            aria-disabled={waiting === 'busy' || undefined}
          >
            {t.wait}
          </button>
        )}
        {waiting === 'failed' && (
          <p className="field-error" role="alert">
            {words.states.network}
          </p>
        )}
      </Way>
      <Way title={t.appealTitle} text={t.appealText}>
        {appeal === 'open' ? (
          <AppealForm
            words={words}
            locale={locale}
            about={{ client: { country: client.country as 'RU', taxId: client.taxId } }}
            onDone={setAppeal}
          />
        ) : appeal ? (
          <p className="field-good" role="status">
            ✓ {fill(t.appealSent, { number: appeal.number, date: formatDate(locale, appeal.answerBy) })}
          </p>
        ) : (
          <button type="button" className="button" onClick={() => setAppeal('open')}>
            {t.appeal}
          </button>
        )}
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
