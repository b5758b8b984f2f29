import { plural } from '#i18n/formats.ts';
import type { FieldProblems, Problem } from '../api/problem-contract.ts';
import { ErrorSummary } from './ErrorSummary.tsx';
import { problemText, SignInAgain, type ProblemWords } from './ProblemNote.tsx';

interface Props {
  /** Names of the fields from top to bottom, with what they are called. */
  labels: Record<string, string>;
  problems: FieldProblems;
  /** Where a field says what is missing in words of its own. */
  ownWords?: Record<string, string>;
  refusal: Problem | 'network' | undefined;
  attempt: number;
  words: ProblemWords & { fieldProblems: Record<string, string> };
  locale: string;
}

/** What keeps a form from being accepted, on top of it: fields to mend, or the refusal of the server. */
export function FormSummary({ labels, problems, ownWords, refusal, attempt, words, locale }: Props) {
  const wrong = Object.keys(labels).filter((name) => problems[name]);
  if (attempt > 0 && wrong.length > 0)
    return (
      <ErrorSummary
        attempt={attempt}
        title={plural(locale, words.states.fixFields, wrong.length)}
        items={wrong.map((name) => ({
          name,
          text: `${labels[name]}: ${ownWords?.[name] ?? words.fieldProblems[problems[name]!]}`,
        }))}
      />
    );
  const said = refusal && problemText(refusal, words);
  const text = refusal === 'network' ? words.states.networkKept : said?.text;
  return (
    <ErrorSummary
      attempt={attempt}
      title={said && (refusal === 'network' ? words.states.notSent : said.title)}
      text={text}
      items={[]}
    >
      {refusal && refusal !== 'network' && refusal.code === 'session_required' && <SignInAgain words={words} />}
    </ErrorSummary>
  );
}
