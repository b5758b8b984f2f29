import './error-summary.css';
import { useEffect, useRef } from 'react';
import type { Strings } from '#i18n/languages.ts';
import type { Problem } from '../api/problem-contract.ts';

export type ProblemWords = Pick<Strings, 'states'> & {
  /** Where one signs in, in the language of the page. */
  signInUrl: string;
};

/** What a problem is called and what can be done about it. A session that has ended leads to sign-in and back. */
export function problemText(problem: Problem | 'network', words: ProblemWords): { title: string; text: string } {
  if (problem === 'network') return { title: words.states.failed, text: words.states.network };
  if (problem.code === 'session_required')
    return { title: words.states.sessionEnded, text: words.states.sessionEndedText };
  return { title: problem.title, text: problem.detail };
}

/** Takes the focus when `attempt` grows: whoever pressed a button hears what came of it. */
export function ProblemNote({
  problem,
  words,
  onRetry,
  attempt = 0,
}: {
  problem: Problem | 'network';
  words: ProblemWords;
  onRetry?: () => void;
  attempt?: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) place.current?.focus();
  }, [attempt]);
  const { title, text } = problemText(problem, words);
  const isEnded = problem !== 'network' && problem.code === 'session_required';
  return (
    <div className="error-summary" role="alert" ref={place} tabIndex={-1}>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {isEnded && <SignInAgain words={words} />}
      {onRetry && !isEnded && (
        <p>
          <button type="button" className="button" onClick={onRetry}>
            {words.states.retry}
          </button>
        </p>
      )}
    </div>
  );
}

/** The way to sign-in and back to this page, where what was typed still stands. */
export function SignInAgain({ words }: { words: ProblemWords }) {
  const next = encodeURIComponent(location.pathname + location.search);
  return (
    <p>
      <a href={`${words.signInUrl}?next=${next}`}>{words.states.signIn}</a>
    </p>
  );
}
