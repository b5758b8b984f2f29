import './decision.css';
import { useCallback, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { fill, formatMoment } from '#i18n/formats.ts';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type DecidedAlready, type FieldProblems } from '../../api/problem-contract.ts';
import type { CaseProps } from './case-words.ts';
import {
  decisionRequest,
  decisions,
  type DecisionAgreed,
  type DecisionInput,
  type DecisionKind,
  type DecisionMade,
} from './decision-contract.ts';
import { keyOf } from './inbox-rules.ts';
import { isKeyForPage } from './page-keys.ts';
import { KeyCap } from './KeyCap.tsx';
import { ReasonTemplates } from './ReasonTemplates.tsx';
import { decide, type Decidable } from './staff-api.ts';

interface Answers {
  decision: string;
  reason: string;
  comment: string;
}

const requestOf = (answers: Answers) =>
  ({ ...answers, decision: answers.decision || undefined, comment: answers.comment || undefined }) as DecisionInput;

const check = (answers: Answers): FieldProblems => {
  const read = readInput(decisionRequest, requestOf(answers));
  return read.ok ? {} : read.fields;
};

const keyOfDecision: Record<string, DecisionKind> = { a: 'approve', r: 'return', d: 'decline' };
const capOf: Record<DecisionKind, string> = { approve: 'A', return: 'R', decline: 'D' };

export interface DecisionFormProps extends CaseProps {
  id: string;
  kind: Decidable;
  /** What may be decided; all three where nothing is said. */
  choices?: readonly DecisionKind[];
  onDecided: (decision: DecisionMade['decision']) => void;
  /** Somebody else was faster: the list is asked for again. */
  onLate: () => void;
  /** Noted, and a second person has to agree. */
  onAgreed?: () => void;
}

/** Approve, return or decline, always with a reason that the other side reads. A key chooses, Ctrl and Enter send. */
export function DecisionForm(props: DecisionFormProps) {
  const { words, locale, id, kind, onDecided, onLate, onAgreed } = props;
  const t = words.inbox;
  const place = useRef<HTMLFormElement>(null);
  const send = useCallback((answers: Answers, key: string) => decide(kind, id, requestOf(answers), key), [kind, id]);
  const form = useContractForm<Answers, DecisionMade | DecisionAgreed>({
    start: { decision: '', reason: '', comment: '' },
    draft: `decision-${id}`,
    check,
    send,
    onDone: (answer) => ('decision' in answer ? onDecided(answer.decision) : onAgreed?.()),
  });
  const { setValue, setFocus } = form;
  // An appeal is granted or not, a transfer carried out or not; what is unclear is asked for by mail.
  const choices =
    props.choices ?? decisions.filter((one) => one !== 'return' || kind === 'application' || kind === 'lead');
  const offered = choices.join(' ');
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const decision = isKeyForPage(event) ? keyOfDecision[keyOf(event)] : undefined;
      if (!decision || !offered.split(' ').includes(decision)) return;
      event.preventDefault();
      // At once, not after a pause as the form library would: the field is there before the next key comes, and no letter is lost.
      flushSync(() => setValue('decision', decision, { shouldValidate: false }));
      form.clearErrors('decision');
      place.current?.querySelector<HTMLElement>('[name=reason]')?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  const chosen = form.watch('decision') as DecisionKind | '';
  useEffect(() => {
    const at = place.current;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        at?.requestSubmit();
      } else if (event.key === 'Escape') {
        // Back to the list, where the keys work again; what was typed stays.
        event.preventDefault();
        (event.target as HTMLElement).blur();
      }
    };
    at?.addEventListener('keydown', press);
    return () => at?.removeEventListener('keydown', press);
  });

  const refusal = form.refusal;
  if (refusal && refusal !== 'network' && refusal.code === 'already_decided' && refusal.decided)
    return <DecidedNote {...props} decided={refusal.decided} onLate={onLate} />;
  const names: Partial<Record<DecisionKind, string>> =
    kind === 'appeal' ? t.appealDecisions : kind === 'transfer' ? t.transferDecisions : t.decisions;
  const field = (name: keyof Answers) => ({
    ...form.register(name),
    error: form.problems[name] && words.fieldProblems[form.problems[name]],
  });
  return (
    <form className="form decision-form" noValidate ref={place} onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{ decision: t.decide, reason: t.reasonFor[kind], comment: t.comment }}
        problems={form.problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <fieldset
        className={`field decision-choices${form.problems['decision'] ? ' field-wrong' : ''}`}
        role="radiogroup"
        aria-required
      >
        <legend className="field-label">{t.decide}</legend>
        {form.problems['decision'] && <p className="field-error">{words.fieldProblems[form.problems['decision']]}</p>}
        <div className="decision-row">
          {choices.map((value, index) => (
            <label key={value} className={`decision-choice decision-${value}`}>
              <input
                type="radio"
                id={index === 0 ? 'field-decision' : undefined}
                value={value}
                {...form.register('decision')}
              />
              <span>
                {names[value] ?? value} <KeyCap>{capOf[value]}</KeyCap>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {chosen && (
        <>
          <ReasonTemplates
            {...props}
            decision={chosen}
            onChoose={(text) => {
              setValue('reason', text, { shouldValidate: form.attempt > 0 });
              setFocus('reason');
            }}
          />
          <TextAreaField
            {...field('reason')}
            label={t.reasonFor[kind]}
            hint={t.reasonHint}
            required
            rows={2}
            maxLength={2000}
          />
          <TextAreaField {...field('comment')} label={t.comment} optional={t.optional} rows={1} maxLength={2000} />
          <p>
            <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
              {form.isSending ? t.sending : (names[chosen] ?? chosen)}
              <KeyCap>Ctrl ↵</KeyCap>
            </button>
          </p>
        </>
      )}
    </form>
  );
}

/** Two people at one case: the second is told who decided what. */
function DecidedNote({ words, locale, timeZone, decided, onLate }: DecisionFormProps & { decided: DecidedAlready }) {
  const t = words.inbox;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const at = formatMoment(locale, decided.at, timeZone);
  return (
    <div className="decided-note" role="alert" tabIndex={-1} ref={place}>
      <h3>{t.decidedAlready}</h3>
      <p>{fill(t.decidedBy[decided.decision], { by: decided.by, at })}</p>
      <p className="muted">{fill(t.theirReason, { reason: decided.reason })}</p>
      <p>
        <button type="button" className="button" onClick={onLate}>
          {t.refresh}
        </button>
      </p>
    </div>
  );
}
