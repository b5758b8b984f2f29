import { useState } from 'react';
import { Field, fieldId } from '#ui/Field.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextField } from '#ui/TextField.tsx';
import { roomQueries } from '#ui/room-query.ts';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems, type Problem } from '../../api/problem-contract.ts';
import { asksFirst, placeOf } from './lead-board-rules.ts';
import type { LeadCard } from './lead-contract.ts';
import { changeLead, changeStage } from './leads-api.ts';
import { kopecksOf } from './lead-rules.ts';
import { leadStages, type LeadStage, type StageInput } from './lead-stage-contract.ts';
import { leadWorkRequest, type LeadPage, type LeadWorkInput } from './lead-work-contract.ts';
import { BoardTold } from './BoardTold.tsx';
import type { LeadPart } from './LeadRoom.tsx';
import { StageDialog } from './StageDialog.tsx';
import type { Told } from './use-board.ts';

/** The stage, which changes at once, and what is agreed: amount, dates, next step, who leads it. */
export function LeadDeal(props: LeadPart) {
  const { words, locale, lead, show } = props;
  const t = words.leadBoard;
  const [told, setTold] = useState<Told>();
  const [asked, setAsked] = useState<'won' | 'lost'>();

  async function move(to: StageInput, isUndo = false) {
    const back = placeOf(lead);
    show({ stage: to.stage });
    const answer = await changeStage(lead.id, to);
    if (!answer.ok) {
      show({ stage: back.stage });
      setTold({ kind: 'failed', card: lead, problem: answer.problem });
      return;
    }
    const card = answer.value;
    setTold(isUndo ? { kind: 'undone', card } : { kind: 'moved', card, back });
    show(stageOf(card));
    // The history has a line more.
    void roomQueries.invalidateQueries({ queryKey: ['leads'] });
  }

  return (
    <section className="lead-part">
      <h2>{words.leadCard.deal}</h2>
      <Field name="stage" label={t.stage}>
        <select
          className="control"
          id={fieldId('stage')}
          value={lead.stage}
          onChange={({ target }) => {
            const stage = target.value as LeadStage;
            if (asksFirst(stage)) setAsked(stage as 'won' | 'lost');
            else void move({ stage });
          }}
        >
          {leadStages.map((stage) => (
            <option key={stage} value={stage}>
              {t.stages[stage]}
            </option>
          ))}
        </select>
      </Field>
      <Agreed {...props} />
      <BoardTold words={words} told={told} onUndo={() => told?.kind === 'moved' && void move(told.back, true)} />
      {asked && (
        <StageDialog
          words={words}
          locale={locale}
          card={lead}
          stage={asked}
          onClose={() => setAsked(undefined)}
          onSave={(to) => {
            setAsked(undefined);
            void move(to);
          }}
        />
      )}
    </section>
  );
}

/** What a move changes; fields of an outcome that is no more go. */
const stageOf = ({ stage, stageChangedAt, wonAmountKopecks, wonOn, lostReason, nextStep }: LeadCard) =>
  ({ stage, stageChangedAt, wonAmountKopecks, wonOn, lostReason, nextStep }) as Partial<LeadPage>;

interface Answers extends Record<string, string> {
  stepText: string;
  stepOn: string;
  amount: string;
  closeOn: string;
  person: string;
}

const answersOf = (lead: LeadPage): Answers => ({
  stepText: lead.nextStep?.text ?? '',
  stepOn: lead.nextStep?.on ?? '',
  amount: lead.expectedAmountKopecks ? String(lead.expectedAmountKopecks / 100).replace('.', ',') : '',
  closeOn: lead.expectedCloseOn ?? '',
  person: lead.responsible?.id ?? '',
});

const workOf = ({ stepText, stepOn, amount, closeOn, person }: Answers): LeadWorkInput => ({
  nextStep: stepText.trim() || stepOn ? { text: stepText, ...(stepOn && { on: stepOn }) } : null,
  expectedAmountKopecks: kopecksOf(amount) ?? null,
  expectedCloseOn: closeOn || null,
  responsibleId: person || null,
});

const formNames: Record<string, string> = {
  'nextStep.text': 'stepText',
  'nextStep.on': 'stepOn',
  expectedAmountKopecks: 'amount',
  expectedCloseOn: 'closeOn',
  responsibleId: 'person',
};
const underFormNames = (fields: FieldProblems): FieldProblems =>
  Object.fromEntries(Object.entries(fields).map(([name, code]) => [formNames[name] ?? name, code]));

function Agreed({ words, locale, lead, show }: LeadPart) {
  const t = words.leadCard;
  const [isSaved, setSaved] = useState(false);
  const form = useContractForm<Answers, LeadPage>({
    start: answersOf(lead),
    check: (answers) => {
      const read = readInput(leadWorkRequest, workOf(answers));
      return read.ok ? {} : underFormNames(read.fields);
    },
    send: async (answers) => {
      setSaved(false);
      const answer = await changeLead(lead.id, workOf(answers));
      return answer.ok || answer.problem === 'network' || !answer.problem.fields
        ? answer
        : { ok: false, problem: { ...answer.problem, fields: underFormNames(answer.problem.fields) } as Problem };
    },
    onDone: (changed) => {
      show(changed);
      form.reset(answersOf(changed));
      setSaved(true);
    },
  });
  const problem = (name: string) => form.problems[name] && words.fieldProblems[form.problems[name]];
  const labels = { stepText: t.stepText, stepOn: t.stepOn, amount: t.amount, closeOn: t.closeOn, person: t.person };
  const { isDirty } = form.formState;
  return (
    <form className="form lead-agreed" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={labels}
        problems={form.problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <div className="lead-agreed-fields">
        <TextField
          {...form.register('stepText')}
          label={t.step}
          hint={t.stepHint}
          maxLength={300}
          autoComplete="off"
          error={problem('stepText')}
        />
        <TextField {...form.register('stepOn')} type="date" label={t.stepOn} error={problem('stepOn')} />
        <TextField
          {...form.register('amount')}
          label={t.amount}
          inputMode="decimal"
          autoComplete="off"
          error={problem('amount')}
        />
        <TextField {...form.register('closeOn')} type="date" label={t.closeOn} error={problem('closeOn')} />
        <Field name="person" label={t.person} error={problem('person')}>
          <select className="control" id={fieldId('person')} {...form.register('person')}>
            {!lead.registeredBy && <option value="">{t.nobody}</option>}
            {withResponsible(lead).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <p className="actions">
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {form.isSending ? t.saving : t.save}
        </button>
        <span className="field-good" role="status">
          {isSaved && !isDirty && `✓ ${t.saved}`}
        </span>
      </p>
    </form>
  );
}

/** Whoever leads it stays in the list after leaving the company, or the choice would be lost unseen. */
const withResponsible = ({ people, responsible }: LeadPage) =>
  !responsible || people.some(({ id }) => id === responsible.id) ? people : [responsible, ...people];
