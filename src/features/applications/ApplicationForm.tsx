import { useEffect, useMemo, useRef, useState } from 'react';
import { useForm, type FieldError } from 'react-hook-form';
import { fill, plural } from '#i18n/formats.ts';
import { ErrorSummary } from '#ui/ErrorSummary.tsx';
import { applicationResolver } from './application-resolver.ts';
import {
  answersOnPage,
  inFormOrder,
  isEmpty,
  noAnswers,
  requestOf,
  wholeNumber,
  type ApplicationAnswers,
  type FieldName,
} from './application-answers.ts';
import { clearDraft, keepDraft, readDraft, readSent, rememberSent, type SentApplication } from './application-draft.ts';
import { submitApplication } from './applications-api.ts';
import { ApplicationFields } from './ApplicationFields.tsx';
import { FitBar, FitCheck } from './FitCheck.tsx';
import type { ApplicationWords, FitRules } from './application-words.ts';
import type { Country } from '../companies/tax-id-rules.ts';
import type { FieldProblems, Problem } from '../../api/problem-contract.ts';

export interface ApplicationFormProps {
  words: ApplicationWords;
  fit: FitRules;
  countries: Country[];
  locale: string;
  consentUrls: { processing: string; mailing: string };
}

/** The form of `/apply/`. Without JavaScript the same markup posts to the same endpoint; with it the fit answers while one types. */
export function ApplicationForm({ words, fit, countries, locale, consentUrls }: ApplicationFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [isAwake, setAwake] = useState(false);
  const [start] = useState(() => startingAnswers());
  const [cleared, setCleared] = useState<ApplicationAnswers>();
  const [refusal, setRefusal] = useState<Problem | 'network'>();
  const [attempt, setAttempt] = useState(0);
  const key = useRef({ body: '', value: '' });
  const isSending = useRef(false);
  const resolver = useMemo(() => applicationResolver(fit, words, locale), [fit, words, locale]);
  const { register, handleSubmit, watch, reset, setError, formState } = useForm<ApplicationAnswers>({
    defaultValues: start.answers,
    mode: 'onTouched',
    shouldFocusError: false,
    resolver,
  });
  const answers = watch();
  useEffect(() => {
    setAwake(true);
    if (start.isPutBack) reset(start.answers);
    const comeBack = (event: PageTransitionEvent) => event.persisted && isSending.current && location.reload();
    addEventListener('pageshow', comeBack);
    return () => removeEventListener('pageshow', comeBack);
  }, [start, reset]);
  useEffect(() => {
    const { unsubscribe } = watch((now) => keepDraft(now as ApplicationAnswers));
    return () => unsubscribe();
  }, [watch]);

  // The first render repeats the static page; what this browser knows is shown from the second on.
  const shown = isAwake ? answers : noAnswers;
  const problems: FieldProblems = {};
  for (const [group, errors] of Object.entries(formState.errors))
    for (const [name, error] of 'type' in errors! && typeof errors.type === 'string'
      ? [[group, errors] as const]
      : Object.entries(errors!).map(([field, inner]) => [`${group}.${field}`, inner] as const))
      problems[name] = (error as FieldError).type as FieldProblems[string];
  const wrong = inFormOrder(problems);

  /** A second click while the first is under way does nothing; after a refusal one may send again. */
  async function send(valid: ApplicationAnswers) {
    if (isSending.current) return;
    isSending.current = true;
    setRefusal(undefined);
    const body = requestOf(valid, locale);
    const text = JSON.stringify(body);
    if (key.current.body !== text) key.current = { body: text, value: crypto.randomUUID() };
    const answer = await submitApplication(body, key.current.value);
    if (answer.ok) {
      clearDraft();
      rememberSent(answer.value);
      location.assign(answer.value.thanksUrl);
      return new Promise<void>(() => {}); // stays busy until the next page is there, so that nothing is sent twice
    }
    isSending.current = false;
    setAttempt((count) => count + 1);
    if (answer.problem === 'network' || !answer.problem.fields) return setRefusal(answer.problem);
    for (const [name, code] of Object.entries(answer.problem.fields))
      setError(name as FieldName, { type: code, message: words.fieldProblems[code] });
  }

  const refusalTitle =
    refusal && (refusal === 'network' ? words.apply.failed : `${words.apply.failed}. ${refusal.title}`);
  const refusalText = refusal && (refusal === 'network' ? words.apply.failedNetwork : refusal.detail);
  const title = attempt > 0 && wrong.length > 0 ? plural(locale, words.apply.errorsTitle, wrong.length) : refusalTitle;

  const fitting = {
    answers: { ...shown.company, headcount: wholeNumber(shown.company.headcount), aim: shown.aim },
    fit,
    words: words.fit,
  };

  return (
    <div className="apply">
      <aside className="apply-fit">
        <FitCheck {...fitting} />
      </aside>
      <div>
        <FitBar {...fitting} />
        <form
          ref={form}
          className="form"
          id="application"
          method="post"
          action="/api/applications"
          noValidate={isAwake}
          onSubmit={handleSubmit(send, () => setAttempt((count) => count + 1))}
        >
          <input type="hidden" name="locale" value={locale} />
          <ErrorSummary
            attempt={attempt}
            title={title}
            text={attempt > 0 && wrong.length > 0 ? undefined : refusalText}
            items={
              attempt > 0
                ? wrong.map(([name, code]) => ({
                    name,
                    text: `${labelOf(name, shown.company.country, words)}: ${words.fieldProblems[code]}`,
                  }))
                : []
            }
          />
          {isAwake && start.sent && (
            <p className="form-note" role="status">
              {fill(words.apply.alreadySent, { number: start.sent.number })}{' '}
              <a href={start.sent.thanksUrl}>{words.apply.alreadySentOpen}</a>
            </p>
          )}
          {isAwake && start.isDraft && !cleared && (
            <p className="form-note" role="status">
              {words.apply.draftFound}{' '}
              <button
                type="button"
                onClick={() => {
                  setCleared(answers);
                  reset(noAnswers);
                  clearDraft();
                }}
              >
                {words.apply.draftClear}
              </button>
            </p>
          )}
          {cleared && (
            <p className="form-note" role="status">
              {words.apply.draftCleared}{' '}
              <button
                type="button"
                onClick={() => {
                  reset(cleared);
                  keepDraft(cleared);
                  setCleared(undefined);
                }}
              >
                {words.apply.draftUndo}
              </button>
            </p>
          )}
          <ApplicationFields
            register={register}
            problem={(name) => (problems[name] ? words.fieldProblems[problems[name]] : undefined)}
            country={shown.company.country as Country}
            taxId={shown.company.taxId}
            {...{ words, fit, countries, consentUrls }}
          />
          <p>
            <button className="button button-primary" type="submit" aria-disabled={formState.isSubmitting || undefined}>
              {formState.isSubmitting ? words.apply.sending : words.apply.submit}
            </button>
          </p>
          {isAwake && <p className="form-note">{fill(words.apply.draftKept, {})}</p>}
        </form>
      </div>
    </div>
  );
}

