import { useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { amountOf } from './lead-board-rules.ts';
import type { LeadCard } from './lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';
import { kopecksOf } from './lead-rules.ts';
import { leadLostReasons, stageRequest, type LeadLostReason, type StageInput } from './lead-stage-contract.ts';

interface Answers {
  wonAmount: string;
  wonOn: string;
  lostReason: string;
}

const wonOf = ({ wonAmount, wonOn }: Answers): StageInput => {
  const wonAmountKopecks = kopecksOf(wonAmount);
  return { stage: 'won', ...(wonAmountKopecks !== undefined && { wonAmountKopecks }), ...(wonOn && { wonOn }) };
};
const lostOf = ({ lostReason }: Answers): StageInput => ({
  stage: 'lost',
  ...(lostReason && { lostReason: lostReason as LeadLostReason }),
});

/** Before a lead is won: the amount and the date; before it is lost: why. */
export function StageDialog({
  words,
  card,
  stage,
  onClose,
  onSave,
}: Pick<LeadDeskProps, 'words' | 'locale'> & {
  card: LeadCard;
  stage: 'won' | 'lost';
  onClose: () => void;
  onSave: (to: StageInput) => void;
}) {
  const t = words.leadBoard;
  const toOf = stage === 'won' ? wonOf : lostOf;
  const amount = amountOf(card);
  const [today] = useState(() => new Date().toLocaleDateString('sv'));
  const form = useContractForm<Answers & Record<string, string>, StageInput>({
    start: {
      wonAmount: amount > 0 ? String(amount / 100).replace('.', ',') : '',
      wonOn: today,
      lostReason: '',
    },
    check: (answers): FieldProblems => {
      const read = readInput(stageRequest, toOf(answers));
      if (read.ok) return {};
      const { wonAmountKopecks, ...fields } = read.fields;
      return { ...fields, ...(wonAmountKopecks && { wonAmount: wonAmountKopecks }) };
    },
    send: (answers) => Promise.resolve({ ok: true as const, value: toOf(answers) }),
    onDone: onSave,
  });
  const problem = (name: string) => form.problems[name] && words.fieldProblems[form.problems[name]];
  return (
    <Dialog title={stage === 'won' ? t.wonTitle : t.lostTitle} close={words.states.cancel} onClose={onClose}>
      <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <p>{fill(stage === 'won' ? t.wonText : t.lostText, { client: card.client.name })}</p>
        {stage === 'won' ? (
          <>
            <TextField
              {...form.register('wonAmount')}
              label={t.wonAmount}
              inputMode="decimal"
              autoComplete="off"
              error={problem('wonAmount')}
            />
            <TextField {...form.register('wonOn')} type="date" label={t.wonOn} error={problem('wonOn')} />
          </>
        ) : (
          <ChoiceField
            {...form.register('lostReason')}
            label={t.lostTitle}
            choices={leadLostReasons.map((value) => ({ value, label: t.lostReasons[value] }))}
            error={problem('lostReason')}
          />
        )}
        <p>
          <button className="button button-primary" type="submit">
            {stage === 'won' ? t.wonSave : t.lostSave}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
