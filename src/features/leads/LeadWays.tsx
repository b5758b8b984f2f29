import '#ui/form.css';
import { useState } from 'react';
import { fill, formatDate } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { AppealInput, AppealReceived, WaitingListInput } from '../clients/client-contract.ts';
import { AppealForm } from './AppealForm.tsx';
import { joinWaitingList } from './leads-api.ts';

/* What a partner can do about a client it did not get, or lost. */

type Words = IslandWords & Pick<Strings, 'leads'>;

/** To be told when the client is free. */
export function WaitHere({ words, client }: { words: Words; client: WaitingListInput }) {
  const t = words.leads;
  const [state, setState] = useState<'no' | 'busy' | 'yes' | Problem | 'network'>('no');
  const wait = async () => {
    if (state === 'busy') return;
    setState('busy');
    const answer = await joinWaitingList(client);
    setState(answer.ok ? 'yes' : answer.problem);
  };
  const problem = state === 'network' || typeof state === 'object' ? problemText(state, words) : undefined;
  if (state === 'yes')
    return (
      <p className="field-good" role="status">
        ✓ {t.waiting}
      </p>
    );
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => void wait()}
        aria-disabled={state === 'busy' || undefined}
      >
        {t.wait}
      </button>
      {problem && (
        <p className="field-error" role="alert">
          {problem.title}. {problem.text}
        </p>
      )}
    </>
  );
}

/** `about` is what the appeal is about: one object for as long as the form is open. */
export function AppealHere({
  words,
  locale,
  title,
  about,
}: {
  words: Words;
  locale: string;
  title: string;
  about: Pick<AppealInput, 'leadNumber' | 'client'>;
}) {
  const t = words.leads;
  const [state, setState] = useState<AppealReceived | 'open'>();
  if (state === 'open') return <AppealForm words={words} locale={locale} about={about} onDone={setState} />;
  if (state)
    return (
      <p className="field-good" role="status">
        ✓ {fill(t.appealSent, { number: state.number, date: formatDate(locale, state.answerBy) })}
      </p>
    );
  return (
    <button type="button" className="button" onClick={() => setState('open')}>
      {title}
    </button>
  );
}