interface Start {
  answers: ApplicationAnswers;
  isDraft: boolean;
  /** What this tab has sent before. */
  sent?: SentApplication | undefined;
  /** The fields hold what was sent: a browser fills them in again for whoever goes back. */
  isPutBack: boolean;
}

/** What was typed before the script woke up comes first, then the draft of an earlier visit. */
function startingAnswers(): Start {
  if (typeof document === 'undefined') return { answers: noAnswers, isDraft: false, isPutBack: false };
  const sent = readSent();
  const [opened] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isPutBack = sent !== undefined && opened !== undefined && opened.type !== 'navigate';
  const form = document.querySelector<HTMLFormElement>('form#application');
  const typed = form && !isPutBack ? answersOnPage(form) : noAnswers;
  if (!isEmpty(typed)) return { answers: typed, isDraft: false, sent, isPutBack };
  const draft = readDraft();
  return draft && !isEmpty(draft)
    ? { answers: { ...noAnswers, ...draft }, isDraft: true, sent, isPutBack }
    : { answers: noAnswers, isDraft: false, sent, isPutBack };
}

function labelOf(name: FieldName, country: string, words: ApplicationWords): string {
  const label = words.apply.fields[name];
  return typeof label === 'string' ? label : (label[country as Country] ?? label.RU);
}
